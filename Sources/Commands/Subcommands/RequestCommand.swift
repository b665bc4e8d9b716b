import AccessCore
import AccessRequests
import ArgumentParser
import Git
import Reports
import TimeZones

struct RequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Write a request for access, on a branch of its own.",
        discussion: """
            Writes requests/<year>/<month>/<name>.yaml, checks it as daypass check does, and commits it on a new branch built on \
            the source branch as last fetched. Work tree and index are left alone, whatever state they are in. Then push the \
            branch and open a pull request: the address to do so is printed.

            What is missing is asked for on a terminal. Without one, everything needed has to be given: --access, --reason, and \
            --end or --duration. Without --user it is for the person of people.yaml whose mail address git commits with.

            Exit codes: 0 written; 1 it has mistakes, or can't be written.
            """
    )

    @Argument(help: ArgumentHelp("Entitlements to ask for: names, or name@account.", valueName: "entitlement"))
    var entitlements: [String] = []

    @Option(help: ArgumentHelp("An entitlement to ask for; may be repeated.", valueName: "name"))
    var access: [String] = []

    @Option(name: [.long, .customLong("for")], help: ArgumentHelp("The IAM user who is to get it.", valueName: "name"))
    var user: String?

    @Option(help: ArgumentHelp("When it begins. (default: as soon as accepted)", valueName: "time"))
    var start: String?

    @Option(help: ArgumentHelp("When it ends: 2026-11-23 02:00 in the settings' time zone, or RFC 3339.", valueName: "time"))
    var end: String?

    @Option(help: ArgumentHelp("How long it lasts, instead of an end: 90m, 4h, 2d.", valueName: "duration"))
    var duration: String?

    @Option(help: ArgumentHelp("Why it is needed.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("What it is about, in a line. (default: the reason's first line)", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("The ticket that it belongs to.", valueName: "text"))
    var ticket: String?

    @Option(help: ArgumentHelp("What will be done.", valueName: "text"))
    var plan: String?

    @Option(help: ArgumentHelp("How to get back.", valueName: "text"))
    var rollback: String?

    @Option(help: ArgumentHelp("The file's name below requests/<year>/<month>/. (default: made from title or reason)", valueName: "name"))
    var name: String?

    @Flag(help: "Ask by the entitlement's way for emergencies, which is reviewed afterwards.")
    var emergency = false

    @Flag(help: "List what the user may ask for, and write nothing.")
    var list = false

    @OptionGroup var options: ProposalOptions

    func run() async throws {
        try await Attended.run(options.console) { console in
            let environment = Environment.process
            let clone = try Clone(options.clone, environment, console)
            var draft = try draft(in: clone, environment)
            if list { return try showList(draft, clone, console) }
            try complete(&draft, clone, console)
            let file = SourceFile(path: try path(of: draft, in: clone), bytes: Array(draft.yaml.utf8))
            let (request, diagnostics) = clone.mistakes(in: file)
            Clone.tell(options.quiet ? diagnostics.filter { $0.severity == .error } : diagnostics, console, time: clone.time)
            if diagnostics.contains(where: { $0.severity == .error }) { throw Ending.problems }
            guard let request else { throw Ending.problems }
            if options.dryRun { return console.print(draft.yaml) }
            console.tell("\(file.path): \(sentence(request, clone))")
            if let overlaps = try clone.overlaps(of: request, at: file.path) { console.tell(overlaps) }
            guard !options.noCommit else { return try WorkTreeFile(file.path, in: clone.repository).create(file.bytes) }
            let proposal = Proposal(
                path: file.path, bytes: file.bytes, slug: RequestDraft.slug(of: name ?? draft.slug),
                subject: "Ask for \(draft.access.joined(separator: ", ")) for \(draft.user)")
            try proposal.commit(in: clone, options, environment, console)
        }
    }

    /// What the options say, and who asks.
    private func draft(in clone: Clone, _ environment: Environment) throws -> RequestDraft {
        var draft = RequestDraft()
        draft.access = entitlements + access
        draft.user = try user ?? own(in: clone, environment)?.text ?? ""
        (draft.start, draft.end, draft.duration) = (start, end, duration)
        (draft.reason, draft.title, draft.ticket) = (reason ?? "", title, ticket)
        (draft.plan, draft.rollback, draft.isEmergency) = (plan, rollback, emergency)
        return draft
    }

    /// The IAM user of the person whose mail address git commits with, if it is the same in every account.
    private func own(in clone: Clone, _ environment: Environment) throws -> UserName? {
        guard let identity = try clone.repository.identity(as: .author, environment: environment.variables) else { return nil }
        let people = clone.policies.people.people.values.filter { $0.mail?.lowercased() == identity.mail.lowercased() }
        guard people.count == 1, let person = people.first else { return nil }
        switch person.iam {
        case .everywhere(let user): return user
        case .perAccount(let users): return Set(users.values).count == 1 ? users.values.first : nil
        }
    }

    private func showList(_ draft: RequestDraft, _ clone: Clone, _ console: Console) throws {
        guard !draft.user.isEmpty else { throw Self.noUser }
        let list = EligibleList(UserName(draft.user), in: clone.policies)
        guard !list.isEmpty else {
            console.tell("there is nothing that \(draft.user.printable) may ask for: policies/access/ says who may, under 'eligible'")
            return
        }
        console.print(list.lines.map(\.printable).joined(separator: "\n"))
    }

    /// Asks for what is missing, on a terminal; elsewhere all of it is told at once.
    private func complete(_ draft: inout RequestDraft, _ clone: Clone, _ console: Console) throws {
        if Dialogue.isPossible { return try Dialogue(clone: clone, console: console).complete(&draft) }
        guard !draft.user.isEmpty else { throw Self.noUser }
        var missing: [String] = []
        if draft.access.isEmpty { missing.append("--access") }
        if draft.end == nil, draft.duration == nil { missing.append("--end or --duration") }
        if draft.reason.isEmpty { missing.append("--reason") }
        guard missing.isEmpty else {
            let names = EligibleList(UserName(draft.user), in: clone.policies).names
            let choice = names.isEmpty ? "nothing" : names.joined(separator: ", ")
            throw CommandFailure.usage(
                "missing: \(missing.joined(separator: ", "))",
                advice:
                    "Give \(missing.count == 1 ? "it" : "them"), or run this on a terminal. \(draft.user.printable) may ask for: \(choice)."
            )
        }
    }

    private static let noUser = CommandFailure.usage(
        "missing: --user", advice: "Name the IAM user: no person of people.yaml has the mail address that git commits with.")

    /// One that no request has or had: an id is used once and never again.
    private func path(of draft: RequestDraft, in clone: Clone) throws -> String {
        let begin = draft.start.flatMap { clone.instant($0) } ?? clone.now
        let local = clone.timezone.local(at: begin.seconds).description
        let folder = "requests/\(local.prefix(4))/\(local.dropFirst(5).prefix(2))"
        if let name {
            let path = "\(folder)/\(name).yaml"
            guard RequestDecoder.id(ofPath: path) != nil, !name.contains("/") else {
                throw CommandFailure.usage(
                    "--name: '\(name.printable)' can't be a request's name",
                    advice: "Use letters, digits, '.', '_' and '-', a letter or digit first.")
            }
            guard try !clone.wasThere(path) else {
                throw CommandFailure("\(path) is or was a request already", advice: "Choose another name with --name: each is used once.")
            }
            return path
        }
        for number in 1...99 {
            let path = "\(folder)/\(draft.slug)\(number == 1 ? "" : "-\(number)").yaml"
            if try !clone.wasThere(path) { return path }
        }
        throw CommandFailure("there are 99 requests '\(draft.slug)' this month", advice: "Choose another name with --name.")
    }

    /// `member01 asks for prod-read until 23 Nov 02:00 +09:00`
    private func sentence(_ request: AccessRequest, _ clone: Clone) -> String {
        let what = request.access.map(\.description).joined(separator: ", ")
        let from = request.start.map { $0 > clone.now ? " from \(clone.time.full($0))" : "" } ?? ""
        switch request.end {
        case .at(let end): return "\(request.user) asks for \(what)\(from) until \(clone.time.full(end))"
        case .after(let span): return "\(request.user) asks for \(what)\(from) for \(span.inWords)"
        }
    }
}
