/// Puts together what ``WireReader`` takes apart.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ bytes: some Sequence<UInt8>) { self.bytes += bytes }

    mutating func number(_ number: UInt32) {
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// - Precondition: less than 4 GiB; all that is written here is short.
    mutating func string(_ string: some Collection<UInt8>) {
        number(UInt32(string.count))
        bytes += string
    }

    /// - Parameter number: the most significant byte first, without zeros before it.
    mutating func mpint(_ number: [UInt8]) { string((number.first.map { $0 & 0x80 != 0 } == true ? [0] : []) + number) }

    mutating func string(_ text: String) { string(text.utf8) }
}
