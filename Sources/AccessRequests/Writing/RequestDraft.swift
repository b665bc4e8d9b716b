/// What somebody asks for, on its way into a file. Nothing in it is checked: the file that it makes is, by the decoder.
package struct RequestDraft: Sendable {
    package var title: String?
    package var user = ""
    /// `name` or `name@account`.
    package var access: [String] = []
    /// A time as people write it; nil: as soon as accepted.
    package var start: String?
    package var end: String?
    /// Instead of an end.
    package var duration: String?
    package var reason = ""
    package var ticket: String?
    package var plan: String?
    package var rollback: String?
    /// Asks by the entitlement's way for emergencies.
    package var isEmergency = false

    package init() {}

    /// The file, with a line end after it.
    package var yaml: String {
        var lines = ["version: 1"]
        func line(_ key: String, _ text: String?, isBlock: Bool = false) {
            guard let text else { return }
            // What is empty is told as missing in its place.
            lines.append("\(key): " + (text.isEmpty ? "\"\"" : isBlock ? YAMLText.block(text) : YAMLText.scalar(text)))
        }
        line("title", title)
        line("user", user)
        lines.append("access: [" + access.map(YAMLText.scalar).joined(separator: ", ") + "]")
        line("start", start)
        line("end", end)
        line("duration", duration)
        line("reason", reason, isBlock: true)
        line("ticket", ticket)
        line("plan", plan, isBlock: true)
        line("rollback", rollback, isBlock: true)
        if isEmergency { lines.append("emergency: true") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What it is about in a few words fit for a file's and a branch's name; never empty.
    package var slug: String { Self.slug(of: title ?? reason) }

    /// Small letters and digits with single hyphens between them, at most 40; `request` if nothing is left.
    package static func slug(of text: String) -> String {
        var slug = ""
        for byte in text.prefix(while: { $0 != "\n" }).utf8 {
            if isLetterOrDigit(byte) {
                slug.unicodeScalars.append(UnicodeScalar((0x41...0x5A).contains(byte) ? byte | 0x20 : byte))
            } else if !slug.isEmpty, !slug.hasSuffix("-") {
                slug += "-"
            }
            if slug.utf8.count == 40 { break }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug.isEmpty ? "request" : slug
    }
}
