/// The keys of one object of a text, in its order.
struct JSONKeys: Sequence, IteratorProtocol {
    private let tokens: [JSONToken]
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index: Int
    private let end: Int

    init(of object: Int, in tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>) {
        (self.tokens, self.bytes) = (tokens, bytes)
        index = object + 1
        end = Int(tokens[object].next)
    }

    mutating func next() -> Slice<UnsafeBufferPointer<UInt8>>? {
        guard index < end else { return nil }
        let key = tokens[index]
        index = Int(tokens[index + 1].next)
        return bytes[Int(key.start)..<Int(key.end)]
    }

    /// Whether each is of ASCII and comes after the one before it, as in all that we write.
    var isSorted: Bool {
        var rest = self
        guard var last = rest.next(), last.allSatisfy({ $0 < 0x80 }) else { return false }
        while let key = rest.next() {
            let common = Swift.min(last.count, key.count)
            var same = 0
            while same < common, last[last.startIndex + same] == key[key.startIndex + same] { same += 1 }
            guard same < common ? last[last.startIndex + same] < key[key.startIndex + same] : last.count < key.count else { return false }
            guard key.dropFirst(same).allSatisfy({ $0 < 0x80 }) else { return false }
            last = key
        }
        return true
    }

    /// Whether no two are the same, as `String` compares: readers that keep them in a dictionary would drop one.
    func areDistinct(count: Int) -> Bool {
        Set(map { String(decoding: $0, as: UTF8.self) }).count == count
    }
}
