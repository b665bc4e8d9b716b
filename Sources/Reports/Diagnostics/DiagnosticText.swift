package import AccessCore

/// Mistakes, warnings and notes, for people.
package struct DiagnosticText: Sendable {
    let palette: Palette
    private let time: TimeFormat?
    private let paragraph: Paragraph

    /// - Parameters:
    ///   - time: how instants are told; nil: in UTC, as messages have them.
    ///   - width: cells of a line of the terminal; nil: lines aren't broken.
    package init(palette: Palette = .plain, time: TimeFormat? = nil, width: Int? = nil) {
        (self.palette, self.time, paragraph) = (palette, time, Paragraph(width: width))
    }

    private func told(_ words: String) -> String { time?.localized(words) ?? words }

    /// The message, the line it is about with a mark below it, and what to do. Ends with a line break.
    package func full(_ diagnostic: Diagnostic) -> String {
        var text = head(diagnostic) + "\n"
        if let place = diagnostic.place, let line = place.line, let content = place.excerpt {
            let excerpt = Excerpt(content, column: place.column, end: place.endColumn)
            let number = String(line)
            text += "  \(number) | \(excerpt.text)\n"
            if let mark = excerpt.mark {
                let edge = String(repeating: " ", count: number.utf8.count)
                let spaces = mark.prefix { $0 == " " }
                text += "  \(edge) | \(spaces)\(palette.paint(String(mark.dropFirst(spaces.count)), diagnostic.severity.colour))\n"
            }
        }
        if let advice = diagnostic.advice {
            let line: Line = "\(told(advice))"
            text += paragraph.lines(line.text, after: "  ", cells: 2, indent: 2) + "\n"
        }
        return text
    }

    /// One line, for the log of a CI job; with the advice where there is no file to look into, or where looking into it doesn't tell.
    package func compact(_ diagnostic: Diagnostic) -> String {
        guard diagnostic.place == nil || diagnostic.code.hasPrefix("DP2"), let advice = diagnostic.advice else { return head(diagnostic) }
        let line: Line = " \(advice)"
        return head(diagnostic) + line.text
    }

    /// All of them, each once, in order, and what they come to. Empty if there are none; else ends with a line break.
    package func report(_ diagnostics: [Diagnostic], compact isCompact: Bool = false) -> String {
        let all = Diagnostic.sorted(diagnostics)
        guard !all.isEmpty else { return "" }
        let lines = isCompact ? all.map { compact($0) + "\n" }.joined() : all.map(full).joined(separator: "\n") + "\n"
        return lines + Self.summary(all) + "\n"
    }

    /// `2 mistakes in 1 file, 1 warning.`
    package static func summary(_ diagnostics: [Diagnostic]) -> String {
        let all = Diagnostic.sorted(diagnostics)
        let errors = all.filter { $0.severity == .error }
        let files = Set(errors.compactMap { $0.place?.path }).count
        let warnings = all.count { $0.severity == .warning }
        let notes = all.count { $0.severity == .note }
        var parts: [Line] = []
        let placed = errors.count { $0.place != nil }
        if placed > 0 { parts.append("\(placed.of("mistake")) in \(files.of("file"))") }
        if errors.count > placed { parts.append((errors.count - placed).of("problem")) }
        if warnings > 0 { parts.append(warnings.of("warning")) }
        if notes > 0 { parts.append(notes.of("note")) }
        let line: Line = parts.isEmpty ? "No mistakes." : "\(Line.list(parts))."
        return line.text
    }

    private func head(_ diagnostic: Diagnostic) -> String {
        var place: Line = ""
        if let at = diagnostic.place {
            place = "\(at.path):"
            if let line = at.line { place = "\(place)\(line):" }
            if at.line != nil, let column = at.column { place = "\(place)\(column):" }
            place = "\(place) "
        }
        let message: Line = "\(told(diagnostic.message)) [\(diagnostic.code)]"
        let severity = diagnostic.severity.rawValue + ":"
        let lead = place.text + palette.paint(severity, diagnostic.severity.colour) + " "
        return paragraph.lines(message.text, after: lead, cells: place.cells + severity.cells + 1, indent: 4)
    }
}

extension Diagnostic.Severity {
    var colour: Palette.Colour {
        switch self {
        case .note: .cyan
        case .warning: .yellow
        case .error: .strongRed
        }
    }
}
