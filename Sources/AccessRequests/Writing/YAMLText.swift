/// Texts as YAML that reads back as the same text.
enum YAMLText {
    /// After a key and a colon: plain where nothing in it means anything to YAML, else in double quotes.
    static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// Several lines as a block below their key, indented by two; a single line as `scalar` has it.
    static func block(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isBlock =
            lines.count > 1 && text.unicodeScalars.allSatisfy { $0 == "\n" || !isUnseen($0) && $0 != "\u{FEFF}" }
            && lines.first?.unicodeScalars.first.map { $0 != " " } == true && lines.allSatisfy { !$0.hasSuffix(" ") }
        guard isBlock else { return scalar(text) }
        return "|\n" + lines.map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
    }

    /// Letters, digits and a few signs that YAML gives no meaning to inside a text; the first is a letter or a digit.
    private static func isPlain(_ text: String) -> Bool {
        guard text.lowercased() != "null", let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isLetter(first),
            last != " "
        else { return false }
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            // A colon between digits or letters, as in a time, is part of the text.
            if previous == ":", scalar == " " { return false }
            guard isLetter(scalar) || " ._/@+()-:".unicodeScalars.contains(scalar) else { return false }
            previous = scalar
        }
        return last != ":"
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isLetterOrDigit(UInt8(truncatingIfNeeded: scalar.value)) }
        return !isUnseen(scalar) && scalar.properties.isAlphabetic
    }

    /// YAML 1.2.2, section 5.7: what doesn't show is written by its number.
    private static func quoted(_ text: String) -> String {
        doubleQuoted(text, numbered: { isUnseen($0) }, as: ("U", digits: 8))
    }
}
