/// The manual page in section 1, in man(7)'s macros: every command with its options, from the same text as `--help`.
struct ManualPage {
    let command: CommandHelp
    let version: String

    var text: String {
        var lines = [
            ".TH DAYPASS 1 \"\" \"daypass \(Self.escaped(version))\" \"User Commands\"", ".SH NAME",
            "daypass \\- \(Self.escaped(Self.firstSmall(command.abstract ?? "")))", ".SH SYNOPSIS", ".B daypass", ".I command",
            "[options]", ".SH DESCRIPTION",
        ]
        lines += Self.paragraphs(command.discussion ?? "")
        lines.append(".SH COMMANDS")
        for leaf in leaves(of: command) { lines += section(leaf) }
        lines += [
            ".SH EXIT STATUS",
            "Each command's stand with it. A usage mistake exits with 64; SIGINT and SIGTERM end a run between two actions, with 130",
            "and 143.", ".SH SEE ALSO", ".BR git (1),", ".BR ssh-keygen (1)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func leaves(of command: CommandHelp) -> [CommandHelp] {
        command.shown.flatMap { $0.shown.isEmpty ? [$0] : leaves(of: $0) }
    }

    private func section(_ command: CommandHelp) -> [String] {
        var lines = [".SS \"\(Self.escaped(command.path)) \(Self.escaped(usage(command)))\""]
        lines += Self.paragraphs([command.abstract, command.discussion].compactMap(\.self).joined(separator: "\n\n"))
        for argument in command.own {
            let value = argument.kind == .flag ? "" : " \\fI\(Self.escaped(argument.valueName ?? "value"))\\fR"
            let names = (argument.names ?? []).map { "\\fB\(Self.escaped($0.text))\\fR" }.joined(separator: ", ")
            lines += [".TP", (names + value).drop { $0 == " " }.description, Self.line(argument.abstract ?? "")]
        }
        return lines
    }

    /// `[<path>]`, and that there are options.
    private func usage(_ command: CommandHelp) -> String {
        let positionals = command.own.filter { $0.kind == .positional }.map { argument in
            let name = (argument.valueName ?? "value") + (argument.isRepeating ? " ..." : "")
            return argument.isOptional ? "[\(name)]" : name
        }
        return (positionals + (command.own.contains { $0.kind != .positional } ? ["[options]"] : [])).joined(separator: " ")
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.allSatisfy { $0 == " " } ? ".PP" : line(String($0)) }
    }

    /// A line of text that roff takes for nothing else.
    private static func line(_ text: String) -> String {
        let escaped = escaped(text.split(separator: "\n").joined(separator: " ").drop { $0 == " " }.description)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// groff_char(7): a backslash begins an escape, and hyphens and accents are to stay what is typed.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "\"": result += "\\(dq"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            case "…": result += "..."
            default: result.append(character)
            }
        }
        return result
    }

    private static func firstSmall(_ text: String) -> String {
        let words = text.hasSuffix(".") ? text.dropLast() : text[...]
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
