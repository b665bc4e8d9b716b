/// Takes apart what SSH puts together: numbers of four bytes, and strings with their length before them (RFC 4251,
/// section 5). Every length is checked before it is believed.
struct WireReader {
    private var rest: ArraySlice<UInt8>
    /// What is read, for messages.
    private let what: String

    init(_ bytes: some Sequence<UInt8>, _ what: String) { (rest, self.what) = (ArraySlice(bytes), what) }

    var remaining: ArraySlice<UInt8> { rest }

    mutating func bytes(_ count: Int) throws(SSHFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw .malformed("\(what) is cut short") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func number() throws(SSHFault) -> UInt32 { try bytes(4).reduce(0) { $0 << 8 | UInt32($1) } }

    mutating func string() throws(SSHFault) -> ArraySlice<UInt8> { try bytes(Int(try number())) }

    /// A number that isn't negative, of any length (RFC 4251, section 5): its bytes, the most significant first, without zeros
    /// before them; none for 0. There is one way to write each.
    mutating func mpint() throws(SSHFault) -> [UInt8] {
        let bytes = try string()
        guard let first = bytes.first else { return [] }
        guard first & 0x80 == 0 else { throw .malformed("\(what) has a negative number") }
        guard first == 0 else { return Array(bytes) }
        guard let second = bytes.dropFirst().first, second & 0x80 != 0 else {
            throw .malformed("\(what) has a number with zeros before it")
        }
        return Array(bytes.dropFirst())
    }

    mutating func expect(_ bytes: some Collection<UInt8>) throws(SSHFault) {
        guard try self.bytes(bytes.count).elementsEqual(bytes) else { throw .malformed("\(what) doesn't begin as one should") }
    }

    func end() throws(SSHFault) {
        guard rest.isEmpty else { throw .malformed("\(what) has \(rest.count) bytes too many") }
    }
}
