import Git

/// A pack that is made by instructions, so that what libFuzzer changes stays deflated as it should be; and what its entries
/// come to, read in the plainest way.
///
/// An entry's instruction is a kind, a number, a count and so many bytes. Kinds are a commit, a tree, a blob, a difference
/// from an earlier entry and one from any entry by its name; with `0x40` an entry says that it has a byte more.
struct MadePack {
    private enum Origin {
        case whole(RawObject.Kind)
        case difference(from: Int)
    }

    private struct Entry {
        var origin: Origin
        var bytes: [UInt8]
        var isSound: Bool
    }

    /// As many as can be read, each a megabyte at most, without waiting for them.
    private static let most = 24

    /// A blob, a difference from it, and a tree.
    static let sample = MadePack([2, 0, 6, 1, 2, 3, 4, 5, 6, 3, 0, 5, 6, 3, 0x91, 1, 3, 1, 0, 3, 7, 7, 7])

    private(set) var bytes: [UInt8] = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
    /// Where its entries begin.
    private(set) var places: [Int] = []
    private var entries: [Entry] = []

    init(_ instructions: [UInt8]) {
        var rest = instructions[...]
        while entries.count < Self.most, rest.count >= 3 {
            let (kind, number, count) = (rest.removeFirst(), Int(rest.removeFirst()), Int(rest.removeFirst()))
            let payload = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
            append(kind, number, payload)
        }
    }

    private mutating func append(_ kind: UInt8, _ number: Int, _ payload: [UInt8]) {
        let isSound = kind & 0x40 == 0
        let said = payload.count + (isSound ? 0 : 1)
        let place = bytes.count
        let origin: Origin
        switch kind % 5 {
        case 0: (origin, bytes) = (.whole(.commit), bytes + Self.head(1, said))
        case 1: (origin, bytes) = (.whole(.tree), bytes + Self.head(2, said))
        case 3 where !entries.isEmpty:
            let base = number % entries.count
            (origin, bytes) = (.difference(from: base), bytes + Self.head(6, said) + Self.distance(place - places[base]))
        case 4:
            let base = number % Self.most
            (origin, bytes) = (.difference(from: base), bytes + Self.head(7, said) + PackFiles.name(of: base))
        default: (origin, bytes) = (.whole(.blob), bytes + Self.head(3, said))
        }
        places.append(place)
        entries.append(Entry(origin: origin, bytes: payload, isSound: isSound))
        bytes += Self.deflated(payload)
    }

    /// What an entry is, by the instructions; nil where it can't be anything.
    func object(_ number: Int, depth: Int = 0) -> (kind: RawObject.Kind, bytes: [UInt8])? {
        guard entries.indices.contains(number), depth <= entries.count, entries[number].isSound else { return nil }
        switch entries[number].origin {
        case .whole(let kind): return (kind, entries[number].bytes)
        case .difference(let from):
            guard let base = object(from, depth: depth + 1) else { return nil }
            return Self.applied(entries[number].bytes, to: base.bytes).map { (base.kind, $0) }
        }
    }

    /// gitformat-pack(5), "Deltified representation", byte by byte.
    private static func applied(_ delta: [UInt8], to base: [UInt8]) -> [UInt8]? {
        var rest = delta[...]
        func number() -> Int? {
            var (value, shift) = (0, 0)
            while let byte = rest.popFirst(), shift < 56 {
                value += Int(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            return nil
        }
        guard number() == base.count, let size = number(), size <= PackedObjects.largest else { return nil }
        var made: [UInt8] = []
        while let instruction = rest.popFirst() {
            if instruction >= 0x80 {
                var parts = [0, 0, 0, 0, 0, 0, 0]
                for bit in 0..<7 where instruction >> bit & 1 == 1 {
                    guard let byte = rest.popFirst() else { return nil }
                    parts[bit] = Int(byte)
                }
                let place = parts[0] + parts[1] * 0x100 + parts[2] * 0x1_0000 + parts[3] * 0x100_0000
                let length = parts[4] + parts[5] * 0x100 + parts[6] * 0x1_0000
                let end = place + (length == 0 ? 0x1_0000 : length)
                guard end <= base.count else { return nil }
                made += base[place..<end]
            } else {
                guard instruction > 0, rest.count >= Int(instruction) else { return nil }
                made += rest.prefix(Int(instruction))
                rest = rest.dropFirst(Int(instruction))
            }
            guard made.count <= size else { return nil }
        }
        return made.count == size ? made : nil
    }

    private static func head(_ type: UInt8, _ size: Int) -> [UInt8] {
        var (head, rest) = ([type << 4 | UInt8(size & 15)], size >> 4)
        while rest > 0 {
            head[head.count - 1] |= 0x80
            head.append(UInt8(rest & 0x7F))
            rest >>= 7
        }
        return head
    }

    private static func distance(_ distance: Int) -> [UInt8] {
        var (bytes, rest) = ([UInt8(distance & 0x7F)], distance >> 7)
        while rest > 0 {
            rest -= 1
            bytes.insert(0x80 | UInt8(rest & 0x7F), at: 0)
            rest >>= 7
        }
        return bytes
    }

    /// One block that is stored as it is (RFC 1950 and RFC 1951, section 3.2.4).
    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let length = [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)]
        return [0x78, 0x01, 0x01] + length + length.map { ~$0 } + bytes + PackFiles.number(high << 16 | low)
    }
}
