import AccessCore
import ArgumentParser
import Cryptography
import Git
import Reports

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

            With --base only the change since then is looked at, and told: who would get what from when until when, on whose \
            word; who gains and who loses by a change of policies. Requests are judged under the base's policies.

            Exit codes: 0 fine, 1 mistakes found.
            """
    )

    @Argument(help: ArgumentHelp("The folder that holds requests/ and policies/. (default: the work tree you stand in)"))
    var path: String?

    @Option(help: ArgumentHelp("Check the change since this commit or branch, and say what it means.", valueName: "rev"))
    var base: String?

    @Option(help: ArgumentHelp("Check this commit or branch instead of the files on disk.", valueName: "rev"))
    var commit: String?

    @Option(
        help: ArgumentHelp(
            "What IAM holds, as daypass snapshot wrote it: then users, groups and tags are judged too. Not older than a day.",
            valueName: "file"))
    var snapshot: String?

    @Option(
        help: ArgumentHelp(
            "Pretend that it is this time (RFC 3339): with --base, a request whose end has passed is a mistake.", valueName: "time"))
    var now: String?

    @OptionGroup var output: CheckOutputOptions

    func run() async throws {
        try await Attended.run(output.console) { console in
            let limit = try output.limit()
            let now = try instant()
            let known = try snapshot.map(SnapshotFile.read)
            let place = try CheckedPlace(path, isCommit: commit != nil)
            let (report, timezone) = try base.map { try change(since: $0, place, known, at: now) } ?? whole(place, known, at: now)
            try tell(report, time: TimeFormat(now: now, zone: timezone), limit: limit, console)
            if report.mistakes > 0 { throw Ending.problems }
        }
    }

    private func whole(_ place: CheckedPlace, _ known: DirectorySnapshot?, at now: Timestamp) throws -> (CheckReport, timezone: String?) {
        let files =
            try commit.map { try CheckedFiles(try place.repository(), at: Revision.commit($0, in: try place.repository())) }
            ?? CheckedFiles(folder: place.folder)
        let checking = Checking(files, snapshot: known, at: now)
        let report = CheckReport(
            source: files.source, requests: checking.requestCount, policies: checking.policyCount, diagnostics: checking.diagnostics,
            snapshotTaken: checking.snapshotTaken)
        return (report, checking.timezone)
    }

    private func change(
        since base: String, _ place: CheckedPlace, _ known: DirectorySnapshot?, at now: Timestamp
    ) throws -> (CheckReport, timezone: String?) {
        let repository = try place.repository()
        let begin = try Revision.commit(base, in: repository)
        // Spelled out: Swift 6.3 loses a failure that is thrown behind `??` here, and goes on with what isn't there.
        let side: CheckedChange.Side
        if let commit {
            side = .commit(try Revision.commit(commit, in: repository))
        } else {
            side = .folder(try place.top(), head: try? repository.reference("HEAD"))
        }
        let change = try CheckedChange(repository, since: begin, of: side)
        let checking = try ChangeChecking(
            change, try ChangeChecking.Policies(change, base: begin, of: side, in: repository), snapshot: known, at: now)
        let report = CheckReport(
            repository: checking.repository, source: change.source, since: CommitID(change.since.hex),
            requests: change.requests.count, policies: checking.policyCount, diagnostics: checking.diagnostics,
            meaning: checking.meaning, snapshotTaken: checking.meaning.snapshotTaken)
        return (report, checking.timezone)
    }

    private func tell(_ report: CheckReport, time: TimeFormat, limit: Int, _ console: Console) throws {
        func digest(_ text: String) -> String { SHA256.hash(Array(text.utf8)).hex }
        switch output.format {
        case .text:
            let text = DiagnosticText(palette: Palette(isColoured: Console.hasColour(2)), time: time, width: Console.width(2))
            console.warn(report.diagnostics.map(text.full).joined(separator: "\n"))
            guard !output.quiet else { return }
            // What comes next stands beside it only where both streams come together.
            if !report.diagnostics.isEmpty, Console.isTerminal(2) { console.warn("\n") }
            console.print(CheckText(time: time, palette: Palette(isColoured: Console.hasColour(1)), width: Console.width(1)).render(report))
        case .json: console.print(try JSONText.of(CheckDocument(report)))
        case .github: console.print(GitHubCommands.render(report))
        case .gitlab: console.print(try JSONText.of(CodeQuality(report, digest: digest)))
        case .sarif: console.print(try JSONText.of(SARIF(report, version: Version.text, digest: digest)))
        case .markdown: console.print(CheckMarkdown(time: time, limit: limit).render(report))
        }
    }

    private func instant() throws -> Timestamp {
        guard let now else { return SystemClock().now() }
        guard let time = Timestamp(now) else {
            throw CommandFailure.usage("--now: '\(now)' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
        }
        return time
    }
}
