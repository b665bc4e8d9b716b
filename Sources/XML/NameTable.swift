/// The distinct element names of a document, numbered in the order in which they first occur, and found by their bytes:
/// a name is made a string once a document and not once an element.
struct NameTable {
    /// How many names there may be; IAM's answers have some 50.
    static let most = 1000

    private var letters: [UInt8] = []
    private var entries: [(hash: UInt64, start: Int32, end: Int32)] = []
    /// Numbers by hash, or -1; a power of two, and never more than a quarter full.
    private var slots = [Int16](repeating: -1, count: 4096)

    var count: Int { entries.count }

    /// The name's number, which is ``count`` as it was before if the name is new; nil if there are too many.
    mutating func number(of name: UnsafeBufferPointer<UInt8>) -> UInt16? {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, letters[Int(entry.start)..<Int(entry.end)].elementsEqual(name) { return UInt16(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard count < Self.most else { return nil }
        slots[slot] = Int16(count)
        let start = Int32(letters.count)
        letters.append(contentsOf: name)
        entries.append((hash, start, Int32(letters.count)))
        return UInt16(count - 1)
    }
}
