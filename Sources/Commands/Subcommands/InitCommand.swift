import AccessCore
import AccessRequests
import ArgumentParser
import Git
import Reports
import TimeZones

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write the files of a new access repository.",
        discussion: """
            Policies, a sample request with an account in a file to try it on, code owners, a template for pull requests, \
            workflows, a README that says how to go on. What is there already is left alone. Nothing is committed.

            Exit codes: 0 written; 1 the folder can't be written.
            """
    )

    @Argument(help: ArgumentHelp("The folder; made if it isn't there. (default: the one you stand in)", valueName: "dir"))
    var folder: String?

    @Option(
        name: .customLong("forge"),
        help: ArgumentHelp("What the forge runs, github, gitlab or gitea; may be repeated. (default: github and gitlab)"))
    var forges: [ForgeKind] = []

    @Option(
        help: ArgumentHelp(
            "The repository's identity, owner/name. (default: told from the remote origin, or example/access)", valueName: "name"))
    var identity: String?

    @Option(help: ArgumentHelp("The time zone in which times are read and shown.", valueName: "name"))
    var timezone = "UTC"

    @Option(
        help: ArgumentHelp("Pretend that it is this time (RFC 3339): the sample request stands in its month's folder.", valueName: "time"))
    var now: String?

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    func run() async throws {
        try await Attended.run(Console(isQuiet: quiet, isVerbose: false)) { console in
            let place = folder ?? FileManager.default.currentDirectoryPath
            do { _ = try TimeZoneRules(named: timezone) } catch {
                throw CommandFailure.usage("--timezone: \(error)", advice: "Write it like Asia/Tokyo or UTC.")
            }
            guard let instant = now.map({ Timestamp($0) }) ?? SystemClock().now() else {
                throw CommandFailure.usage("--now: '\(now ?? "")' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
            }
            let name = try identity ?? remoteName(place) ?? "example/access"
            let scaffold = Scaffold(
                forges: forges.isEmpty ? [.github, .gitlab] : forges, repository: name, timezone: timezone,
                month: String(instant.description.prefix(7)).replacing("-", with: "/"))
            try expectMistakeless(scaffold)
            do { try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true) } catch {
                throw CommandFailure("the folder \(place) can't be made", advice: "Name one that can be written.")
            }
            for file in scaffold.files {
                let target = WorkTreeFile(file.path, under: place)
                guard !target.isThere else {
                    console.tell("\(file.path): is there already, left alone")
                    continue
                }
                try target.create(Array(file.text.utf8))
                console.tell("\(file.path): written")
            }
            console.tell("\(folder.map { $0 + "/" } ?? "")README.md says how to go on; daypass check says what is wrong")
        }
    }

    /// The path of the remote `origin` on its host, if that can be an identity.
    private func remoteName(_ place: String) throws -> String? {
        guard let found = try? Repository.enclosing(place), let repository = try? Repository.open(at: found),
            let address = try? repository.address(ofRemote: "origin")
        else { return nil }
        return ForgeAddress.repositoryPath(ofRemote: address)
    }

    /// What was given as an option is a name in a file, and nothing else.
    private func expectMistakeless(_ scaffold: Scaffold) throws {
        let files = scaffold.files.filter { $0.path.hasPrefix("policies/") }.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) }
        guard PolicyDecoder().decode(files, tree: TreeID("")).value?.settings.repository == scaffold.repository else {
            throw CommandFailure.usage(
                "--identity: '\(scaffold.repository.printable)' is not a repository's identity", advice: "Write it as owner/name.")
        }
    }
}
