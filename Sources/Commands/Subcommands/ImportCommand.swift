import AccessCore
import AccessRequests
import ArgumentParser
import HTTP
import IAMDirectory
import Reconciliation
import Reports
import TimeZones

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn today's members of groups into entitlements, standing members and requests.",
        discussion: """
            Reads an account of the settings and writes, into the folder that holds policies/ and requests/, an entitlement for \
            each group: members whose tag states an end to come get a request until then, members without a tag are standing. \
            It says whom enforcement would remove: members whose tag states an end that has passed, or holds something else. \
            IAM is only read; no file is overwritten. Policies and requests then go in as changes of their own, policies first.

            Exit codes: 0 written; 1 the account can't be read, or what would be written has mistakes.
            """
    )

    @Argument(help: ArgumentHelp("The folder that holds policies/. (default: the one you stand in)", valueName: "dir"))
    var folder: String?

    @Option(help: ArgumentHelp("The account of the settings.", valueName: "name"))
    var account: String

    @Option(name: .customLong("group"), help: ArgumentHelp("An IAM group; may be repeated.", valueName: "name"))
    var groups: [String] = []

    @Option(help: ArgumentHelp("The team one of which approves. (default: the first of approval.policy-owners)", valueName: "team"))
    var approvers: String?

    @Option(name: .customLong("eligible"), help: ArgumentHelp("A team that may ask; may be repeated.", valueName: "team"))
    var teams: [String] = []

    @Flag(help: "Say what would be written, and write nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Pretend that it is this time (RFC 3339); for demos and tests, with local directories and loopback endpoints only.",
            valueName: "time"))
    var now: String?

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    func validate() throws {
        guard !groups.isEmpty else { throw ValidationError("Name at least one group with --group.") }
    }

    func run() async throws {
        try await Attended.run(Console(isQuiet: quiet, isVerbose: false)) { console in
            let place = folder ?? FileManager.default.currentDirectoryPath
            let files = try CheckedFiles(folder: place)
            guard let policies = PolicyDecoder().decode(files.policies, tree: TreeID("")).value, files.refused.isEmpty else {
                throw CommandFailure(
                    "the policies in \(place) have mistakes or are missing", advice: "daypass check says which; daypass init writes some.")
            }
            let now = try instant(policies)
            let adoptions = try await adoptions(policies, now)
            let zone = try? TimeZoneRules(named: policies.settings.timezone)
            let month = String((zone?.local(at: now.seconds).description ?? now.description).prefix(7)).replacing("-", with: "/")
            let drafts = try self.drafts(adoptions, policies, month)
            try check(drafts, files, at: now, console)
            let time = TimeFormat(now: now, zone: policies.settings.timezone)
            for adoption in adoptions { tell(adoption, time, console) }
            for draft in drafts {
                if dryRun {
                    console.print(
                        "\(draft.path):\n"
                            + String(decoding: draft.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map {
                                $0.isEmpty ? "" : "  " + $0
                            }.joined(separator: "\n"))
                } else {
                    try WorkTreeFile(draft.path, under: place).create(draft.bytes)
                    console.tell("\(draft.path): written")
                }
            }
            if !dryRun {
                let hasRequests = drafts.contains { $0.path.hasPrefix("requests/") }
                console.tell(
                    hasRequests
                        ? "commit policies/ first, and requests/ in a change of its own: requests that come with policies are not granted"
                        : "commit policies/ in a change of its own; daypass check --base says what it means")
            }
        }
    }

    private func instant(_ policies: PolicySet) throws -> Timestamp {
        guard let now else { return SystemClock().now() }
        guard let time = Timestamp(now) else {
            throw CommandFailure.usage("--now: '\(now)' is not a time", advice: "Write it as 2026-11-22T22:00:00+09:00.")
        }
        return time
    }

    private func adoptions(_ policies: PolicySet, _ now: Timestamp) async throws -> [Adoption] {
        guard let chosen = policies.settings.accounts[AccountName(account)] else {
            let names = policies.settings.accounts.keys.map(\.text).sorted().joined(separator: ", ")
            throw CommandFailure.usage("--account: there is no account '\(account.printable)'", advice: "The settings have \(names).")
        }
        let environment = Environment.process
        let clock = SystemClock()
        let directories = DirectoryFactory(
            environment: environment.variables, home: environment.home, http: HTTPClient(), now: { clock.now() },
            sessionName: "daypass-import")
        if self.now != nil, !directories.isLocal(chosen) {
            throw CommandFailure.usage(
                "--now is only for local directories and loopback endpoints, and \(account) is neither", advice: "Leave it out.")
        }
        let actual: ActualAccount
        do throws(DirectoryFailure) { actual = try await directories.directory(for: chosen).read() } catch {
            throw CommandFailure("\(account): \(error.message)", advice: "daypass doctor looks at the permissions.")
        }
        return try groups.map { name in
            let group = GroupName(name)
            guard actual.groups.contains(group) else {
                let meant = Suggestion.nearest(to: name, among: actual.groups.map(\.text))
                throw CommandFailure(
                    "there is no group '\(name.printable)' in \(account)",
                    advice: meant.map { "Did you mean '\($0)'?" } ?? "Write its name as IAM has it, capitals included.")
            }
            if let other = policies.entitlements.values.first(where: { $0.group == group && $0.accounts.contains(chosen.name) }) {
                throw CommandFailure("'\(other.name)' gives \(name) already", advice: "Leave that group out: one entitlement a group.")
            }
            return Adoption(of: group, in: chosen.name, as: actual, leases: policies.settings.leases, at: now)
        }
    }

    private func drafts(_ adoptions: [Adoption], _ policies: PolicySet, _ month: String) throws -> [SourceFile] {
        guard let team = approvers.map({ TeamName($0) }) ?? policies.settings.policyOwners.first else {
            throw CommandFailure.usage("missing: --approvers", advice: "Name the team one of which approves requests.")
        }
        var files: [SourceFile] = []
        for adoption in adoptions {
            guard let draft = adoption.entitlement(teams: teams.map { TeamName($0) }, approvers: team) else {
                throw CommandFailure.usage(
                    "nobody would be eligible for \(adoption.group)", advice: "Name a team that may ask with --eligible.")
            }
            files.append(SourceFile(path: "policies/access/\(adoption.name).yaml", bytes: Array(draft.yaml.utf8)))
            files += adoption.requests.map { SourceFile(path: "requests/\(month)/\($0.name).yaml", bytes: Array($0.draft.yaml.utf8)) }
        }
        return files
    }

    /// What would be there afterwards, as `daypass check` sees it; nothing is written over what is there, or with a mistake.
    private func check(_ drafts: [SourceFile], _ files: CheckedFiles, at now: Timestamp, _ console: Console) throws {
        let there = Set((files.policies + files.requests).map(\.path))
        for draft in drafts where there.contains(draft.path) || drafts.count(where: { $0.path == draft.path }) > 1 {
            throw CommandFailure("\(draft.path) is there already, or would be written twice", advice: "Rename it, or leave that group out.")
        }
        let decoded = PolicyDecoder().decode(files.policies + drafts.filter { $0.path.hasPrefix("policies/") }, tree: TreeID(""))
        var diagnostics = decoded.diagnostics
        if let policies = decoded.value, let zone = try? TimeZoneRules(named: policies.settings.timezone) {
            for draft in drafts where draft.path.hasPrefix("requests/") {
                let request = RequestDecoder(timezone: zone).decode(draft)
                diagnostics += request.diagnostics + (request.value.map { crossCheck($0, against: policies) } ?? [])
            }
        }
        let errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            Clone.tell(errors, console)
            throw CommandFailure("what would be written has mistakes", advice: "Nothing was written. Name other teams or groups.")
        }
    }

    private func tell(_ adoption: Adoption, _ time: TimeFormat, _ console: Console) {
        console.tell(
            "\(adoption.account): \(adoption.group) is '\(adoption.name)', \(adoption.members.count == 1 ? "1 member" : "\(adoption.members.count) members")"
        )
        for (user, fate) in adoption.members {
            switch fate {
            case .standing: console.tell("  \(user)  standing: no tag says until when")
            case .requested(let end): console.tell("  \(user)  a request until \(time.full(end))")
            case .endless(let end): console.tell("  \(user)  standing: its end, \(time.full(end)), is more than ten years ahead")
            case .over(let end): console.warn("  \(user)  would be removed by enforcement: its end, \(time.full(end)), has passed")
            case .unreadable(let value):
                console.warn("  \(user)  would be removed by enforcement: its tag holds '\(value.printable)', which is no end")
            }
        }
    }
}
