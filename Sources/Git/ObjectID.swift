import CLibGit2

/// The name of an object: the SHA-1 of its content, 20 bytes kept inline.
///
/// Repositories that name objects by SHA-256 are refused when they are opened or fetched from.
package struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The bytes, big-endian, so that comparing numbers compares bytes.
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt32

    /// What git writes for "no object": forty zeros.
    package static let zero = ObjectID(high: 0, middle: 0, low: 0)

    private init(high: UInt64, middle: UInt64, low: UInt32) {
        self.high = high
        self.middle = middle
        self.low = low
    }

    /// Forty hexadecimal digits of either case; nil for anything else.
    package init?(hex: some StringProtocol) { self.init(digits: hex.utf8) }

    /// As `init(hex:)`, of text that isn't a string.
    init?(digits text: some Sequence<UInt8>) {
        var digits = 0
        var high: UInt64 = 0
        var middle: UInt64 = 0
        var low: UInt32 = 0
        for unit in text {
            let value: UInt8
            switch unit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = unit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = unit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = unit - UInt8(ascii: "A") + 10
            default: return nil
            }
            switch digits {
            case 0..<16: high = high << 4 | UInt64(value)
            case 16..<32: middle = middle << 4 | UInt64(value)
            case 32..<40: low = low << 4 | UInt32(value)
            default: return nil
            }
            digits += 1
        }
        guard digits == 40 else { return nil }
        self.init(high: high, middle: middle, low: low)
    }

    init(_ raw: git_oid) { self = withUnsafeBytes(of: raw) { ObjectID(at: 0, in: $0) } }

    /// The twenty bytes that stand at a place. They must be there.
    init(at place: Int, in bytes: UnsafeRawBufferPointer) {
        high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
        low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt32.self))
    }

    /// The first eight bytes, as a number.
    var leading: UInt64 { high }

    /// What libgit2 takes.
    var raw: git_oid {
        var raw = git_oid()
        withUnsafeMutableBytes(of: &raw) { bytes in
            bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
            bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
            bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
        }
        return raw
    }

    /// The twenty bytes.
    package var bytes: [UInt8] {
        withUnsafeBytes(of: raw) { Array($0.prefix(20)) }
    }

    /// Forty lower-case hexadecimal digits.
    package var hex: String { String(decoding: bytes.flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] }, as: UTF8.self) }

    /// The first digits, for people.
    package func short(_ digits: Int = 7) -> String { String(hex.prefix(digits)) }

    package var description: String { hex }

    package static func < (left: Self, right: Self) -> Bool {
        if left.high != right.high { return left.high < right.high }
        if left.middle != right.middle { return left.middle < right.middle }
        return left.low < right.low
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
