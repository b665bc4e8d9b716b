import YAML

/// Where the lines of a file begin, to show one of them with a mistake.
struct SourceLines {
    private let bytes: [UInt8]
    private let starts: [Int]

    /// A line as an editor shows it.
    struct Line {
        /// From 1.
        var number: Int
        /// In Unicode scalars.
        var count: Int
        /// Fit for a terminal, as long as the line; nil if it is too long to show.
        var text: String?
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        bytes.withUnsafeBufferPointer { all in
            for index in all.indices where all[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
        }
        // What follows the last line break is a line only if there is something.
        if starts.count > 1, starts.last == bytes.count { starts.removeLast() }
        self.starts = starts
    }

    /// A line, or the nearest one there is.
    func line(_ wanted: Int, withText: Bool) -> Line {
        let number = min(max(wanted, 1), starts.count)
        let range = range(ofLine: number)
        let count = bytes[range].reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
        guard withText, count <= InputLimits.excerpt else { return Line(number: number, count: count, text: nil) }
        let text = String(decoding: bytes[range], as: UTF8.self)
        // Every character that shows nothing becomes one that does, so that columns stay what they are.
        guard text.unicodeScalars.contains(where: isUnseen) else { return Line(number: number, count: count, text: text) }
        var safe = ""
        for scalar in text.unicodeScalars { safe.unicodeScalars.append(isUnseen(scalar) ? (scalar == "\t" ? " " : "\u{FFFD}") : scalar) }
        return Line(number: number, count: count, text: safe)
    }

    /// Bytes as a range of characters on the line where they begin.
    func range(ofBytes wanted: Range<Int>) -> SourceRange {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= wanted.lowerBound { low = middle } else { high = middle }
        }
        func column(_ index: Int) -> Int {
            bytes[min(starts[low], index)..<index].reduce(into: 1) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
        }
        let end = min(wanted.upperBound, range(ofLine: low + 1).upperBound)
        return SourceRange(
            start: Mark(line: low + 1, column: column(wanted.lowerBound)),
            end: Mark(line: low + 1, column: column(max(end, wanted.lowerBound))))
    }

    /// The bytes of a line without its end.
    private func range(ofLine number: Int) -> Range<Int> {
        let start = starts[number - 1]
        var end = number < starts.count ? starts[number] - 1 : bytes.count
        if end > start, end == bytes.count, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }
}
