/// Text that a service, or what answered in its place, sent: made fit for a message to people.
enum ServiceText {
    /// Characters of a service's explanation that are kept; IAM's name an action, a principal and a resource.
    static let longestMessage = 400
    /// Characters of an unexpected body that are shown.
    static let longestExcerpt = 80

    /// One line without control characters and without what is secret of `credentials`.
    static func message(_ text: String, hiding credentials: Credentials?) -> String {
        line(hidden(text, credentials), longest: longestMessage)
    }

    /// How a body begins.
    static func excerpt(_ body: [UInt8], hiding credentials: Credentials?) -> String {
        line(hidden(String(decoding: body, as: UTF8.self), credentials), longest: longestExcerpt)
    }

    private static func hidden(_ text: String, _ credentials: Credentials?) -> String {
        var text = text
        for secret in [credentials?.secretAccessKey, credentials?.sessionToken] {
            guard let secret, !secret.isEmpty else { continue }
            while let range = text.firstRange(of: secret) { text.replaceSubrange(range, with: "…") }
        }
        return text
    }

    private static func line(_ text: String, longest: Int) -> String {
        var line = ""
        var count = 0
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            let isPrintable: Bool =
                switch scalar.properties.generalCategory {
                case .control, .format, .surrogate, .privateUse, .unassigned: false
                default: true
                }
            guard isPrintable, !isSpace else {
                pendingSpace = !line.isEmpty
                continue
            }
            if count + (pendingSpace ? 2 : 1) > longest - 1 { return line + "…" }
            if pendingSpace { line += " " }
            line.unicodeScalars.append(scalar)
            count += pendingSpace ? 2 : 1
            pendingSpace = false
        }
        return line
    }
}
