/// A text from a file inside a message: in quotes, without what a terminal would obey, and not longer than a line takes.
func quoted(_ text: String) -> String { "'\(shown(text))'" }

func shown(_ text: String) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
        if index == InputLimits.quoted { return result + "…" }
        if isUnseen(scalar) { result += codePoint(scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result
}

/// `U+202E`
func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

/// Whether a character shows nothing, or makes others stand elsewhere than they are (Unicode Technical Report 36,
/// "Bidirectional text spoofing"; CVE-2021-42574; Unicode's property Default_Ignorable_Code_Point). The joiners U+200C and U+200D
/// and the selectors U+FE00 to U+FE0F stay: some scripts and emoji need them.
func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x1F, 0x7F...0x9F: true
    case 0x200C, 0x200D: false
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164:
        true
    case 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
    default: false
    }
}

/// `first, second and 12 more`
func listed(_ names: some Sequence<String>, most: Int = 12) -> String {
    let all = Array(names)
    guard all.count > most else { return all.joined(separator: ", ") }
    return all.prefix(most).joined(separator: ", ") + " and \(all.count - most) more"
}
