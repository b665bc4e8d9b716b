/// An element's text, with references like `&amp;` resolved. It becomes a string only when asked to.
package struct XMLText {
    /// UTF-8.
    package let bytes: [UInt8]

    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is nothing but white space.
    package var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }

    package static func == (text: XMLText, string: StaticString) -> Bool {
        string.withUTF8Buffer { text.bytes.elementsEqual($0) }
    }
}
