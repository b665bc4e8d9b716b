import AccessCore

/// `daypass until 2026-11-22T17:00:00Z`: a line of an approving review by which the approver shortens the access.
///
/// A line that has the two words and reads otherwise is never passed by: who wrote it meant to shorten something.
enum UntilLine {
    static let example = "daypass until 2026-11-22T17:00:00Z"

    /// What a review's lines say together.
    enum Outcome: Hashable {
        case nothing
        /// The earliest of the times.
        case until(Timestamp)
        /// A line that says no time.
        case malformed(String)
    }

    static func read(_ body: String) -> Outcome {
        var earliest: Timestamp?
        for line in body.split(whereSeparator: \.isNewline) {
            let words = line.split { $0.isWhitespace || $0 == "`" }
            let names = zip(words, words.dropFirst()).contains { $0.lowercased() == "daypass" && $1.lowercased().hasPrefix("until") }
            guard names else { continue }
            guard words.count == 3, words[0].lowercased() == "daypass", words[1].lowercased() == "until",
                let time = Timestamp(String(words[2]))
            else { return .malformed(String(line)) }
            earliest = min(earliest ?? time, time)
        }
        return earliest.map { .until($0) } ?? .nothing
    }
}
