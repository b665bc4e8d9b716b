package import AccessCore

/// Where a file of records stands: `ledger/jump/2026/11/22/T170003Z-000042.jsonl`, named after its first record.
package struct RecordPath: Hashable, Sendable {
    package let chain: Chain
    package let text: String

    /// The folder of all records.
    package static let folder = "ledger"

    /// - Parameters:
    ///   - time: of the first record.
    ///   - seq: of the first record, from 1.
    package init(_ chain: Chain, time: Timestamp, seq: Int) {
        self.chain = chain
        // 2026-11-22T17:00:03Z
        let day = time.description.prefix(10).split(separator: "-").joined(separator: "/")
        let clock = time.description.dropFirst(11).dropLast().split(separator: ":").joined()
        let digits = String(seq)
        let number = String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
        text = "\(Self.folder)/\(chain)/\(day)/T\(clock)Z-\(number).jsonl"
    }

    /// The chain that a path's file would belong to; nil if no records can stand there.
    static func chain(of path: some StringProtocol) -> Chain? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == folder, path.hasSuffix(".jsonl") else { return nil }
        return Chain(name: parts[1])
    }
}
