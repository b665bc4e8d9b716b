/// What no message may hold, whoever sends it back to us. Never prints.
struct Secrets: Sendable, CustomStringConvertible, CustomReflectable {
    private var texts: [String]

    init(_ texts: [String]) { self.texts = texts.filter { !$0.isEmpty } }

    /// The text with each of them replaced.
    func removed(from text: String) -> String {
        texts.reduce(text) { $0.replacing($1, with: "…") }
    }

    /// Whether bytes have one of them in them, as they stand or as JSON may write them: `\/` and `\u0067` are read as what they mean.
    func stand(in bytes: [UInt8]) -> Bool {
        isAmong(bytes) || (bytes.contains(UInt8(ascii: "\\")) && isAmong(Self.unescaped(bytes)))
    }

    private func isAmong(_ bytes: [UInt8]) -> Bool { texts.contains { bytes.firstRange(of: Array($0.utf8)) != nil } }

    /// With JSON's escapes (RFC 8259, section 7) undone as far as they stand for something that can be in a token: visible ASCII.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count else {
                plain.append(bytes[place])
                place += 1
                continue
            }
            let digits = bytes[(place + 2)...].prefix(4)
            if bytes[place + 1] == UInt8(ascii: "u"), digits.count == 4,
                let code = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                plain.append(UInt8(exactly: code) ?? UInt8(ascii: "?"))
                place += 6
            } else {
                plain.append(bytes[place + 1])
                place += 2
            }
        }
        return plain
    }

    var description: String { "secrets" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
