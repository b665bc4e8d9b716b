import ArgumentParser

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a command's help says, as data: what swift-argument-parser prints for `--experimental-dump-help` (its `ToolInfo`, version 0).
struct CommandHelp: Decodable {
    var commandName: String
    var superCommands: [String]?
    var shouldDisplay: Bool
    var abstract: String?
    var discussion: String?
    var subcommands: [CommandHelp]?
    var arguments: [Argument]?

    struct Argument: Decodable {
        enum Kind: String, Decodable { case positional, option, flag }

        struct Name: Decodable {
            enum Kind: String, Decodable { case long, short, longWithSingleDash }

            var kind: Kind
            var name: String

            var text: String { (kind == .long ? "--" : "-") + name }
        }

        var kind: Kind
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var abstract: String?
    }

    private struct Tool: Decodable { var command: CommandHelp }

    /// The command with all of its subcommands.
    static func whole() throws -> CommandHelp {
        try JSONDecoder().decode(Tool.self, from: Data(Daypass._dumpHelp().utf8)).command
    }

    /// `daypass audit show`
    var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// Those that are shown; `help` is everywhere the same.
    var shown: [CommandHelp] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

    /// Arguments that are shown, but for `--help` and `--version`, which every command has.
    var own: [Argument] {
        (arguments ?? []).filter { argument in
            argument.shouldDisplay && !(argument.names ?? []).contains { $0.text == "--help" || $0.text == "--version" }
        }
    }
}
