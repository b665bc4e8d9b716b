/// What IAM takes as a tag of a user (IAM User Guide, "Rules for tagging in IAM and AWS STS").
package enum TagRules {
    /// Unicode characters of a key (API reference, `Tag`).
    package static let longestKey = 128
    /// Unicode characters of a value; it may be empty.
    package static let longestValue = 256

    /// What is wrong with a key, ending a sentence that begins with it; nil if nothing is.
    package static func problem(withKey key: String) -> String? {
        if key.isEmpty { return "is empty" }
        if key.unicodeScalars.count > longestKey { return "is longer than \(longestKey) characters" }
        if foldedKey(key).hasPrefix("aws:") { return "begins with 'aws:', which is reserved" }
        return problem(withCharactersOf: key)
    }

    /// What is wrong with a value, ending a sentence that begins with it; nil if nothing is.
    package static func problem(withValue value: String) -> String? {
        if value.unicodeScalars.count > longestValue { return "is longer than \(longestValue) characters" }
        return problem(withCharactersOf: value)
    }

    /// Keys of a user's tags that differ only in case are the same key.
    package static func foldedKey(_ key: String) -> String { key.lowercased() }

    /// The pattern of keys and values: `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
    private static func problem(withCharactersOf text: String) -> String? {
        text.unicodeScalars.first { !isAllowed($0) }.map { "has the character U+\(hexadecimal($0)), which a tag can't hold" }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", "_", ".", ":", "/", "=", "+", "-", "@": return true
            default: return false
            }
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return true
        default: return false
        }
    }
}
