/// Trees that were read lately. Along a branch most folders stay as they are, and each is compared with the one before it.
///
/// Libgit2's own cache isn't used: it takes all kinds of objects, which are read once, and its map grows slow as it throws
/// them out again.
final class TreeMemory {
    /// Bytes of one tree that is kept, and of all of them.
    private static let largest = 256 << 10
    private static let most = 8 << 20

    private var trees: [ObjectID: [UInt8]] = [:]
    private var count = 0

    /// A tree's bytes.
    func bytes(of id: ObjectID, read: () throws -> [UInt8]) throws -> [UInt8] {
        if let known = trees[id] { return known }
        let bytes = try read()
        guard bytes.count <= Self.largest else { return bytes }
        if count + bytes.count > Self.most {
            trees.removeAll(keepingCapacity: true)
            count = 0
        }
        trees[id] = bytes
        count += bytes.count
        return bytes
    }
}
