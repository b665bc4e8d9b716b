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

    /// Whether no two are the same, as `String` compares: readers that keep them in a dictionary would drop one.
    func areDistinct(count: Int) -> Bool {
        if count < 2 { return true }
        if allSatisfy({ $0.allSatisfy { $0 < 0x80 } }) {
            // What we write is sorted already.
            var rest = self
            guard var last = rest.next() else { return true }
            var isSorted = true
            while let key = rest.next() {
                guard last.lexicographicallyPrecedes(key) else {
                    isSorted = false
                    break
                }
                last = key
            }
            if isSorted { return true }
        }
        return Set(map { String(decoding: $0, as: UTF8.self) }).count == count
    }
}
