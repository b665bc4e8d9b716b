import AccessCore

/// Text of others in a message of ours: on one line, all of it to be seen, cut to a bound.
struct PlainWords: CustomStringConvertible {
    let description: String

    /// - Parameter limit: characters; a title or a server's sentence fits.
    init(_ text: String, limit: Int = 200) {
        var words = ""
        var isBlank = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isBlank = !words.isEmpty
            } else if !scalar.isUnseen {
                if isBlank { words += " " }
                isBlank = false
                words.unicodeScalars.append(scalar)
            }
        }
        description = words.count > limit ? words.prefix(limit) + "…" : words
    }
}
