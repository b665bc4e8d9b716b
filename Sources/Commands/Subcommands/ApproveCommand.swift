import AccessCore
import Approvals
import ArgumentParser
import Git
import Reports

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Sign that a request, or policies, may take effect.",
        discussion: """
            Check out what you approve (the pull request's branch) and read it. This shows what it gives and what will be signed, asks, \
            has ssh-keygen sign it with your key, and writes the signature beside the request: \
            requests/<name>.yaml.<you>.sig. Commit it where it counts; nothing is committed or pushed by this. \
            For policies (the word policies instead of a request) it is approvals/policies/<tree>.<you>.sig, for the tree that \
            the commit has below policies/.

            Whose key it is, policies on the source branch say (keys in people.yaml). What couldn't count is refused: you asked for \
            it or wrote it, or are in none of the teams whose word it needs. What counts for nothing by the ledger, as far as this clone \
            has its branch, is warned of: a content that was approved before, policies that others replaced. Keys in an agent and security keys work as with ssh-keygen.

            Exit codes: 0 signed, or with --check all signatures are there; 1 not.
            """
    )

    @Argument(help: ArgumentHelp("Requests: paths, ids, or the last parts of them. Or: policies.", valueName: "request"))
    var requests: [String]

    @Option(help: ArgumentHelp("Let access end at this time at the latest.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("What else you say, in one line: it is signed, and goes on record.", valueName: "text"))
    var comment: String?

    @Option(
        help: ArgumentHelp(
            """
            The key to sign with: a private key's file, or the .pub file of one that an agent holds. (env: DAYPASS_SIGNING_KEY; \
            default: git's user.signingkey, then the only key in the agent that somebody in people.yaml has)
            """, valueName: "file"))
    var key: String?

    @Option(name: .customLong("as"), help: ArgumentHelp("Whose the key has to be: a person of people.yaml.", valueName: "person"))
    var name: String?

    @Option(help: ArgumentHelp("Sign what this commit holds. (default: HEAD)", valueName: "rev"))
    var commit: String?

    @Flag(help: "Don't ask.")
    var yes = false

    @Flag(help: "Tell which signatures are there, which count and why not, and what is missing; sign nothing.")
    var check = false

    @OptionGroup var options: CloneOptions

    func validate() throws {
        guard !requests.isEmpty else { throw ValidationError("Name a request, or policies.") }
        let isOfPolicies = requests.contains { $0 == "policies" || $0 == "policies/" }
        guard !isOfPolicies || until == nil && comment == nil else {
            throw ValidationError("--until and --comment are for requests, not for policies.")
        }
        guard !check || (until == nil && comment == nil && key == nil && name == nil && !yes) else {
            throw ValidationError("--check signs nothing: leave --until, --comment, --key, --as and --yes out.")
        }
    }

    func run() async throws {
        try await Attended.run(options.console) { console in
            let environment = Environment.process
            let clone = try Clone(options, environment, console)
            let commitID = try Revision.commit(commit ?? "HEAD", in: clone.repository)
            let tree = try ApprovalWorkTree(clone, at: commitID)
            let found = ApprovalTargets(clone: clone, commit: commitID, name: commit ?? "HEAD", console: console)
            var targets: [ApprovalTarget] = []
            for text in requests {
                let target = try found.target(text)
                if !targets.contains(where: { $0.name == target.name }) { targets.append(target) }
            }
            let keys = KeyRing(clone.policies.people)
            if check { return try tell(targets, keys, tree, clone, console) }
            guard yes || Dialogue.isPossible else {
                throw CommandFailure.usage(
                    "nobody is there to be asked", advice: "Run this on a terminal, or sign without a question: --yes.")
            }
            let signing = ApprovalSigning(
                clone: clone, tree: tree, keys: keys,
                key: try ApproverKey(file: key, as: name, in: clone, keys, environment), until: try time(in: clone), comment: comment,
                asks: !yes, console: console)
            let written = try signing.sign(targets, environment)
            guard !written.isEmpty else { throw Ending.problems }
            let what = targets.count == 1 ? short(targets[0].name) : "\(targets.count) changes"
            console.tell("nothing is committed yet; commit it where it counts, on the branch of the pull request:")
            console.print("git add -A -- \(written.joined(separator: " ")) && git commit -m \"Approve \(what)\"")
        }
    }

    private func short(_ name: String) -> String { name.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? name }

    private func time(in clone: Clone) throws -> Timestamp? { try until.map { try clone.time($0, option: "--until") } }

    private func tell(
        _ targets: [ApprovalTarget], _ keys: KeyRing, _ tree: ApprovalWorkTree, _ clone: Clone, _ console: Console
    ) throws {
        let repository = clone.policies.settings.repository
        let ledger = FetchedLedger(clone)
        let checks = try targets.map { target in
            ApprovalCheck(
                target: target,
                evidence: SignatureEvidence(
                    of: target.subject, in: repository, files: try tree.files(of: target.subject, seen: clone.now), keys: keys),
                clone: clone, obstacle: ledger?.obstacle(to: target, at: tree.commit))
        }
        console.print(checks.flatMap(\.lines).joined(separator: "\n"))
        guard checks.allSatisfy(\.isWhole) else { throw Ending.problems }
    }
}
