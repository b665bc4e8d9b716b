import AccessCore

/// Why it can't be told yet what a pull request proves. Part of a sentence's end: no full stop.
enum ReviewDoubt: Hashable, Sendable, CustomStringConvertible {
    case noAnswer
    case notMerged(Int)
    /// The forge names no merge commit, or another one than the step's.
    case noMergeCommit(Int)

    var description: String {
        switch self {
        case .noAnswer: "the forge gave no answer about this step; the next run asks again"
        case .notMerged(let number): "the forge doesn't show pull request #\(number) as merged yet; the next run asks again"
        case .noMergeCommit(let number):
            "the forge doesn't say yet which commit pull request #\(number) was merged as; the next run asks again"
        }
    }
}
