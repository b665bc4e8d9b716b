extension Snapshot {
    /// The ledger's head: one hash over the heads of all chains. Whoever keeps it can prove later that nothing before
    /// it was changed, removed or put in another order (P11).
    ///
    /// SHA-256 of a line for each chain, sorted by the bytes of their names: `<chain> <seq> <hash>` and a line feed.
    package var head: RecordHash { Self.head(of: heads) }

    static func head(of heads: [Chain: ChainHead]) -> RecordHash { RecordHash(of: lines(of: heads).utf8) }

    /// What the head is the hash of.
    static func lines(of heads: [Chain: ChainHead]) -> String {
        var text = ""
        text.reserveCapacity(heads.count * 150)
        for (chain, head) in heads.sorted(by: { $0.key < $1.key }) {
            text += chain.name
            text += " "
            text += String(head.seq)
            text += " "
            text += head.hash.hex
            text += "\n"
        }
        return text
    }
}
