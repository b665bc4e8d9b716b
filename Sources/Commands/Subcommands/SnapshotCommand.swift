import AccessCore
import AccessRequests
import ArgumentParser
import Git
import HTTP
import IAMDirectory
import Reconciliation

struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Write down what IAM holds, as far as policies ask, for checks without credentials.",
        discussion: """
            Reads the accounts of policies/settings.yaml and writes their users' names, which of the groups that policies \
            name each is in, how many others, and the tags that policies ask for. No keys, no policies, no other tags. \
            daypass check --snapshot judges by it for a day.

            Exit codes: 0 written; 1 policies have mistakes, an account can't be read, or the file can't be written.
            """
    )

    @Argument(help: ArgumentHelp("The folder that holds policies/. (default: the work tree you stand in)"))
    var path: String?

    @Option(help: ArgumentHelp("Take the policies of this commit or branch instead of the files on disk.", valueName: "rev"))
    var commit: String?

    @Option(name: .customLong("account"), help: ArgumentHelp("Only this account; may be repeated. (default: all)", valueName: "name"))
    var accounts: [String] = []

    @Option(help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
    var output: String?

    @Flag(help: "Replace the file if it is there.")
    var force = false

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    func run() async throws {
        try await Attended.run(Console(isQuiet: quiet, isVerbose: false)) { console in
            let file = try output.map { try OutputFile($0, replaces: force) }
            let place = try CheckedPlace(path, isCommit: commit != nil)
            let policies = try self.policies(place, console)
            let clock = SystemClock()
            let factory = DirectoryFactory(
                environment: Environment.process.variables, home: Environment.process.home, http: HTTPClient(),
                now: { clock.now() }, sessionName: "daypass-snapshot")
            var snapshot = DirectorySnapshot(taken: clock.now(), repository: policies.settings.repository, accounts: [:])
            for name in try chosen(policies) {
                guard let account = policies.settings.accounts[name] else { continue }
                do {
                    let actual = try await factory.directory(for: account).read()
                    snapshot.accounts[name] = DirectorySnapshot.Account(of: actual, in: name, for: policies)
                } catch {
                    throw CommandFailure(
                        "\(name) can't be read: \(error)", advice: "A snapshot of a part would say what isn't so: nothing is written.")
                }
            }
            let text = try SnapshotFile.text(of: snapshot)
            if let file {
                try file.write(Array(text.utf8))
                let users = snapshot.accounts.values.reduce(0) { $0 + $1.users.count }
                console.tell(
                    "Wrote \(users) \(users == 1 ? "user" : "users") of \(snapshot.accounts.count) \(snapshot.accounts.count == 1 ? "account" : "accounts") to \(file.path)."
                )
            } else {
                console.print(text)
            }
        }
    }

    private func policies(_ place: CheckedPlace, _ console: Console) throws -> PolicySet {
        let files =
            try commit.map {
                try CheckedFiles(try place.repository(), at: Revision.commit($0, in: try place.repository()), folders: ["policies"])
            }
            ?? CheckedFiles(folder: place.folder, folders: ["policies"])
        guard let policies = PolicyDecoder().decode(files.policies, tree: TreeID("")).value, files.refused.isEmpty else {
            throw CommandFailure("policies/ has mistakes", advice: "Run daypass check, and mend them.")
        }
        return policies
    }

    private func chosen(_ policies: PolicySet) throws -> [AccountName] {
        guard !accounts.isEmpty else { return policies.settings.accounts.keys.sorted() }
        return try accounts.map { text in
            guard policies.settings.accounts[AccountName(text)] != nil else {
                throw CommandFailure.usage("--account: there is no account '\(text)'", advice: "Name one of policies/settings.yaml.")
            }
            return AccountName(text)
        }
    }
}
