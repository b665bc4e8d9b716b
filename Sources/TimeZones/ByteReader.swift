/// Takes big-endian numbers off the front of bytes, and never reads past their end.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func take(_ count: Int) throws(TZif.Failure) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .malformed("it is cut off") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) throws(TZif.Failure) { _ = try take(count) }

    mutating func byte() throws(TZif.Failure) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .malformed("it is cut off") }
        return byte
    }

    mutating func int32() throws(TZif.Failure) -> Int32 {
        Int32(bitPattern: try take(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    mutating func int64() throws(TZif.Failure) -> Int64 {
        Int64(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// A count of things of which each takes at least a byte; hence never more than there are bytes.
    mutating func count() throws(TZif.Failure) -> Int {
        let count = Int(UInt32(bitPattern: try int32()))
        guard count <= rest.count else { throw .malformed("it is cut off") }
        return count
    }

    /// What stands before the next `end`, which is taken too; nil if there is none.
    mutating func take(until end: UInt8) -> ArraySlice<UInt8>? {
        guard let index = rest.firstIndex(of: end) else { return nil }
        defer { rest = rest[(index + 1)...] }
        return rest[..<index]
    }
}
