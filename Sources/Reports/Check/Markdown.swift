/// Foreign text in GitHub's and GitLab's Markdown.
///
/// It stands in code spans and fenced blocks and nowhere else: there is no markup, no HTML, no link and no mention in them
/// (CommonMark 0.31, 6.1 "Code spans" and 4.5 "Fenced code blocks"; a backslash wouldn't do, since forges look for `@name`
/// and `#1` after the Markdown is read).
enum Markdown {
    /// On one line, whatever is in it. A run of back quotes inside is shorter than those around.
    static func code(_ text: String) -> String {
        let shown = text.printable
        guard !shown.isEmpty else { return "` `" }
        let fence = String(repeating: "`", count: longestRun(in: shown) + 1)
        // One space on both sides is taken away again; a text of spaces only is kept as it is.
        let isBare = !shown.hasPrefix("`") && !shown.hasSuffix("`") && !shown.hasPrefix(" ") && !shown.hasSuffix(" ")
        return isBare ? fence + shown + fence : "\(fence) \(shown) \(fence)"
    }

    /// With its line breaks.
    static func block(_ text: String) -> String {
        // CR and LF together are one character of a string, so lines are parted scalar by scalar.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line).replacing("\t", with: "    ").printable
        }
        let shown = lines.joined(separator: "\n")
        let fence = String(repeating: "`", count: max(3, longestRun(in: shown) + 1))
        return "\(fence)text\n\(shown.hasSuffix("\n") ? String(shown.dropLast()) : shown)\n\(fence)"
    }

    private static func longestRun(in text: String) -> Int {
        var (longest, run) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
