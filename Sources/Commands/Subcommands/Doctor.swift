import AccessCore
import ArgumentParser
import Reports

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at what Daypass needs: git, ledger, settings, clock, permissions.",
        discussion: """
            Reads, and changes nothing. It says what is fine (+), what could be safer (~), what is wrong (!), and what it couldn't \
            tell (?): which permissions the credentials have and lack is asked of IAM with iam:SimulatePrincipalPolicy, where they \
            may; who else can change groups and tags is told from the policies that IAM shows, without their conditions, \
            boundaries and an organization's policies. A forge that accepted policies name is asked how it merges and what protects \
            the branch, as far as its token may read that.

            With --policy it prints the least IAM policy for an account, ready to use.

            Exit codes: 0 nothing is wrong; 1 something is.
            """
    )

    @Flag(help: "Print the least IAM policy that the reconciler's role needs, and look at nothing else.")
    var policy = false

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions

    private struct Document: Encodable {
        struct Policy: Encodable {
            var account: String
            var policy: LeastPolicy
        }

        let version = 1
        var findings: [Finding]
        var policies: [Policy]
    }

    func run() async throws {
        try await Attended.run(output.console) { console in
            let place = try Workplace(repository, scope, console)
            var (findings, policies) = await RepositoryExamination(place: place).findings()
            let accounts = try chosen(policies, place)
            if policy { return try printPolicy(accounts, policies, console) }
            if let policies {
                let clock = place.clock.isPretended ? nil : SystemClock()
                for account in accounts {
                    findings += await AccountExamination(
                        account: account, policies: policies, directories: place.directories, clock: clock
                    ).findings()
                }
            }
            switch output.format {
            case .json:
                let least = policies.map { policies in
                    accounts.compactMap { account in
                        LeastPolicy(for: account, under: policies).map { Document.Policy(account: account.name.text, policy: $0) }
                    }
                }
                console.print(try JSONText.of(Document(findings: findings, policies: least ?? [])))
            case .text: console.print(Self.text(output.quiet ? findings.filter { $0.result != .fine } : findings))
            }
            if findings.contains(where: { $0.result == .wrong }) { throw Ending.problems }
        }
    }

    /// Accounts by name; a misspelt one is no account where all is fine.
    private func chosen(_ policies: PolicySet?, _ place: Workplace) throws -> [Account] {
        guard let policies else { return [] }
        let all = policies.settings.accounts.values.sorted { $0.name < $1.name }
        for name in place.options.accounts.sorted() where policies.settings.accounts[name] == nil {
            throw CommandFailure.usage(
                "--account: there is no account '\(name.text.printable)'",
                advice: "There are \(all.map(\.name.text).joined(separator: ", ")).")
        }
        return place.options.accounts.isEmpty ? all : all.filter { place.options.accounts.contains($0.name) }
    }

    private func printPolicy(_ accounts: [Account], _ policies: PolicySet?, _ console: Console) throws {
        guard let policies else { throw CommandFailure("the policies can't be read", advice: "daypass doctor says why.") }
        let least = accounts.compactMap { account in LeastPolicy(for: account, under: policies).map { (account.name.text, $0) } }
        guard let (_, only) = least.first, least.count == 1 else {
            throw CommandFailure.usage(
                least.isEmpty ? "no account in the cloud has an entitlement" : "there are several accounts in the cloud",
                advice: least.isEmpty
                    ? "An account in a file needs no policy." : "Name one with --account: \(least.map(\.0).joined(separator: ", ")).")
        }
        if try only.isTooLong {
            console.warn("warning: a managed policy has at most \(LeastPolicy.mostCharacters) characters; divide its groups among two")
        }
        console.print(try only.text)
    }

    /// A line each, with what to do below it.
    static func text(_ findings: [Finding]) -> String {
        let width = findings.map(\.about.count).max() ?? 0
        return findings.flatMap { finding in
            let place = finding.account.map { "\($0): " } ?? ""
            let line =
                "\(finding.result.sign) \(finding.about)" + String(repeating: " ", count: width - finding.about.count + 2) + place
                + finding.message.printable
            return [line] + (finding.advice.map { [String(repeating: " ", count: width + 4) + $0.printable] } ?? [])
        }.joined(separator: "\n")
    }
}
