/// What each element name means, found by its bytes, so that a name is decoded once a document and not once an element.
struct NameTable<Name: RawRepresentable> where Name.RawValue == String {
    private var entries: [(hash: UInt64, bytes: [UInt8], name: Name?)] = []
    /// Indices into `entries` by hash, or -1; a power of two, and never more than a quarter full.
    private var slots = [Int16](repeating: -1, count: 1024)

    /// How many names are remembered. A document that has more of them is made up; it is read all the same.
    private static var most: Int { 256 }

    mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Name? {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if entries[index].hash == hash, entries[index].bytes.elementsEqual(bytes) { return entries[index].name }
            slot = (slot + 1) & (slots.count - 1)
        }
        let name = Name(rawValue: String(decoding: bytes, as: UTF8.self))
        if entries.count < Self.most {
            slots[slot] = Int16(entries.count)
            entries.append((hash, Array(bytes), name))
        }
        return name
    }
}
