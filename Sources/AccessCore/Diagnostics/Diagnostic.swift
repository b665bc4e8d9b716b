/// Something that a person should know or mend, with its place.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Codable, Comparable {
        /// Worth knowing; nothing to mend.
        case note
        /// Access is as it should be, but something is off.
        case warning
        /// A mistake: what it concerns isn't done.
        case error

        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package var severity: Severity
    /// `DP` and four digits; the first tells the area: 1 files, 2 requests judged, 3 IAM, 4 ledger, 5 source and clock.
    package var code: String
    /// What is wrong, without a full stop.
    package var message: String
    /// What to do about it: whole sentences.
    package var advice: String?
    package var place: Place?

    package init(_ severity: Severity, _ code: String, _ message: String, advice: String? = nil, at place: Place? = nil) {
        (self.severity, self.code, self.message, self.advice, self.place) = (severity, code, message, advice, place)
    }
}

/// Where in the repository something stands.
package struct Place: Hashable, Sendable {
    package var path: String
    /// From 1; nil when the whole file is meant.
    package var line: Int?
    /// From 1, counted in Unicode scalars.
    package var column: Int?
    /// The column after the last character meant, on the same line.
    package var endColumn: Int?
    /// The text of the line, to draw a mark under.
    package var excerpt: String?

    package init(_ path: String, line: Int? = nil, column: Int? = nil, endColumn: Int? = nil, excerpt: String? = nil) {
        (self.path, self.line, self.column, self.endColumn, self.excerpt) = (path, line, column, endColumn, excerpt)
    }
}

extension Diagnostic: Encodable {
    private enum Key: String, CodingKey { case severity, code, message, advice, path, line, column }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(severity, forKey: .severity)
        try container.encode(code, forKey: .code)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(advice, forKey: .advice)
        try container.encodeIfPresent(place?.path, forKey: .path)
        try container.encodeIfPresent(place?.line, forKey: .line)
        try container.encodeIfPresent(place?.column, forKey: .column)
    }
}

extension Diagnostic {
    /// By place, then by weight, so that the same mistakes always come in the same order.
    package static func inOrder(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        let a = (left.place?.path ?? "", left.place?.line ?? 0, left.place?.column ?? 0, left.code)
        let b = (right.place?.path ?? "", right.place?.line ?? 0, right.place?.column ?? 0, right.code)
        return a == b ? left.message < right.message : a < b
    }
}
