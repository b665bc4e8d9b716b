import Cryptography

/// The SHA-256 of a record: of its line's exact bytes, without the line's end.
package struct RecordHash: Hashable, Sendable {
    /// 64 lower-case hexadecimal digits.
    package let hex: String

    /// What a chain's first record names as the one before it.
    package static let none = RecordHash(checked: String(repeating: "0", count: 64))

    private init(checked hex: String) { self.hex = hex }

    init(of line: some Collection<UInt8>) { hex = SHA256.hash(line).hex }

    /// Nil unless the text is 64 lower-case hexadecimal digits.
    package init?(hex: String) {
        var hex = hex
        let isSound = hex.withUTF8 { digits in
            digits.count == 64
                && digits.allSatisfy {
                    ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f"))
                }
        }
        guard isSound else { return nil }
        self.hex = hex
    }
}

extension RecordHash: CustomStringConvertible {
    package var description: String { hex }
}

extension RecordHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = RecordHash(hex: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 lower-case hexadecimal digits")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
