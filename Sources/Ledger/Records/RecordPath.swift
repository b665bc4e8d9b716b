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
        let stamp = Array(time.description.utf8)
        var path = Array("\(Self.folder)/\(chain)/".utf8)
        for part in [0..<4, 5..<7, 8..<10] {
            path += stamp[part]
            path.append(UInt8(ascii: "/"))
        }
        path.append(UInt8(ascii: "T"))
        for part in [11..<13, 14..<16, 17..<19] { path += stamp[part] }
        let digits = String(seq)
        path += "Z-".utf8
        path += repeatElement(UInt8(ascii: "0"), count: max(0, 6 - digits.utf8.count))
        path += "\(digits).jsonl".utf8
        text = String(decoding: path, as: UTF8.self)
    }

    /// The chain that a path's file would belong to; nil if no records can stand there.
    static func chain(of path: some StringProtocol) -> Chain? {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].elementsEqual(folder.utf8), parts[5].suffix(6).elementsEqual(".jsonl".utf8) else { return nil }
        return Chain(name: String(decoding: parts[1], as: UTF8.self))
    }
}
