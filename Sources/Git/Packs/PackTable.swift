/// What of a pack's index is needed often, in eight bytes an object: of each name the four bytes behind the first, and the
/// word that says where the object stands.
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
    /// - Returns: nil if the file is shorter than it was.
    init?(_ file: DiskFile, names: UInt64, offsets: UInt64, count: Int) {
        guard let beginnings = Self.numbers(of: file, at: names, each: 20, from: 1, count),
            let words = Self.numbers(of: file, at: offsets, each: 4, from: 0, count)
        else { return nil }
        (self.beginnings, self.words) = (beginnings, words)
    }

    /// - Parameter range: of the names with the same first byte.
    func find(_ id: ObjectID, in range: Range<Int>) -> Place {
        let wanted = UInt32(truncatingIfNeeded: id.leading >> 24)
        return beginnings.withUnsafeBufferPointer { beginnings in
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if beginnings[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            guard low < range.upperBound, beginnings[low] == wanted else { return .nowhere }
            let isUnclear = low + 1 < range.upperBound && beginnings[low + 1] == wanted
            return isUnclear ? .unclear : .at(words[low])
        }
    }

    /// Of each of so many entries the four bytes from a place on.
    private static func numbers(of file: DiskFile, at start: UInt64, each size: Int, from place: Int, _ count: Int) -> [UInt32]? {
        var isWhole = true
        let numbers = [UInt32](unsafeUninitializedCapacity: count) { numbers, filled in
            while filled < count {
                let next = min(part, count - filled)
                guard let bytes = file.bytes(at: start + UInt64(filled * size), count: next * size) else {
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
