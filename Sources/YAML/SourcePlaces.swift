/// From bytes to places and back.
extension SourceText {
    /// The lines that an editor numbers: what follows the last line break only counts if it isn't empty.
    var lineCount: Int {
        lineStarts.count > 1 && lineStarts.last == bytes.endIndex ? lineStarts.count - 1 : lineStarts.count
    }

    /// The bytes of a line (from 1) without its end.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard (1...lineStarts.count).contains(number) else { return [] }
        let start = lineStarts[number - 1]
        guard number < lineStarts.count else { return bytes[start...] }
        var end = lineStarts[number] - 1
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return bytes[start..<end]
    }

    /// The place just after a line's last character.
    func end(ofLine number: Int) -> Mark { Mark(line: number, column: Self.scalars(in: line(number)) + 1) }

    func mark(ofByte index: Int) -> Mark {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return Mark(line: low + 1, column: Self.scalars(in: bytes[lineStarts[low]..<index]) + 1)
    }

    /// Nil at and after a line's end.
    func byteIndex(of mark: Mark) -> Int? {
        let line = line(mark.line)
        var column = 0
        for index in line.indices where line[index] & 0xC0 != 0x80 {
            column += 1
            if column == mark.column { return index }
        }
        return nil
    }

    func byte(at mark: Mark) -> UInt8? { byteIndex(of: mark).map { bytes[$0] } }

    /// The place, or the file's end if the place lies behind it, on a line that an editor shows.
    func inside(_ mark: Mark) -> Mark { mark.line > lineCount ? end(ofLine: lineCount) : mark }

    /// The character at a place, or nothing at a line's end.
    func characterRange(at mark: Mark) -> SourceRange {
        let start = inside(mark)
        guard start < end(ofLine: start.line) else { return SourceRange(start: start, end: start) }
        return SourceRange(start: start, end: Mark(line: start.line, column: start.column + 1))
    }

    /// Where a text of several lines goes on without being indented more than the keys or dashes that it is a value beside; nil if
    /// it nowhere does. YAML wants it so (1.2.2, 6.1 and 7.3), and libyaml doesn't look: such a line reads like a key of its own.
    ///
    /// - Parameter indent: the column of those keys or dashes, from 1; 0: there are none.
    func outdent(in range: SourceRange, below indent: Int) -> Mark? {
        guard indent > 0, range.start.line < range.end.line else { return nil }
        for number in (range.start.line + 1)...range.end.line {
            let line = line(number)
            // A tab is no indentation by the letter, but shows as one.
            let blanks = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
            if blanks < line.count, blanks < indent { return Mark(line: number, column: blanks + 1) }
        }
        return nil
    }

    private static func scalars(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
    }
}
