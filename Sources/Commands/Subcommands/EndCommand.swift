import AccessCore
import AccessRequests
import ArgumentParser
import Git
import Reports

struct EndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End access early: propose that a request goes, or ends now.",
        discussion: """
            Takes the request's file away on a branch of its own, or with --at moves its end up: only the end is written anew, \
            comments and layout stay. Neither needs approval, since it only takes access away. What was taken away is final.

            Exit codes: 0 written; 1 there is no such request, or it can't be written.
            """
    )

    @Argument(help: ArgumentHelp("The request: its path, its id, or the last part of it.", valueName: "request"))
    var request: String

    @Option(help: ArgumentHelp("Move the end to this time instead: a time, or now.", valueName: "time"))
    var at: String?

    @OptionGroup var options: ProposalOptions

    func run() async throws {
        try await Attended.run(options.console) { console in
            let environment = Environment.process
            let clone = try Clone(options.clone, environment, console)
            let file = try clone.request(request)
            let name = file.path.split(separator: "/").last.map { String($0.dropLast(".yaml".count)) } ?? ""
            let slug = RequestDraft.slug(of: "end-\(name)")
            guard let at else {
                if options.dryRun { return console.print("\(file.path) goes") }
                console.tell("\(file.path) goes: what it gave ends at the first run after the merge")
                guard !options.noCommit else { return try WorkTreeFile(file.path, in: clone.repository).remove(file.bytes) }
                let proposal = Proposal(path: file.path, bytes: nil, slug: slug, subject: "End \(name)")
                return try proposal.commit(in: clone, options, environment, console)
            }
            let instant = try at == "now" ? clone.now : clone.time(at, option: "--at")
            let edit = try clone.edit(file, console)
            if case .at(let end) = edit.request.end, instant >= end {
                throw CommandFailure(
                    "it ends at \(clone.time.full(end)), which isn't later",
                    advice: "Give an earlier time; daypass extend moves the end back.")
            }
            if let start = edit.request.start, instant <= start {
                throw CommandFailure(
                    "it starts at \(clone.time.full(start)), so nothing would be left of it",
                    advice: "Leave --at out: the request then goes.")
            }
            let bytes = try clone.edited(console) { () throws(RequestEdit.Failure) in try edit.ending(at: instant) }
            try clone.propose(
                file, bytes, slug: slug, subject: "End \(name) at \(instant)", saying: "ends \(clone.time.full(instant))", options,
                environment,
                console)
        }
    }
}
