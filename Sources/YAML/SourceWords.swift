/// Parts of a line that libyaml gives no marks for.
extension SourceText {
    /// From a place to the next blank or line end.
    func wordRange(at mark: Mark) -> SourceRange {
        let start = inside(mark)
        let word = self.word(at: start)
        return SourceRange(start: start, end: Mark(line: start.line, column: start.column + word.unicodeScalars.count))
    }

    func word(at mark: Mark) -> String {
        guard let index = byteIndex(of: mark) else { return "" }
        let rest = bytes[index..<line(mark.line).endIndex]
        return String(decoding: rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }, as: UTF8.self)
    }

    /// Where the anchor and the tag of a node stand that begins at `mark`; each may come first. A second one that
    /// stands on a later line is given the place of the first.
    func propertyRanges(at mark: Mark) -> (anchor: SourceRange, tag: SourceRange) {
        let first = propertyRange(at: mark)
        var next = first.end
        while let byte = byte(at: next), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { next.column += 1 }
        let second = propertyRange(at: next)
        switch (byte(at: first.start), byte(at: second.start)) {
        case (UInt8(ascii: "&"), UInt8(ascii: "!")): return (first, second)
        case (UInt8(ascii: "!"), UInt8(ascii: "&")): return (second, first)
        default: return (first, first)
        }
    }

    /// An anchor, an alias or a tag. In a flow collection no blank needs to follow it.
    func propertyRange(at mark: Mark) -> SourceRange {
        let word = self.word(at: mark).unicodeScalars
        let length =
            if word.starts(with: "!<".unicodeScalars) {
                word.firstIndex(of: ">").map { word.distance(from: word.startIndex, to: $0) + 1 } ?? word.count
            } else {
                word.prefix { !",[]{}".unicodeScalars.contains($0) }.count
            }
        return SourceRange(start: mark, end: Mark(line: mark.line, column: mark.column + length))
    }

    /// The source of a range within a line.
    func source(_ range: SourceRange) -> String {
        String(String.UnicodeScalarView(word(at: range.start).unicodeScalars.prefix(range.end.column - range.start.column)))
    }

    /// The end of a block scalar's last line that isn't blank; libyaml's end is the beginning of the line after it.
    func endOfText(in range: SourceRange) -> Mark {
        var number = range.end.column == 1 ? range.end.line - 1 : range.end.line
        while number > range.start.line, line(number).allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { number -= 1 }
        return number < range.end.line ? end(ofLine: number) : range.end
    }

    /// What stands between a line's indentation and a colon, if that is a single word.
    func onlyKey(before colon: Mark) -> SourceRange? {
        let blank = UInt8(ascii: " ")
        guard let end = byteIndex(of: colon) else { return nil }
        let line = line(colon.line)
        let before = line[..<end]
        guard let first = before.firstIndex(where: { $0 != blank }), let last = before.lastIndex(where: { $0 != blank }) else { return nil }
        guard !before[first...last].contains(blank), before[first] != UInt8(ascii: "\"") else { return nil }
        return SourceRange(start: mark(ofByte: first), end: mark(ofByte: last + 1))
    }
}
