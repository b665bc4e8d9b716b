import YAML

/// A content line of a calendar file (RFC 5545, section 3.1), folded lines put together.
struct CalendarLine {
    /// In capitals.
    var name: String
    /// By their names in capitals.
    var parameters: [String: String]
    var value: String
    /// Where its first line stands.
    var range: SourceRange

    /// All lines of a file; those that are none are reported.
    static func lines(of bytes: [UInt8], reader: FileReader) -> [CalendarLine] {
        var found: [CalendarLine] = []
        var unfinished: (text: [UInt8], number: Int, columns: Int)?
        func close() {
            guard let line = unfinished else { return }
            let text = String(decoding: line.text, as: UTF8.self)
            let range = SourceRange(start: Mark(line: line.number, column: 1), end: Mark(line: line.number, column: line.columns + 1))
            if let line = CalendarLine(text, at: range) { found.append(line) } else { reader.report(CalendarMistake.line(text), at: range) }
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        for (index, line) in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"), unfinished != nil {
                unfinished?.text += line.dropFirst()
            } else {
                close()
                let columns = line.count { $0 & 0xC0 != 0x80 }
                unfinished = line.isEmpty ? nil : (Array(line), index + 1, columns)
            }
        }
        close()
        return found
    }

    /// `NAME;PARAMETER=value;OTHER="quoted":value`
    private init?(_ text: String, at range: SourceRange) {
        var parts: [String] = [""]
        var isQuoted = false
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ":", !isQuoted {
                (name, parameters, value, self.range) = (parts[0].uppercased(), [:], String(rest), range)
                guard !name.isEmpty, name.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }) else { return nil }
                for part in parts.dropFirst() {
                    guard let equals = part.firstIndex(of: "=") else { return nil }
                    parameters[part[..<equals].uppercased()] = String(part[part.index(after: equals)...])
                }
                return
            } else if scalar == ";", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return nil
    }
}
