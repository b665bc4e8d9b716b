import ArgumentParser

/// For `scripts/install`; not listed, since a person reads `man daypass`.
struct ManualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print the manual page, for man.", shouldDisplay: false)

    func run() async throws {
        Console(isQuiet: false, isVerbose: false).print(ManualPage(command: try CommandHelp.whole(), version: Version.text).text)
    }
}
