extension String {
    /// The most that is shown of one text from outside, in Unicode scalars: a message fits, a page of HTML doesn't.
    static let printableLimit = 1000

    /// Safe to send to a terminal: controls (escape sequences, line breaks), what turns the direction of writing, and
    /// what can't be seen are written as `\u{…}` (Unicode Technical Report 36, "Bidirectional Text Spoofing").
    package var printable: String {
        let isPlain = utf8.count <= Self.printableLimit && utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain { return self }
        var text = ""
        var count = 0
        for scalar in unicodeScalars {
            count += 1
            if count > Self.printableLimit { return text + "…" }
            if scalar.isPrintable { text.unicodeScalars.append(scalar) } else { text += scalar.escape }
        }
        return text
    }

    /// How many cells of a terminal a printable text takes.
    var cells: Int {
        utf8.allSatisfy { $0 < 0x80 } ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.cells }
    }
}

extension Unicode.Scalar {
    var isPrintable: Bool {
        if value < 0x7F { return value >= 0x20 }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
        // Hangul fillers and the like; selectors of a variant change a character that is seen.
        default: return !properties.isDefaultIgnorableCodePoint || properties.isVariationSelector
        }
    }

    var escape: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "\\u{" + (digits.utf8.count < 2 ? "0" : "") + digits + "}"
    }

    /// How many cells of a terminal a printable scalar takes: none, one or two (UAX 11, "East Asian Width": W and F).
    var cells: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch value {
        // Vowels and final consonants of Hangul join the first one.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
            0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
            return 2
        // Letters of flags count one each.
        case 0x1F1E6...0x1F1FF: return 1
        default: return properties.isEmojiPresentation ? 2 : 1
        }
    }
}
