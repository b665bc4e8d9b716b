extension Snapshot {
    /// The ledger's head: one hash over the heads of all chains. Whoever keeps it can prove later that nothing before
    /// it was changed, removed or, within a chain, put in another order (P11). In which order commits of different accounts
    /// came isn't in it: that is in a commit's id.
    ///
    /// SHA-256 of a line for each chain, sorted by the bytes of their names: `<chain> <seq> <hash>` and a line feed.
    package var head: RecordHash { Self.head(of: heads) }

    static func head(of heads: [Chain: ChainHead]) -> RecordHash { head(of: heads, in: heads.keys.sorted()) }

    /// - Parameter order: all chains, sorted.
    static func head(of heads: [Chain: ChainHead], in order: [Chain]) -> RecordHash { RecordHash(of: bytes(of: heads, in: order)) }

    /// What the head is the hash of.
    static func lines(of heads: [Chain: ChainHead]) -> String {
        String(decoding: bytes(of: heads, in: heads.keys.sorted()), as: UTF8.self)
    }

    private static func bytes(of heads: [Chain: ChainHead], in order: [Chain]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(order.count * 150)
        for chain in order {
            guard let head = heads[chain] else { continue }
            text.append(contentsOf: chain.name.utf8)
            text.append(UInt8(ascii: " "))
            text.append(contentsOf: String(head.seq).utf8)
            text.append(UInt8(ascii: " "))
            text.append(contentsOf: head.hash.hex.utf8)
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
