/// Bytes as base64 (RFC 4648, section 4), strictly: one text for one row of bytes.
package enum Base64 {
    /// - Parameter isPadded: whether `=` fills up the last group; fingerprints of OpenSSH leave it out.
    package static func encode(_ bytes: some Sequence<UInt8>, isPadded: Bool = true) -> String {
        withContiguousBytes(bytes) { bytes in
            String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
                var count = 0
                var index = 0
                while index < bytes.count {
                    let given = min(3, bytes.count - index)
                    var group = UInt32(bytes[index]) << 16
                    if given > 1 { group |= UInt32(bytes[index + 1]) << 8 }
                    if given > 2 { group |= UInt32(bytes[index + 2]) }
                    for place in 0...given {
                        text[count] = digit(UInt8(group >> (18 - 6 * UInt32(place)) & 63))
                        count += 1
                    }
                    for _ in 0..<(isPadded ? 3 - given : 0) {
                        text[count] = UInt8(ascii: "=")
                        count += 1
                    }
                    index += given
                }
                return count
            }
        }
    }

    /// Nil unless the text is whole groups of four, with padding, without white space, and with nothing in the bits
    /// that the padding leaves over.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? { withContiguousBytes(text, decode) }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let padding = text.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var digits = 0
        for character in text.dropLast(padding) {
            guard let value = value(of: character) else { return nil }
            group = group << 6 | UInt32(value)
            digits += 1
            guard digits == 4 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            (group, digits) = (0, 0)
        }
        switch (digits, padding) {
        case (0, 0): return bytes
        case (2, 2) where group & 15 == 0: bytes.append(UInt8(truncatingIfNeeded: group >> 4))
        case (3, 1) where group & 3 == 0:
            bytes.append(UInt8(truncatingIfNeeded: group >> 10))
            bytes.append(UInt8(truncatingIfNeeded: group >> 2))
        default: return nil
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
