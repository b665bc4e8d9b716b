package import AccessCore

/// An entry in its place: in its account's chain, and among what was recorded with it.
package struct Record: Hashable, Sendable {
    package var entry: LedgerEntry
    /// Its number in its account's chain, from 1.
    package var seq: Int
    /// Its number among the records of its commit, from 0. What the records add up to may depend on their order across
    /// accounts, and a commit has a file for each account.
    package var place: Int
    /// The record before it in its account's chain.
    package var prev: RecordHash

    package init(entry: LedgerEntry, seq: Int, place: Int, prev: RecordHash) {
        (self.entry, self.seq, self.place, self.prev) = (entry, seq, place, prev)
    }
}

/// One JSON object: the record's keys and the entry's beside each other.
extension Record: Codable {
    private enum Key: String, CodingKey { case seq, place, prev }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        seq = try container.decode(Int.self, forKey: .seq)
        place = try container.decode(Int.self, forKey: .place)
        prev = try container.decode(RecordHash.self, forKey: .prev)
        entry = try LedgerEntry(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(seq, forKey: .seq)
        try container.encode(place, forKey: .place)
        try container.encode(prev, forKey: .prev)
        try entry.encode(to: encoder)
    }
}
