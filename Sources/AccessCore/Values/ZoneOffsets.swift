/// What the clocks of a time zone differ from UTC by, for fifty years: a plain value that is decided with and kept in the
/// ledger, where no time zone database is at hand.
package struct ZoneOffsets: Hashable, Sendable, Codable {
    /// From an instant on, until the next change.
    package struct Change: Hashable, Sendable, Codable {
        package var from: Timestamp
        /// Seconds east of UTC.
        package var seconds: Int64

        package init(from: Timestamp, seconds: Int64) { (self.from, self.seconds) = (from, seconds) }
    }

    /// The years that are covered; before and after them the clocks stand as at the nearest of them.
    package static let first = Timestamp(seconds: 1_262_304_000)  // 2010-01-01T00:00:00Z
    package static let last = Timestamp(seconds: 2_840_140_800)  // 2060-01-01T00:00:00Z

    private let changes: [Change]

    package static let utc = ZoneOffsets([Change(from: first, seconds: 0)])

    /// - Parameter changes: ascending, the first at or before `first`; UTC if there is none.
    package init(_ changes: [Change]) { self.changes = changes.isEmpty ? Self.utc.changes : changes }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let changes = try container.decode([Change].self)
        let isAscending = zip(changes, changes.dropFirst()).allSatisfy { $0.from < $1.from }
        guard !changes.isEmpty, isAscending, changes.allSatisfy({ (-93_600...93_600).contains($0.seconds) }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "these are no offsets of a zone")
        }
        self.changes = changes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(changes)
    }

    /// What the clocks show at an instant: seconds since 1970-01-01 00:00:00 on the same clock.
    package func local(_ instant: Timestamp) -> Int64 {
        let change = changes.last { $0.from <= instant } ?? changes[0]
        return instant.seconds + change.seconds
    }

    /// The first and the last instant at which the clocks may be said to show a local time: the same but where a clock
    /// change skips or repeats it.
    package func instants(_ local: Int64) -> ClosedRange<Timestamp> {
        var shown: [Int64] = []
        var gap: [Int64] = []
        for index in changes.indices {
            let candidate = local - changes[index].seconds
            let isAfter = index == 0 || candidate >= changes[index].from.seconds
            let isBefore = index + 1 == changes.count || candidate < changes[index + 1].from.seconds
            if isAfter, isBefore { shown.append(candidate) }
            // Skipped: the two clocks that it may have been read from.
            if !isAfter, local - changes[index - 1].seconds >= changes[index].from.seconds {
                gap = [candidate, local - changes[index - 1].seconds]
            }
        }
        let found = shown.isEmpty ? gap : shown
        let bounds = (found.min() ?? local, found.max() ?? local)
        return Timestamp(seconds: bounds.0)...Timestamp(seconds: bounds.1)
    }
}
