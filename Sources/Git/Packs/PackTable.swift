/// What of a pack's index is needed often, in eight bytes an object: of each name the four bytes behind the first, and the
/// word that says where the object stands. Of an index that isn't sorted as it should be there is none.
///
/// An index of a million objects has thirty megabytes. To read of it what is asked for takes two calls to the system each
/// time; to map it takes all of them in the end.
struct PackTable {
    enum Place: Hashable {
        case nowhere
        /// The word of the index.
        case at(UInt32)
        /// Several names begin alike.
        case unclear
    }

    /// Names or words read at a time.
    private static let part = 16_384

    private let beginnings: [UInt32]
    private let words: [UInt32]

    /// - Parameters:
    ///   - names: where the sorted names begin in the index.
    ///   - offsets: where the words begin.
    ///   - fanout: how many names begin with each byte or a lower one.
    /// - Returns: nil if the names aren't sorted, or begin otherwise than that says, and if the file is shorter than it was.
    init?(_ file: DiskFile, names: UInt64, offsets: UInt64, fanout: [Int]) {
        let count = fanout[255]
        var order = Order(fanout: fanout)
        guard let beginnings = Self.numbers(of: file, at: names, each: 20, from: 1, count, check: { order.goesOn(with: $0) }),
            let words = Self.numbers(of: file, at: offsets, each: 4, from: 0, count)
        else { return nil }
        (self.beginnings, self.words) = (beginnings, words)
    }

    /// - Parameters:
    ///   - range: of the names with the same first byte.
    ///   - isThere: whether the name with this number is the whole of what is looked for: names that begin alike in five bytes
    ///     are made in a second.
    func find(_ id: ObjectID, in range: Range<Int>, isThere: (Int) -> Bool) -> Place {
        let wanted = UInt32(truncatingIfNeeded: id.leading >> 24)
        return beginnings.withUnsafeBufferPointer { beginnings in
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if beginnings[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            guard low < range.upperBound, beginnings[low] == wanted else { return .nowhere }
            let isUnclear = low + 1 < range.upperBound && beginnings[low + 1] == wanted
            if isUnclear { return .unclear }
            return isThere(low) ? .at(words[low]) : .nowhere
        }
    }

    /// How the names have to come.
    private struct Order {
        let fanout: [Int]
        private var done = 0
        private var last = ObjectID.zero

        init(fanout: [Int]) { self.fanout = fanout }

        /// Whether the names that come next are sorted, and begin as the fanout says.
        mutating func goesOn(with names: UnsafeRawBufferPointer) -> Bool {
            for place in stride(from: 0, to: names.count, by: 20) {
                let name = ObjectID(at: place, in: names)
                let first = Int(name.leading >> 56)
                guard last <= name, done < fanout[first], first == 0 || done >= fanout[first - 1] else { return false }
                last = name
                done += 1
            }
            return true
        }
    }

    /// Of each of so many entries the four bytes from a place on; nil also where a part of them isn't as it should be.
    private static func numbers(
        of file: DiskFile, at start: UInt64, each size: Int, from place: Int, _ count: Int,
        check: (UnsafeRawBufferPointer) -> Bool = { _ in true }
    ) -> [UInt32]? {
        var isWhole = true
        let numbers = [UInt32](unsafeUninitializedCapacity: count) { numbers, filled in
            while filled < count {
                let next = min(part, count - filled)
                guard let bytes = file.bytes(at: start + UInt64(filled * size), count: next * size), bytes.withUnsafeBytes(check) else {
                    isWhole = false
                    return
                }
                bytes.withUnsafeBytes { bytes in
                    for index in 0..<next {
                        numbers[filled + index] = UInt32(
                            bigEndian: bytes.loadUnaligned(fromByteOffset: index * size + place, as: UInt32.self))
                    }
                }
                filled += next
            }
        }
        return isWhole ? numbers : nil
    }
}
