/// A path from a tree's root, its parts parted by `/`.
///
/// Git's paths are bytes. Two paths are equal if their bytes are, and sort by bytes: `String` would take the two ways of
/// writing `é` for one.
package struct TreePath: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let bytes: [UInt8]
    /// Whether git itself would check it out: UTF-8 (which we demand), no empty part, no `.`, `..` or `.git`.
    package let isWellFormed: Bool

    package init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    package init(stringLiteral text: String) { self.init(text) }

    package init(bytes: [UInt8]) {
        self.init(
            bytes: bytes,
            isWellFormed: bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(Self.isWellFormed(name:))
        )
    }

    /// For those who have looked at every part already.
    init(bytes: [UInt8], isWellFormed: Bool) {
        self.bytes = bytes
        self.isWellFormed = isWellFormed
    }

    /// The path as text. Bytes that are not UTF-8 are written `\xE9`, so that different paths stay different and readable.
    package var text: String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        for byte in bytes {
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    package var description: String { text }

    /// The part after the last `/`.
    package var name: String { TreePath(bytes: Array(bytes.split(separator: UInt8(ascii: "/")).last ?? [])).text }

    package static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }

    /// Whether one entry's name is one that git would check out, and UTF-8.
    static func isWellFormed(name: some Collection<UInt8>) -> Bool {
        guard !name.isEmpty, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else { return false }
        guard !(name.count == 4 && name.elementsEqual(".git".utf8) { $0 | 0x20 == $1 | 0x20 }) else { return false }
        var isASCII = true
        for byte in name {
            if byte == UInt8(ascii: "/") || byte == 0 { return false }
            if byte >= 0x80 { isASCII = false }
        }
        return isASCII || String(validating: name, as: UTF8.self) != nil
    }
}
