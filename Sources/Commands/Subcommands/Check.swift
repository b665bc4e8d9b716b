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

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that can be said of requests and policies without credentials.",
        discussion: """
            Reads requests/ and policies/ and nothing else; nothing of what is checked is executed. Every mistake of every \
            file is named at its place, with what to do about it.

            Exit codes: 0 fine, 1 mistakes found.
            """
    )

    @Argument(help: ArgumentHelp("The folder that holds requests/ and policies/. (default: the work tree you stand in)"))
    var path: String?

    @Option(
        help: ArgumentHelp(
            "Also say what speaks against the change since this commit or branch: requests are judged under its policies.", valueName: "rev"
        ))
    var base: String?

    @Option(help: ArgumentHelp("Check this commit or branch instead of the files on disk.", valueName: "rev"))
    var commit: String?

    @Option(
        help: ArgumentHelp(
            "Pretend that it is this time (RFC 3339): with --base, a request whose end has passed is a mistake.", valueName: "time"))
    var now: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let here = path ?? FileManager.default.currentDirectoryPath
            if let path, commit == nil { try expectFolder(path) }
            let repository = try Repository.enclosing(here).map { try Repository.open(at: $0) }
            let files =
                try commit.map { try CheckedFiles(try existing(repository), at: Revision.commit($0, in: try existing(repository))) }
                ?? CheckedFiles(folder: path ?? workTree(here, repository))
            let before = try base.map { try CheckedFiles(try existing(repository), at: Revision.commit($0, in: try existing(repository))) }
            let checking = Checking(files, since: before, at: try instant())
            let diagnostics = checking.diagnostics
            switch output.format {
            case .json:
                let document = CheckDocument(
                    source: files.source, requests: checking.requestCount, policies: files.policies.count, diagnostics: diagnostics
                )
                console.print(try JSONText.of(document))
            case .text:
                let text = DiagnosticText(palette: Palette(isColoured: Console.hasColour(2)))
                console.warn(Diagnostic.sorted(diagnostics).map(text.full).joined(separator: "\n"))
                if !output.quiet { console.print(checking.summary) }
            }
            if diagnostics.contains(where: { $0.severity == .error }) { throw Ending.problems }
        }
    }

    private func expectFolder(_ path: String) throws {
        let files = FileManager.default
        guard ["policies", "requests"].contains(where: { files.fileExists(atPath: "\(path)/\($0)") }) else {
            throw CommandFailure(
                "\(path) has neither policies/ nor requests/", advice: "Name the folder that holds both: one file can't be checked alone.")
        }
    }

    private func instant() throws -> Timestamp {
        guard let now else { return SystemClock().now() }
        guard let time = Timestamp(now) else {
            throw CommandFailure.usage("--now: '\(now)' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
        }
        return time
    }

    private func existing(_ repository: Repository?) throws -> Repository {
        guard let repository else {
            throw CommandFailure("there is no git repository here", advice: "Stand in one, or leave --commit and --base out.")
        }
        return repository
    }

    /// The folder itself if it has what is checked, else the work tree's top.
    private func workTree(_ here: String, _ repository: Repository?) -> String {
        let files = FileManager.default
        if files.fileExists(atPath: here + "/policies") || files.fileExists(atPath: here + "/requests") { return here }
        guard let repository, repository.path.hasSuffix("/.git/") else { return here }
        return String(repository.path.dropLast("/.git/".count))
    }
}
