import Git

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A pack and its index, one of which is somebody's, in a folder of their own while they are read.
struct PackFiles {
    /// Names to ask for, and the number of the place that each stands at.
    let names: [(id: ObjectID, place: Int)]
    private let pack: [UInt8]
    private let index: [UInt8]

    private static let head: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
    /// Where names begin in an index.
    private static let table = 8 + 256 * 4

    /// A pack, with an index that leads to these places of it.
    init(pack: [UInt8], places: [Int]) {
        self.pack = pack
        let named = places.indices.map { (name: Self.name(of: $0), place: $0) }
            .sorted { $0.name.lexicographicallyPrecedes($1.name) }
        names = named.map { (Self.id($0.name), $0.place) }
        var index = Self.head
        for first in 0...255 { index += Self.number(named.count { Int($0.name[0]) <= first }) }
        for (name, _) in named { index += name }
        // Checksums of entries, which nobody reads.
        index += [UInt8](repeating: 0, count: named.count * 4)
        for (_, place) in named { index += Self.number(places[place]) }
        self.index = index + [UInt8](repeating: 0, count: 40)
    }

    /// An index without its head, beside a sound pack.
    init(index bytes: [UInt8]) {
        (pack, index) = (MadePack.sample.bytes, Self.head + bytes)
        let listed = stride(from: Self.table, to: index.count - 19, by: 20).prefix(40).map { [index] in Array(index[$0..<($0 + 20)]) }
        let others = [[UInt8](repeating: 0, count: 20), [UInt8](repeating: 0xFF, count: 20)]
        names = (listed + others).map { (Self.id($0), 0) }
    }

    /// Twenty bytes for the place of a number; of four that follow each other the first five are the same.
    static func name(of place: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: place / 4 * 37), 1, 2, 3, 4] + number(place) + [UInt8](repeating: 0, count: 11)
    }

    /// Lends the folder of a repository that has the two files.
    func lend<Result>(_ body: (_ folder: String) throws(Broken) -> Result) throws(Broken) -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("daypass-fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let packs = folder.appendingPathComponent("objects/pack")
            try FileManager.default.createDirectory(at: packs, withIntermediateDirectories: true)
            try Data(pack).write(to: packs.appendingPathComponent("pack-1.pack"))
            try Data(index).write(to: packs.appendingPathComponent("pack-1.idx"))
        } catch { preconditionFailure("no place for packs: \(error)") }
        return try body(folder.path + "/")
    }

    /// Four bytes, the highest first.
    static func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    private static func id(_ bytes: [UInt8]) -> ObjectID {
        ObjectID(hex: bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()) ?? .zero
    }
}
