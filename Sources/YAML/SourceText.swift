/// A file's bytes, looked through once before libyaml sees them: libyaml has no place for what is wrong in an encoding,
/// takes UTF-16 too, and counts lines at characters that editors don't break lines at.
struct SourceText {
    /// Without the byte order mark at the beginning.
    let bytes: ArraySlice<UInt8>
    /// Indices into ``bytes``.
    private(set) var lineStarts: [Int]
    /// Where tabs stand, at most ``Limits/problems`` of them outside comments matter later.
    private(set) var tabs: [Int] = []
    /// If there are any, libyaml must not be asked.
    private(set) var problems: [Problem] = []

    init(_ file: [UInt8], limits: Limits) {
        let hasMark = file.starts(with: [0xEF, 0xBB, 0xBF])
        bytes = hasMark ? file[3...] : file[...]
        lineStarts = [bytes.startIndex]
        if file.count > limits.bytes {
            problems = [Problem(kind: .tooLarge(bytes: file.count, limit: limits.bytes), range: SourceRange(start: .start, end: .start))]
        } else if let encoding = Self.otherEncoding(file) {
            problems = [Problem(kind: .otherEncoding(encoding), range: SourceRange(start: .start, end: .start))]
        } else {
            look(limits)
        }
    }

    private static func otherEncoding(_ file: [UInt8]) -> String? {
        if file.starts(with: [0xFF, 0xFE, 0, 0]) || file.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        return nil
    }

    private mutating func look(_ limits: Limits) {
        var found: [(kind: Problem.Kind, index: Int)] = []
        var lines = lineStarts
        var tabs: [Int] = []
        let base = bytes.startIndex
        bytes.withUnsafeBufferPointer { all in
            var index = 0
            while index < all.count, found.count < limits.problems {
                let byte = all[index]
                if byte >= 0x20, byte < 0x7F {
                    index += 1
                    continue
                }
                switch byte {
                case 0x0A: lines.append(base + index + 1)
                case 0x09: tabs.append(base + index)
                case 0x0D where index + 1 < all.count && all[index + 1] == 0x0A: break
                case 0x0D:
                    // Where lines begin after such a break is a matter of opinion, so no further place is given.
                    found.append((.lineBreak("\r"), base + index))
                    return
                case 0..<0x20, 0x7F: found.append((.controlCharacter(Unicode.Scalar(byte)), base + index))
                default:
                    guard let (scalar, width) = decodeUTF8(all, at: index) else {
                        found.append((.notUTF8(byte: byte), base + index))
                        return
                    }
                    switch scalar.value {
                    case 0x85, 0x2028, 0x2029:
                        found.append((.lineBreak(scalar), base + index))
                        return
                    case 0xFEFF: found.append((.byteOrderMark, base + index))
                    // Those from U+202A on make what follows show elsewhere than it stands, in a comment too (CVE-2021-42574).
                    case 0x80...0x9F, 0xFFFE, 0xFFFF, 0x202A...0x202E, 0x2066...0x2069:
                        found.append((.controlCharacter(scalar), base + index))
                    default: break
                    }
                    index += width - 1
                }
                index += 1
            }
        }
        lineStarts = lines
        self.tabs = tabs
        problems = found.map { kind, index in
            let start = mark(ofByte: index)
            return Problem(kind: kind, range: SourceRange(start: start, end: Mark(line: start.line, column: start.column + 1)))
        }
    }
}

/// The character at `index` if it is well-formed (Unicode 15, table 3-7): no overlong forms, no surrogates.
private func decodeUTF8(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, width: Int)? {
    let first = bytes[index]
    let width: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: width = 2
    case 0xE0: (width, second) = (3, 0xA0...0xBF)
    case 0xED: (width, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: width = 3
    case 0xF0: (width, second) = (4, 0x90...0xBF)
    case 0xF4: (width, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: width = 4
    default: return nil
    }
    guard index + width <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for offset in 1..<width {
        guard bytes[index + offset] & 0xC0 == 0x80 else { return nil }
        value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, width) }
}
