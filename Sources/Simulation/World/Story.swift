import AccessCore

/// What happened in a world, line by line, for people.
package struct Story: Sendable {
    /// Telling costs more than simulating, so it is done for the stories that somebody reads.
    package let isTold: Bool
    package private(set) var lines: [String] = []

    init(isTold: Bool) { self.isTold = isTold }

    mutating func add(_ time: Timestamp, _ who: String, _ words: String) {
        lines.append("\(time.description.dropFirst(11).dropLast()) \(who.isEmpty ? "" : who + " ")\(words)")
    }

    static func list(_ diagnostics: [Diagnostic]) -> String {
        let worst = diagnostics.filter { $0.severity != .note }
        return worst.isEmpty ? "" : ": " + worst.map { "\($0.code) \($0.message)" }.joined(separator: "; ")
    }
}
