/// Objects that were taken out of packs lately, by where they stand: others are told by what differs from them.
struct PackMemory {
    /// Bytes of those that came since the last change of guard, and of those before.
    private static let most = 6 << 20

    private var young: [UInt64: RawObject] = [:]
    private var old: [UInt64: RawObject] = [:]
    private var bytes = 0

    /// - Parameter place: of the entry, and its pack's.
    subscript(place: UInt64) -> RawObject? {
        mutating get {
            if let found = young[place] { return found }
            guard let found = old[place] else { return nil }
            insert(found, at: place)
            return found
        }
    }

    mutating func insert(_ object: RawObject, at place: UInt64) {
        // What a dictionary and an array take beside the bytes.
        let size = object.bytes.count + 96
        if bytes + size > Self.most {
            swap(&young, &old)
            young.removeAll(keepingCapacity: true)
            bytes = 0
        }
        if young.updateValue(object, forKey: place) == nil { bytes += size }
    }
}
