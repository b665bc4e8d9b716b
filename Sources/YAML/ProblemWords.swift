extension Problem: CustomStringConvertible {
    /// ``message`` and ``remedy`` on one line.
    package var description: String { "\(message); \(remedy)" }

    /// What is wrong.
    package var message: String {
        switch kind {
        case .emptyDocument: "the file is empty"
        case .tooLarge(let bytes, let limit): "the file has \(bytes) bytes, more than \(limit)"
        case .tooDeep(let limit): "more than \(limit) levels inside each other"
        case .tooManyNodes(let limit): "more than \(limit) keys and values"
        case .scalarTooLong(let bytes, let limit): "a text of \(bytes) bytes, more than \(limit)"
        case .notUTF8(let byte): "byte 0x\(hex(UInt32(byte), digits: 2)) is not UTF-8"
        case .otherEncoding(let name): "the file is \(name), not UTF-8"
        case .byteOrderMark: "a byte order mark (U+FEFF) in the middle of the file"
        case .controlCharacter(let character): "a control character (\(codePoint(character)))"
        case .lineBreak(let character): "a line break that not every editor shows (\(codePoint(character)))"
        case .tab: "a tab"
        case .duplicateKey(let key, let first): "the key \(quoted(key)) stands here for the second time, first in line \(first.line)"
        case .keyNotScalar: "a list or a mapping as a key"
        case .anchor(let name): "an anchor (\(shown("&" + name)))"
        case .alias(let name): "an alias (\(shown("*" + name)))"
        case .tag(let name): "a tag (\(shown(name)))"
        case .directive(let name): "a directive (\(shown(name)))"
        case .severalDocuments: "a second document"
        case .syntax(let words): words
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch kind {
        case .emptyDocument: "write keys and values"
        case .tooLarge, .tooManyNodes: "split it into several files"
        case .tooDeep: "write it with fewer levels"
        case .scalarTooLong: "shorten it"
        case .notUTF8, .otherEncoding: "save the file as UTF-8"
        case .byteOrderMark, .controlCharacter: "delete it"
        case .lineBreak: "replace it by an ordinary line break"
        case .tab: "use spaces"
        case .duplicateKey: "keep one of them"
        case .keyNotScalar: "use a text as the key"
        case .anchor: "delete it"
        case .alias: "write the value itself"
        case .tag: "delete it; a value needs no type"
        case .directive: "delete the line"
        case .severalDocuments: "put it into a file of its own"
        case .syntax: SyntaxWords.remedy(for: message)
        }
    }
}

private func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

private func codePoint(_ scalar: Unicode.Scalar) -> String { "U+\(hex(scalar.value, digits: 4))" }

private func quoted(_ text: String) -> String { "'\(shown(text))'" }

/// A text from a file, fit for a terminal: without control characters and not longer than a line can take.
private func shown(_ text: String) -> String {
    let most = 60
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
        if index == most { return result + "…" }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: result += "\\u{\(hex(scalar.value, digits: 1))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
