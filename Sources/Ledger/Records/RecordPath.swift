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
        let rest = (time.seconds % 86_400 + 86_400) % 86_400
        let date = CivilDate(daysSinceEpoch: (time.seconds - rest) / 86_400)
        var path: [UInt8] = []
        path.reserveCapacity(128)
        path += Self.start.utf8
        path += chain.name.utf8
        for (number, digits) in [(date.year, 4), (date.month, 2), (date.day, 2)] {
            path.append(UInt8(ascii: "/"))
            Self.append(number, digits, to: &path)
        }
        path += "/T".utf8
        for number in [rest / 3600, rest / 60 % 60, rest % 60] { Self.append(number, 2, to: &path) }
        path += "Z-".utf8
        Self.append(Int64(seq), 6, to: &path)
        path += ".jsonl".utf8
        text = String(decoding: path, as: UTF8.self)
    }

    /// - Parameter digits: at least; zeros stand before the others.
    private static func append(_ number: Int64, _ digits: Int, to path: inout [UInt8]) {
        let text = String(number)
        for _ in 0..<max(0, digits - text.utf8.count) { path.append(UInt8(ascii: "0")) }
        path += text.utf8
    }

    /// The chain that a path's file would belong to; nil if no records can stand there.
    static func chain(of path: String) -> Chain? {
        var path = path
        return path.withUTF8 { bytes in
            let slash = UInt8(ascii: "/")
            guard bytes.count > start.utf8.count, bytes.prefix(start.utf8.count).elementsEqual(start.utf8) else { return nil }
            let rest = bytes[start.utf8.count...]
            guard let end = rest.firstIndex(of: slash) else { return nil }
            let others = rest[(end + 1)...]
            // The year, the month, the day, and the file.
            guard others.count(where: { $0 == slash }) == 3, others.suffix(6).elementsEqual(".jsonl".utf8) else { return nil }
            return Chain(name: String(decoding: rest[..<end], as: UTF8.self))
        }
    }

    /// Of every path.
    private static let start = folder + "/"
}
