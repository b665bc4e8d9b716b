/// A text between double quotes, as JSON and YAML both read it.
///
/// - Parameters:
///   - isNumbered: characters that are written by their number; tabs and line breaks have marks of their own.
///   - number: what begins a number after the backslash, and its hexadecimal digits.
func doubleQuoted(
    _ text: String, numbered isNumbered: (Unicode.Scalar) -> Bool, as number: (mark: String, digits: Int)
) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case _ where isNumbered(scalar):
            let digits = String(scalar.value, radix: 16)
            result += "\\" + number.mark + String(repeating: "0", count: number.digits - digits.utf8.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
