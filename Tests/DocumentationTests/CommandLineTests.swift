import Foundation
import TestSupport
import Testing

/// Every command line that a page shows is one that the command takes.
@Suite struct CommandLineTests {
    /// `daypass audit show --user NAME`, found in a page.
    struct Line: CustomStringConvertible {
        var page: String
        var words: [String]
        var description: String { "\(page): daypass \(words.joined(separator: " "))" }
    }

    static let pages: [Page] = Page.all.compactMap { try? Page($0) }

    /// Command lines of a text, up to what ends one in a shell or in prose.
    static func lines(in text: some StringProtocol, of page: String) -> [Line] {
        text.split(separator: "\n").flatMap { line -> [Line] in
            String(line).matches(of: /(?:^|[\s`\/"$(])daypass((?: +[^\s|;&<>()`]+)*)/).map { match in
                Line(
                    page: page, words: match.1.split(separator: " ").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\",.[]")) }
                )
            }
        }
    }

    /// Those of code, between back quotes or in blocks; prose may talk of daypass as it likes.
    static func lines(of page: Page) -> [Line] {
        let quoted = page.text.matches(of: /`(daypass [^`\n]+)`/).flatMap { lines(in: $0.1, of: page.path) }
        let blocks = page.blocks.filter { ["sh", "yaml", ""].contains($0.language) }.flatMap { block in
            block.text.split(separator: "\n").filter { $0.contains("$ daypass ") || block.language == "sh" && !$0.hasPrefix("#") }
                .flatMap { lines(in: $0, of: page.path) }
        }
        return quoted + blocks
    }

    @Test("subcommands and options exist")
    func known() async throws {
        var lines = Self.pages.flatMap(Self.lines(of:))
        for path in [
            ".github/workflows/check.yaml", ".github/workflows/comment.yaml", ".github/workflows/reconcile.yaml",
            "examples/gitlab/.gitlab-ci.yml", "scripts/demo",
        ] {
            let text = try String(contentsOfFile: Page.root + "/" + path, encoding: .utf8)
            let code = text.split(separator: "\n").filter { !$0.drop(while: { $0 == " " }).hasPrefix("#") }
            lines += code.filter { $0.contains("bin/daypass ") || $0.hasPrefix("daypass ") }.flatMap { Self.lines(in: $0, of: path) }
        }
        #expect(lines.count > 60, "command lines are found")
        #expect(
            Set(lines.map(\.page)).isSuperset(of: [
                "README.md", "docs/cli.md", "docs/operations.md", ".github/workflows/reconcile.yaml", "scripts/demo",
            ]))
        var helps: [String: String] = [:]
        for line in lines where !line.words.isEmpty {
            let words = line.words.prefix { !$0.hasPrefix("-") }
            let name = words.first == "audit" ? words.prefix(2).joined(separator: " ") : words.first ?? ""
            // `daypass <command>` stands for any.
            guard !name.hasPrefix("<"), !name.isEmpty else { continue }
            if helps[name] == nil {
                let help = try await Shell.run([Tools.daypass] + name.split(separator: " ").map(String.init) + ["--help"])
                helps[name] = help.code == 0 && help.output.contains("USAGE: daypass \(name)") ? help.output : ""
            }
            let help = helps[name] ?? ""
            #expect(!help.isEmpty, "\(line): there is no such command")
            for option in line.words where option.hasPrefix("--") && option != "--help" {
                let long = option.prefix { $0 != "=" }
                #expect(help.contains(try Regex("(?m)^ +(-., )?\(long)\\b")), "\(line): there is no option \(long)")
            }
        }
    }

    @Test("docs/cli.md has every command, option and variable of the help, and no other")
    func complete() async throws {
        let page = try Page("docs/cli.md")
        let commands = page.rows.map { $0[0] }.filter { $0.hasPrefix("daypass ") }
            .map { $0.dropFirst("daypass ".count).split(separator: " ").filter { $0.first?.isLowercase == true }.joined(separator: " ") }
        let documented = Set(page.text.matches(of: /`(--[a-z-]+)/).map { String($0.1) })
        var options: Set<String> = ["--help"]
        var variables: Set<String> = []
        for group in ["", "audit"] {
            let help = try await Shell.run([Tools.daypass] + group.split(separator: " ").map(String.init) + ["--help"]).output
            let list = help.components(separatedBy: "SUBCOMMANDS:").last ?? ""
            for match in list.matches(of: /(?m)^  ([a-z]+)[ ]/) where match.1 != "audit" {
                let name = group.isEmpty ? String(match.1) : "\(group) \(match.1)"
                #expect(commands.contains(name), "docs/cli.md lacks daypass \(name)")
                let own = try await Shell.run([Tools.daypass] + name.split(separator: " ").map(String.init) + ["--help"]).output
                options.formUnion(own.matches(of: /(?m)^ +(?:-., )?(--[a-z-]+)/).map { String($0.1) })
                variables.formUnion(own.matches(of: /DAYPASS_[A-Z_]+/).map { String($0.0) })
            }
        }
        options.remove("--version")
        #expect(options.subtracting(documented).sorted() == ["--help"].filter { !documented.contains($0) })
        #expect(documented.subtracting(options).sorted() == [])
        for variable in variables.union(["DAYPASS_GIT_TOKEN", "DAYPASS_GIT_USER"]) {
            #expect(page.text.contains("`\(variable)`"), "\(variable)")
        }
    }
}
