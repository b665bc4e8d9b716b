import AccessCore

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

/// Whether a character can't be seen, or moves others about.
func isUnseen(_ scalar: Unicode.Scalar) -> Bool { scalar.isUnseen }

/// `first, second and 12 more`
func listed(_ names: some Sequence<String>, most: Int = 12) -> String {
    let all = Array(names)
    guard all.count > most else { return all.joined(separator: ", ") }
    return all.prefix(most).joined(separator: ", ") + " and \(all.count - most) more"
}
