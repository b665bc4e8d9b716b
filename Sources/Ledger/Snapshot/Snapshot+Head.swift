extension Snapshot {
    /// The ledger's head: one hash over the head of the commit before and the heads of all chains. Whoever keeps it can
    /// prove later that nothing before it was changed, removed or put in another order, and which commits brought it in
    /// which order (P11).
    ///
    /// SHA-256 of a line `previous <head>`, and a line for each chain, sorted by the bytes of their names:
    /// `<chain> <seq> <hash>`. Each ends with a line feed. Of a ledger without records: `none`.
    package var head: RecordHash { heads.isEmpty ? .none : head(in: heads.keys.sorted()) }

    /// - Parameter order: all chains, sorted.
    func head(in order: [Chain]) -> RecordHash { RecordHash(of: bytes(in: order)) }

    /// What the head is the hash of.
    var headLines: [UInt8] { bytes(in: heads.keys.sorted()) }

    private func bytes(in order: [Chain]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(80 + order.count * 150)
        text.append(contentsOf: "previous ".utf8)
        text.append(contentsOf: previous.hex.utf8)
        text.append(UInt8(ascii: "\n"))
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
