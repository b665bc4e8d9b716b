import AccessCore
import AccessRequests
import ArgumentParser
import Reports

struct ExtendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Ask for more time: propose a later end of a request.",
        discussion: """
            Writes a later end into the request's file on a branch of its own; comments and layout stay. That is new content, \
            which needs approval like a new request; until then the old window stands. What has ended can't be extended.

            Exit codes: 0 written; 1 there is no such request, policies speak against it, or it can't be written.
            """
    )

    @Argument(help: ArgumentHelp("The request: its path, its id, or the last part of it.", valueName: "request"))
    var request: String

    @Option(help: ArgumentHelp("The new end: 2026-11-23 04:00 in the settings' time zone, or RFC 3339.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("How much longer: 90m, 2h.", valueName: "duration"))
    var by: String?

    @OptionGroup var options: ProposalOptions

    func validate() throws {
        guard (until == nil) != (by == nil) else { throw ValidationError("Give --until or --by.") }
    }

    func run() async throws {
        try await Attended.run(options.console) { console in
            let environment = Environment.process
            let clone = try Clone(options.clone, environment, console)
            let file = try clone.request(request)
            let edit = try clone.edit(file, console)
            let bytes = try clone.edited(console) { () throws in
                switch (try until.map { try clone.time($0, option: "--until") }, try by.map { try clone.span($0, option: "--by") }) {
                case (let instant?, _):
                    if case .at(let end) = edit.request.end, instant <= end { throw Self.notLater(end, clone) }
                    return try edit.ending(at: instant)
                case (nil, let more):
                    switch edit.request.end {
                    case .at(let end): return try edit.ending(at: end.advanced(by: more ?? .zero))
                    case .after(let span): return try edit.lasting(span + (more ?? .zero))
                    }
                }
            }
            let changed = SourceFile(path: file.path, bytes: bytes)
            let (request, diagnostics) = clone.mistakes(in: changed)
            Clone.tell(diagnostics.filter { $0.severity == .error }, console, time: clone.time)
            guard let request, !diagnostics.contains(where: { $0.severity == .error }) else { throw Ending.problems }
            let words =
                switch request.end {
                case .at(let end): "until \(clone.time.full(end))"
                case .after(let span): "for \(span.inWords)"
                }
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(".yaml".count)) } ?? ""
            try clone.propose(
                file, bytes, slug: RequestDraft.slug(of: "extend-\(name)"), subject: "Extend \(name)", saying: "lasts \(words)", options,
                environment, console)
        }
    }

    private static func notLater(_ end: Timestamp, _ clone: Clone) -> CommandFailure {
        CommandFailure(
            "it ends at \(clone.time.full(end)) already", advice: "Give a later time; daypass end --at moves the end up.")
    }
}
