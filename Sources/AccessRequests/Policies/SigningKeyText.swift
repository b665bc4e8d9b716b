/// A public key in OpenSSH's one-line form (sshd(8), "AUTHORIZED_KEYS FILE FORMAT", without options): type, base64, comment.
struct SigningKeyText {
    let type: String
    /// The key itself, the same whatever comment follows it.
    let base64: String

    static let types = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa", "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    /// Nil if it isn't in that form, or says another type inside than outside.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, text.utf8.count <= 8192, !text.unicodeScalars.contains(where: isUnseen) else { return nil }
        (type, base64) = (String(parts[0]), String(parts[1]))
        // RFC 4253, section 6.6: the key begins with its type as a string, after the length in four bytes.
        guard let bytes = Self.decoded(parts[1]), bytes.count > 4 + type.utf8.count,
            bytes[..<4].elementsEqual([0, 0, 0, UInt8(truncatingIfNeeded: type.utf8.count)]),
            bytes[4..<(4 + type.utf8.count)].elementsEqual(type.utf8)
        else { return nil }
    }

    /// RFC 4648, section 4, with its padding.
    private static func decoded(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count % 4 == 0 else { return nil }
        let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }
        guard text.utf8.count - digits.count <= 2, text.utf8.dropFirst(digits.count).allSatisfy({ $0 == UInt8(ascii: "=") }) else {
            return nil
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var (buffer, bits) = (UInt32(0), 0)
        for byte in digits {
            guard let value = value(byte) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

extension NameRule {
    static let signingKey = NameRule(
        "a public key in OpenSSH's form", advice: "Copy the one line of the .pub file, like ssh-ed25519 AAAA… name.",
        pattern: "^ *[a-z0-9@.-]+ +[A-Za-z0-9+/]+={0,2}( .*)?$"
    ) { SigningKeyText($0) != nil }
}
