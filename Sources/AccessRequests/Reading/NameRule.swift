/// What a name of some kind looks like, and how to say so.
struct NameRule: Sendable {
    /// `an IAM user name`
    var noun: String
    /// A whole sentence.
    var advice: String
    var accepts: @Sendable (String) -> Bool

    init(_ noun: String, advice: String, accepts: @escaping @Sendable (String) -> Bool) {
        (self.noun, self.advice, self.accepts) = (noun, advice, accepts)
    }
}

/// ASCII letters and digits.
func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
}

/// `[\w+=,.@-]`: IAM API Reference, CreateUser and CreateGroup.
func isIAMNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        true
    default: isLetterOrDigit(byte)
    }
}

/// Letters, digits, `.`, `_`, `-`, a letter or digit first.
func isPlainName(_ text: some StringProtocol, most: Int = 64) -> Bool {
    guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= most else { return false }
    return text.utf8.allSatisfy {
        isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
}

/// A character of a tag's key or value: IAM User Guide, "Rules for tagging in IAM and AWS STS".
func isTagCharacter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        return isLetterOrDigit(byte) || " _.:/=+-@".utf8.contains(byte)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber,
        .spaceSeparator:
        return !isUnseen(scalar)
    default: return false
    }
}

extension NameRule {
    static let user = NameRule("an IAM user name", advice: "It has 1 to 64 letters, digits and + = , . @ _ -.") {
        (1...64).contains($0.utf8.count) && $0.utf8.allSatisfy(isIAMNameByte)
    }
    static let group = NameRule("an IAM group name", advice: "It has 1 to 128 letters, digits and + = , . @ _ -.") {
        (1...128).contains($0.utf8.count) && $0.utf8.allSatisfy(isIAMNameByte)
    }
    static let person = NameRule("a person's name", advice: "It has 1 to 64 letters, digits and + = , . @ _ -, a letter or digit first.") {
        (1...64).contains($0.utf8.count) && $0.utf8.allSatisfy(isIAMNameByte) && $0.utf8.first.map(isLetterOrDigit) == true
    }
    private static let plain = "It has 1 to 64 letters, digits and . _ -, a letter or digit first."
    static let team = NameRule("a team's name", advice: plain) { isPlainName($0) }
    static let account = NameRule("an account's name", advice: plain) { isPlainName($0) }
    static let channel = NameRule("a channel's name", advice: plain) { isPlainName($0) }
    static let entitlement = NameRule("an entitlement's name", advice: plain) { isPlainName($0) }
    static let reference = NameRule(
        "an entitlement", advice: "Write the name of its file below policies/access/, with @account for only one of its accounts."
    ) { text in
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { isPlainName($0) }
    }
    static let tagKey = NameRule(
        "a tag's key", advice: "It has 1 to 128 letters, digits, spaces and _ . : / = + - @, and doesn't begin with aws:."
    ) {
        (1...128).contains($0.unicodeScalars.count) && $0.unicodeScalars.allSatisfy(isTagCharacter) && !$0.lowercased().hasPrefix("aws:")
    }
    static let tagValue = NameRule("a tag's value", advice: "It has at most 256 letters, digits, spaces and _ . : / = + - @.") {
        $0.unicodeScalars.count <= 256 && $0.unicodeScalars.allSatisfy(isTagCharacter)
    }
    /// Addresses as forms take them, without RFC 5322's comments and quotes.
    static let mail = NameRule("a mail address", advice: "Write it as name@example.com.") { text in
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && text.utf8.count <= 254 && !parts[0].isEmpty && parts[0].utf8.count <= 64
            && parts[0].utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }
            && !parts[1].isEmpty && isHost(parts[1])
    }
}

/// A host's name: labels of letters, digits and inner hyphens (RFC 1123, section 2.1).
func isHost(_ text: Substring) -> Bool {
    text.utf8.count <= 253
        && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.utf8.first, let last = label.utf8.last, label.utf8.count <= 63 else { return false }
            return isLetterOrDigit(first) && isLetterOrDigit(last)
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
}
