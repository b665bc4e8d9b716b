/// What differs between two objects (gitformat-pack(5), "Deltified representation"): pieces of the older one, and new bytes.
enum PackDelta {
    /// How many bytes the older and the newer have, and where the instructions begin; nil if it doesn't say.
    static func sizes(_ delta: [UInt8]) -> (before: Int, after: Int, start: Int)? {
        var at = 0
        guard let before = size(delta, &at), let after = size(delta, &at) else { return nil }
        return (before, after, at)
    }

    /// The newer object.
    ///
    /// - Parameter most: bytes that it may have.
    /// - Returns: nil for one that isn't of this older object, reads beside it, or doesn't come out as it says.
    static func apply(_ delta: [UInt8], to base: [UInt8], most: Int) -> [UInt8]? {
        guard let (before, after, start) = sizes(delta), before == base.count, after <= most else { return nil }
        var isSound = false
        let bytes = [UInt8](unsafeUninitializedCapacity: after) { buffer, count in
            isSound = delta.withUnsafeBufferPointer { delta in
                base.withUnsafeBufferPointer { fill(UnsafeMutableBufferPointer(rebasing: buffer[..<after]), from: delta, start, $0) }
            }
            count = isSound ? after : 0
        }
        return isSound ? bytes : nil
    }

    private static func fill(
        _ output: UnsafeMutableBufferPointer<UInt8>, from delta: UnsafeBufferPointer<UInt8>, _ start: Int,
        _ base: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var (at, done) = (start, 0)
        while at < delta.count {
            let instruction = delta[at]
            at += 1
            let source: UnsafeBufferPointer<UInt8>
            if instruction & 0x80 != 0 {
                // Which of the bytes of a place and a length follow.
                var (place, length) = (0, 0)
                for bit in 0..<7 where instruction & (1 << bit) != 0 {
                    guard at < delta.count else { return false }
                    if bit < 4 { place |= Int(delta[at]) << (8 * bit) } else { length |= Int(delta[at]) << (8 * (bit - 4)) }
                    at += 1
                }
                if length == 0 { length = 0x10000 }
                guard place <= base.count, length <= base.count - place else { return false }
                source = UnsafeBufferPointer(rebasing: base[place..<(place + length)])
            } else {
                // Zero is reserved.
                let length = Int(instruction)
                guard length > 0, length <= delta.count - at else { return false }
                source = UnsafeBufferPointer(rebasing: delta[at..<(at + length)])
                at += length
            }
            guard source.count <= output.count - done else { return false }
            _ = UnsafeMutableBufferPointer(rebasing: output[done..<(done + source.count)]).update(fromContentsOf: source)
            done += source.count
        }
        return done == output.count
    }

    /// Seven bits a byte, the lowest first.
    private static func size(_ delta: [UInt8], _ at: inout Int) -> Int? {
        var (size, shift) = (0, 0)
        while at < delta.count, shift < 56 {
            let byte = delta[at]
            at += 1
            size |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return size }
            shift += 7
        }
        return nil
    }
}
