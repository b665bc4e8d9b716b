import AccessCore

/// Git's id of an object as a forge writes it: nothing else gets into addresses and records.
struct ObjectName: Codable, Hashable, Sendable {
    /// 40 or 64 lower-case hexadecimal digits.
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let name = ObjectName(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no object's name")
        }
        self = name
    }

    init?(_ text: String) {
        let isDigits = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isDigits, text.utf8.count == 40 || text.utf8.count == 64 else { return nil }
        self.text = text
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Forty zeros stand for none.
    var isNone: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
    var commit: CommitID { CommitID(text) }
}
