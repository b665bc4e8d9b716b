/// Where a tab is a part of a text: the range of a quoted or block scalar.
struct TextRange {
    let range: SourceRange
    /// Begins with `|` or `>`, and its text with the next line.
    let isBlock: Bool

    /// Whether the character at a place, which is within the range, belongs to the text.
    func isText(at place: Mark) -> Bool { !isBlock || place.line > range.start.line }
}

extension SourceText {
    /// The first `most` tabs before `limit` that stand neither in one of `texts` (in the file's order) nor in a comment.
    ///
    /// libyaml takes many of them for blanks. Each line is walked once, whatever stands in it.
    func separatingTabs(outside texts: [TextRange], before limit: Mark?, most: Int) -> [Mark] {
        var found: [Mark] = []
        var remaining = texts[...]
        var tab = tabs.startIndex
        var number = 1
        while tab < tabs.endIndex, found.count < most {
            while number < lineStarts.count, lineStarts[number] <= tabs[tab] { number += 1 }
            let line = line(number)
            var place = Mark(line: number, column: 0)
            var follows = UInt8(ascii: " ")
            for byte in line where byte & 0xC0 != 0x80 {
                place.column += 1
                while let text = remaining.first, text.range.end <= place { remaining.removeFirst() }
                let text = remaining.first.flatMap { $0.range.start <= place ? $0 : nil }
                if text?.isText(at: place) != true {
                    // A comment goes on to the line's end.
                    if byte == UInt8(ascii: "#"), follows == UInt8(ascii: " ") || follows == UInt8(ascii: "\t") { break }
                    if byte == UInt8(ascii: "\t"), found.count < most, limit.map({ place < $0 }) ?? true { found.append(place) }
                }
                follows = byte
            }
            while tab < tabs.endIndex, tabs[tab] < line.endIndex { tab += 1 }
        }
        return found
    }
}
