/// A value on its way to JSON (RFC 8259): all that records and snapshots are made of. There are no fractions in a ledger.
enum JSONTree {
    case null
    case boolean(Bool)
    case integer(Int64)
    case string(String)
    case list(List)
    case object(Object)

    /// Classes, since an encoder's containers are filled in after they were handed out.
    final class List {
        var items: [JSONTree] = []
    }

    final class Object {
        var members: [(key: String, value: JSONTree)] = []

        init() { members.reserveCapacity(8) }
    }

    /// Appends the value's text: no spaces, keys sorted by their bytes, so that the same value is always the same text.
    func write(to text: inout [UInt8]) {
        switch self {
        case .null: text += "null".utf8
        case .boolean(let value): text += value ? "true".utf8 : "false".utf8
        case .integer(let value): text += String(value).utf8
        case .string(let value): Self.write(value, to: &text)
        case .list(let list):
            text.append(UInt8(ascii: "["))
            for (index, item) in list.items.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                item.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let object):
            text.append(UInt8(ascii: "{"))
            for (index, member) in object.members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        // Hardly any text has something to escape, and then it is copied as it stands.
        if string.utf8.contains(where: isEscaped) {
            for byte in string.utf8 { writeEscaped(byte, to: &text) }
        } else {
            text += string.utf8
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func writeEscaped(_ byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): text += "\\\"".utf8
        case UInt8(ascii: "\\"): text += "\\\\".utf8
        case 0x08: text += "\\b".utf8
        case 0x0C: text += "\\f".utf8
        case 0x0A: text += "\\n".utf8
        case 0x0D: text += "\\r".utf8
        case 0x09: text += "\\t".utf8
        case ..<0x20: text += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: text.append(byte)
        }
    }
}
