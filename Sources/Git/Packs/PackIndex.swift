/// Where each object of a pack stands: an index of version 2 (gitformat-pack(5)).
///
/// Names are sorted, and spread evenly, as hashes are: a name is looked for where it should stand, and mostly found in the
/// first block that is read.
final class PackIndex {
    /// Entries read at a time. Of a million in a two hundred and fifty-sixth part, a name stands this near to where it should.
    private static let block = 256
    /// Blocks beside each other that are looked at before the rest is halved, as for names that somebody made up.
    private static let mostBeside = 8
    /// Lookups after which the index is worth having in memory.
    private static let few = 2048
    private static let header = 8
    private static let tables: UInt64 = 8 + 256 * 4

    private let file: DiskFile
    /// How many names begin with this byte or a lower one.
    private let fanout: [Int]
    private var space = [UInt8](repeating: 0, count: block * 20)
    private var lookups = 0
    private var table: PackTable?

    /// Nil for another version, and for a file that can't be one.
    init?(_ path: String) {
        guard let file = DiskFile(path), let head = file.bytes(at: 0, count: Int(Self.tables)) else { return nil }
        guard head.starts(with: [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]) else { return nil }
        let fanout = (0..<256).map { Int(Self.number(head, at: Self.header + $0 * 4)) }
        guard zip(fanout, fanout.dropFirst()).allSatisfy({ $0 <= $1 }), let count = fanout.last else { return nil }
        // Names, checksums, offsets, and two checksums of files at the end.
        guard file.count >= Self.tables + UInt64(count) * 28 + 40 else { return nil }
        (self.file, self.fanout) = (file, fanout)
    }

    /// Where the object stands in the pack; nil if it isn't there, or the index can't be read.
    func offset(of id: ObjectID) -> UInt64? {
        expect(1)
        guard let table else { return position(of: id).flatMap(offset(at:)) }
        switch table.find(id, in: range(of: id), isThere: { read(1, at: $0) && name(0) == id }) {
        case .nowhere: return nil
        case .at(let offset): return offset & 0x8000_0000 == 0 ? UInt64(offset) : large(offset)
        case .unclear: return position(of: id).flatMap(offset(at:))
        }
    }

    /// Says that so many objects will be looked for.
    func expect(_ more: Int) {
        guard lookups < Self.few else { return }
        lookups += more
        if lookups >= Self.few { table = PackTable(file, names: Self.tables, offsets: offsets, fanout: fanout) }
    }

    /// How many objects it leads to.
    var count: Int { fanout[255] }
    private var offsets: UInt64 { Self.tables + UInt64(count) * 24 }

    private func offset(at position: Int) -> UInt64? {
        guard let word = file.bytes(at: offsets + UInt64(position) * 4, count: 4) else { return nil }
        let offset = Self.number(word, at: 0)
        return offset & 0x8000_0000 == 0 ? UInt64(offset) : large(offset)
    }

    /// Beyond 2 GB: a place in the table behind.
    private func large(_ place: UInt32) -> UInt64? {
        guard let words = file.bytes(at: offsets + UInt64(count) * 4 + UInt64(place & 0x7FFF_FFFF) * 8, count: 8) else { return nil }
        return UInt64(Self.number(words, at: 0)) << 32 | UInt64(Self.number(words, at: 4))
    }

    /// Where the names stand that begin with the same byte.
    private func range(of id: ObjectID) -> Range<Int> {
        let first = Int(id.leading >> 56)
        return (first == 0 ? 0 : fanout[first - 1])..<fanout[first]
    }

    private func position(of id: ObjectID) -> Int? {
        var (low, high) = (range(of: id).lowerBound, range(of: id).upperBound)
        // The seven bytes behind the first, as a part of all they could be.
        let share = Double(id.leading & 0x00FF_FFFF_FFFF_FFFF) / Double((1 as UInt64) << 56)
        var start = low + Int(Double(high - low) * share) - Self.block / 2
        var tries = 0
        while low < high {
            start = max(low, min(start, high - Self.block))
            let count = min(Self.block, high - start)
            guard read(count, at: start) else { return nil }
            if id < name(0) {
                high = start
                start = high - Self.block
            } else if name(count - 1) < id {
                low = start + count
                start = low
            } else {
                return place(of: id, among: count).map { start + $0 }
            }
            tries += 1
            if tries > Self.mostBeside { start = (low + high) / 2 - Self.block / 2 }
        }
        return nil
    }

    private func read(_ count: Int, at start: Int) -> Bool {
        space.withUnsafeMutableBytes { space in
            file.read(at: Self.tables + UInt64(start) * 20, into: UnsafeMutableRawBufferPointer(rebasing: space[..<(count * 20)])) == count
                * 20
        }
    }

    private func place(of id: ObjectID, among count: Int) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            let found = name(middle)
            if found == id { return middle }
            if found < id { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private func name(_ index: Int) -> ObjectID { space.withUnsafeBytes { ObjectID(at: index * 20, in: $0) } }

    /// Four bytes, the highest first.
    private static func number(_ bytes: [UInt8], at place: Int) -> UInt32 {
        UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place + 2]) << 8 | UInt32(bytes[place + 3])
    }
}
