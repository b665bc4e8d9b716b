/// A plain text that was taken apart, while its values are read.
///
/// It borrows the text: it and what is made of it must not outlive the closure that lends it (`LedgerJSON`).
final class JSONText {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: [JSONToken]
    /// Where the key after the one that was asked for last stands, and in which object: keys are mostly asked for in their order.
    private var hint = 0
    private var hinted = -1

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokens: [JSONToken]) { (self.bytes, self.tokens) = (bytes, tokens) }

    /// The value of a key; nil if the object doesn't have it.
    func value(of key: String, in object: Int) -> Int? {
        var key = key
        return key.withUTF8 { name in
            let first = object + 1
            let end = Int(tokens[object].next)
            let start = hinted == object ? hint : first
            return find(name, from: start, to: end, in: object) ?? find(name, from: first, to: start, in: object)
        }
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, in object: Int) -> Int? {
        var index = start
        while index < end {
            let key = tokens[index]
            let next = Int(tokens[index + 1].next)
            if Int(key.end - key.start) == name.count, isThere(name, at: Int(key.start)) {
                (hinted, hint) = (object, next)
                return index + 1
            }
            index = next
        }
        return nil
    }

    private func isThere(_ name: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for index in 0..<name.count where bytes[start + index] != name[index] { return false }
        return true
    }

    /// Whether a record has this as its sentence.
    func isSaid(_ sentence: String) -> Bool {
        guard let index = value(of: "sentence", in: 0), tokens[index].kind == .text else { return false }
        var sentence = sentence
        return sentence.withUTF8 { $0.elementsEqual(bytes[Int(tokens[index].start)..<Int(tokens[index].end)]) }
    }

    func keys(of object: Int) -> [String] { JSONKeys(of: object, in: tokens, bytes).map { String(decoding: $0, as: UTF8.self) } }

    func string(_ index: Int) throws(NotPlain) -> String {
        let token = tokens[index]
        let text = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
        switch token.kind {
        case .text: return String(decoding: text, as: UTF8.self)
        case .escapedText: return Self.unescaped(text)
        default: throw NotPlain()
        }
    }

    func number<Number: FixedWidthInteger>(_ index: Int) throws(NotPlain) -> Number {
        let token = tokens[index]
        guard token.kind == .number else { throw NotPlain() }
        let text = bytes[Int(token.start)..<Int(token.end)]
        let isNegative = text.first == UInt8(ascii: "-")
        var value: Number = 0
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            let digit = Number(byte - UInt8(ascii: "0"))
            let (sum, past) = isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !over, !past else { throw NotPlain() }
            value = sum
        }
        return value
    }

    func truth(_ index: Int) throws(NotPlain) -> Bool {
        switch tokens[index].kind {
        case .yes: true
        case .no: false
        default: throw NotPlain()
        }
    }

    /// The character of `\u` and four digits; nil for a surrogate, which is half of one.
    static func scalar(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
        var value: UInt32 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(digit - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return Unicode.Scalar(value)
    }

    /// The scanner has seen that every escape is one.
    private static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "\\") else {
                plain.append(text[index])
                index += 1
                continue
            }
            switch text[index + 1] {
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "u"):
                if let scalar = scalar(text[(index + 2)..<(index + 6)]) { plain.append(contentsOf: String(scalar).utf8) }
                index += 4
            case let mark: plain.append(mark)
            }
            index += 2
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
