package import AccessCore

/// A record of a request's history; the same thing said again and again is told once.
package struct StoryEvent: Hashable, Sendable {
    package let entry: LedgerEntry
    /// How many records say the same, at least 1.
    package private(set) var times = 1
    /// When it was recorded last.
    package private(set) var last: Timestamp

    private init(_ entry: LedgerEntry) { (self.entry, last) = (entry, entry.time) }

    /// In the order of the records, without intents: what came of them says more.
    static func all(of entries: [LedgerEntry]) -> [StoryEvent] {
        entries.filter { $0.event.kind != .intent }.reduce(into: []) { events, entry in
            guard let place = events.indices.last, events[place].isSaidAgain(by: entry) else {
                events.append(StoryEvent(entry))
                return
            }
            events[place].times += 1
            events[place].last = entry.time
        }
    }

    /// A content is denied once for each thing that was found out about it, and each time a forge was asked in vain.
    private func isSaidAgain(by other: LedgerEntry) -> Bool {
        guard case .denied(let mine) = entry.event, case .denied(let theirs) = other.event else { return false }
        return mine.request == theirs.request && mine.code == theirs.code
    }
}
