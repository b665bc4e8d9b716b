/// A span of time: its start belongs to it, its end doesn't.
package struct Window: Hashable, Sendable, Codable {
    package let start: Timestamp
    package let end: Timestamp

    /// Nil unless the end comes after the start.
    package init?(start: Timestamp, end: Timestamp) {
        guard start < end else { return nil }
        (self.start, self.end) = (start, end)
    }

    /// The longest that anything is given for, whatever an entitlement allows: ten years of 366 days. Longer is a typing mistake.
    package static let longest = Duration.seconds(10 * 366 * 86_400)

    package func contains(_ instant: Timestamp) -> Bool { start <= instant && instant < end }

    /// How long it is open.
    package var length: Duration { end.since(start) }

    /// The same start, ending at `limit` if that is earlier; nil if nothing is left.
    package func ending(by limit: Timestamp) -> Window? { Window(start: start, end: min(end, limit)) }
}

extension Window {
    private enum CodingKeys: String, CodingKey { case start, end }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let start = try container.decode(Timestamp.self, forKey: .start)
        let end = try container.decode(Timestamp.self, forKey: .end)
        guard let window = Window(start: start, end: end) else {
            throw DecodingError.dataCorruptedError(forKey: .end, in: container, debugDescription: "a window ends before it starts")
        }
        self = window
    }

    /// The unbroken span of `windows` that covers `instant`: overlapping and adjoining windows count as one,
    /// a gap between two stays a gap (P5). Nil if none covers it.
    package static func unbroken(_ windows: some Sequence<Window>, covering instant: Timestamp) -> Window? {
        var span: (start: Timestamp, end: Timestamp)?
        for window in windows.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let open = span, window.start <= open.end {
                span = (open.start, max(open.end, window.end))
            } else if let open = span, instant < open.end {
                break
            } else {
                span = (window.start, window.end)
            }
        }
        guard let span, let whole = Window(start: span.start, end: span.end), whole.contains(instant) else { return nil }
        return whole
    }
}
