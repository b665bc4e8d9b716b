/// What a name of some kind looks like, and how to say so.
struct NameRule: Sendable {
    /// `an IAM user name`
    var noun: String
    /// A whole sentence.
    var advice: String
    /// The same as a regular expression of ECMA-262, for editors; it may take more, never less, where such an expression can't tell.
    var pattern: String
    var accepts: @Sendable (String) -> Bool

    init(_ noun: String, advice: String, pattern: String, accepts: @escaping @Sendable (String) -> Bool) {
        (self.noun, self.advice, self.pattern, self.accepts) = (noun, advice, pattern, accepts)
    }

    /// A rule of which editors are told less is allowed: the rest is a mistake in words of its own.
    init(_ rule: NameRule, pattern: String) {
        self = rule
        self.pattern = pattern
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
    static let user = NameRule(
        "an IAM user name", advice: "It has 1 to 64 letters, digits and + = , . @ _ -.", pattern: "^[A-Za-z0-9_+=,.@-]{1,64}$"
    ) {
        (1...64).contains($0.utf8.count) && $0.utf8.allSatisfy(isIAMNameByte)
    }
    static let group = NameRule(
        "an IAM group name", advice: "It has 1 to 128 letters, digits and + = , . @ _ -.", pattern: "^[A-Za-z0-9_+=,.@-]{1,128}$"
    ) {
        (1...128).contains($0.utf8.count) && $0.utf8.allSatisfy(isIAMNameByte)
    }
    static let person = NameRule(
        "a person's name", advice: "It has 1 to 64 letters, digits and + = , . @ _ -, a letter or digit first.",
        pattern: "^[A-Za-z0-9][A-Za-z0-9_+=,.@-]{0,63}$"
    ) {
        (1...64).contains($0.utf8.count) && $0.utf8.allSatisfy(isIAMNameByte) && $0.utf8.first.map(isLetterOrDigit) == true
    }
    private static func plain(_ noun: String) -> NameRule {
        NameRule(noun, advice: "It has 1 to 64 letters, digits and . _ -, a letter or digit first.", pattern: "^\(plainPattern)$") {
            isPlainName($0)
        }
    }
    private static let plainPattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
    static let team = plain("a team's name")
    static let account = plain("an account's name")
    static let channel = plain("a channel's name")
    static let entitlement = plain("an entitlement's name")
    static let reference = NameRule(
        "an entitlement", advice: "Write the name of its file below policies/access/, with @account for only one of its accounts.",
        pattern: "^\(plainPattern)(@\(plainPattern))?$"
    ) { text in
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { isPlainName($0) }
    }
    /// What stands in a tag, of ASCII; of the rest, letters and digits are allowed, which not every regular expression can say.
    static let tagCharacters = ##"[^\u0000-\u001f!"#$%&'()*,;<>?\[\]\\^`{|}~\u007f-\u009f]"##
    static let tagKey = NameRule(
        "a tag's key", advice: "It has 1 to 128 letters, digits, spaces and _ . : / = + - @, and doesn't begin with aws:.",
        pattern: "^(?![Aa][Ww][Ss]:)\(tagCharacters){1,128}$"
    ) {
        (1...128).contains($0.unicodeScalars.count) && $0.unicodeScalars.allSatisfy(isTagCharacter) && !$0.lowercased().hasPrefix("aws:")
    }
    static let tagValue = NameRule(
        "a tag's value", advice: "It has at most 256 letters, digits, spaces and _ . : / = + - @.", pattern: "^\(tagCharacters){0,256}$"
    ) {
        $0.unicodeScalars.count <= 256 && $0.unicodeScalars.allSatisfy(isTagCharacter)
    }
    private static let hostLabel = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    /// Addresses as forms take them, without RFC 5322's comments and quotes.
    static let mail = NameRule(
        "a mail address", advice: "Write it as name@example.com.",
        pattern: "^(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@\(hostLabel)(\\.\(hostLabel))*$"
    ) { text in
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
