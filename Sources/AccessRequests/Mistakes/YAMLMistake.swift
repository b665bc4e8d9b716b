import YAML

/// What the YAML reader finds. Its words are its own, since it alone knows what it saw.
struct YAMLMistake: Mistake {
    let problem: Problem
    /// What an empty file of this kind begins with, in whole sentences.
    private let start: String?

    init(_ problem: Problem, start: String? = nil) { (self.problem, self.start) = (problem, start) }

    var number: Int {
        switch problem.kind {
        case .syntax: 1
        case .emptyDocument: 2
        case .duplicateKey: 3
        case .keyNotScalar: 4
        case .severalDocuments: 5
        case .anchor: 6
        case .alias: 7
        case .tag: 8
        case .directive: 9
        case .tab: 10
        case .notUTF8: 11
        case .otherEncoding: 12
        case .byteOrderMark: 13
        case .controlCharacter: 14
        case .lineBreak: 15
        case .tooLarge: 16
        case .tooDeep: 17
        case .tooManyNodes: 18
        case .scalarTooLong: 19
        }
    }

    var message: String { problem.message }
    var advice: String? {
        if problem.kind == .emptyDocument, let start { return start }
        return sentence(problem.remedy)
    }

    private func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() + "." }
}
