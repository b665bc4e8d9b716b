/// A pack's file: entries, one behind the other, each with a head and deflated bytes (gitformat-pack(5)).
final class PackFile {
    /// What an entry is, and where its deflated bytes begin.
    struct Entry {
        enum Kind: Hashable {
            case object(RawObject.Kind)
            /// What differs from an entry that stands so many bytes before this one.
            case differenceBack(UInt64)
            /// What differs from an object, by its name.
            case difference(from: ObjectID)
        }

        var kind: Kind
        /// Of the inflated bytes.
        var size: Int
        var start: UInt64
    }

    private struct Window {
        var start: UInt64 = 0
        var bytes: [UInt8] = []
        var used = 0
    }

    /// Commits, folders and files stand in places of their own, and each is read from its beginning on.
    private static let windowCount = 8
    private static let windowSize = 64 << 10

    private let file: DiskFile
    private var windows = [Window](repeating: Window(), count: windowCount)
    private var last = 0
    private var uses = 0

    /// Nil for what is no pack.
    init?(_ path: String) {
        guard let file = DiskFile(path), let head = file.bytes(at: 0, count: 8) else { return nil }
        guard head.starts(with: "PACK".utf8), head[4..<7].allSatisfy({ $0 == 0 }), head[7] == 2 || head[7] == 3 else { return nil }
        self.file = file
    }

    /// The entry that begins at a place; nil if none can.
    func entry(at offset: UInt64) -> Entry? {
        var at = offset
        guard var byte = next(&at) else { return nil }
        let type = byte >> 4 & 7
        var size = Int(byte & 15)
        var shift = 4
        while byte & 0x80 != 0 {
            guard shift < 53, let more = next(&at) else { return nil }
            byte = more
            size |= Int(byte & 0x7F) << shift
            shift += 7
        }
        switch type {
        case 1: return Entry(kind: .object(.commit), size: size, start: at)
        case 2: return Entry(kind: .object(.tree), size: size, start: at)
        case 3: return Entry(kind: .object(.blob), size: size, start: at)
        case 6:
            guard let back = distance(&at), back > 0, back < offset else { return nil }
            return Entry(kind: .differenceBack(back), size: size, start: at)
        case 7:
            var name = [UInt8](repeating: 0, count: 20)
            for index in name.indices {
                guard let byte = next(&at) else { return nil }
                name[index] = byte
            }
            return Entry(kind: .difference(from: name.withUnsafeBytes { ObjectID(at: 0, in: $0) }), size: size, start: at)
        // Tags, which nothing here asks for.
        default: return nil
        }
    }

    /// How far back: seven bits a byte, the highest first, and one more for each byte that follows.
    private func distance(_ at: inout UInt64) -> UInt64? {
        guard var byte = next(&at) else { return nil }
        var distance = UInt64(byte & 0x7F)
        while byte & 0x80 != 0 {
            guard distance < 1 << 48, let more = next(&at) else { return nil }
            byte = more
            distance = (distance + 1) << 7 | UInt64(byte & 0x7F)
        }
        return distance
    }

    private func next(_ at: inout UInt64) -> UInt8? {
        lend(from: at) { bytes in
            guard let byte = bytes.first else { return nil }
            at += 1
            return byte
        }
    }

    /// Lends the file's bytes from a place on: some of them, none behind its end.
    func lend<Result>(from offset: UInt64, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let index = window(at: offset)
        return windows[index].bytes.withUnsafeBufferPointer { bytes in
            let skipped = Int(clamping: offset - windows[index].start)
            return body(UnsafeBufferPointer(rebasing: bytes[min(skipped, bytes.count)...]))
        }
    }

    private func window(at offset: UInt64) -> Int {
        let start = offset / UInt64(Self.windowSize) * UInt64(Self.windowSize)
        uses += 1
        if windows[last].start == start, !windows[last].bytes.isEmpty { return last }
        if let known = windows.indices.first(where: { windows[$0].start == start && !windows[$0].bytes.isEmpty }) {
            windows[known].used = uses
            last = known
            return known
        }
        let oldest = windows.indices.min { windows[$0].used < windows[$1].used } ?? 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.windowSize) { buffer, filled in
            filled = file.read(at: start, into: UnsafeMutableRawBufferPointer(buffer))
        }
        windows[oldest] = Window(start: start, bytes: bytes, used: uses)
        last = oldest
        return oldest
    }
}
