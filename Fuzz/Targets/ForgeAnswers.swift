package import AccessCore
import Approvals
import HTTP
import Synchronization

/// A forge that says, call for call, what an input has: the first byte tells which forge, and a NUL ends each answer.
///
/// An answer is a status, header lines, an empty line and a body, or a body alone. What is asked beyond the last one isn't there.
package struct ForgeAnswers {
    /// Stands in every call, and must stand in no word.
    static let token = "tell-nobody-of-this-token"
    /// One request, which a merge commit brought in.
    static let question = StepQuestion(
        before: CommitID(id("b")), after: CommitID(id("a")), parents: [CommitID(id("b")), CommitID(id("1"))], branch: "main",
        contents: [
            .init(
                path: "requests/2026/11/deploy.yaml", object: id("d"), sha256: String(repeating: "0123456789abcdef", count: 4)),
            .init(path: "policies", object: id("e")),
        ])

    let kind: EvidenceKind
    private let script: Script

    /// Any bytes are answers.
    package init(_ bytes: [UInt8]) {
        kind = [.github, .gitlab, .gitea][Int(bytes.first ?? 0) % 3]
        script = Script(bytes.dropFirst().split(separator: 0, omittingEmptySubsequences: false))
    }

    /// Who there is, with their accounts at each forge.
    static let people: People = {
        let accounts: [(name: String, id: Int64)] = [("member01", 1001), ("lead01", 1002), ("lead02", 1003)]
        let people = accounts.map { name, id in
            let account = ForgeIdentity(login: name, id: id)
            return Person(
                name: PersonName(name), iam: .everywhere(UserName(name)), mail: "\(name)@example.com",
                forges: [.github: account, .gitlab: account, .gitea: account])
        }
        return People(people: Dictionary(uniqueKeysWithValues: people.map { ($0.name, $0) }))
    }()

    /// What the forge's answers prove about each content of the question; nil if it waits for something that nobody said.
    ///
    /// - Throws: if there is another number of answers than of questions.
    package func testimonies() throws(Broken) -> [Testimony]? {
        guard let forge = try? forge() else { throw Broken("the forge of a fuzz target can't be made") }
        guard let facts = OwnThread.run({ await forge.facts(about: [Self.question]) }) else { return nil }
        try require(facts.count == 1, "one step was asked about, and \(facts.count) were answered")
        let rules = ReviewRules(kind: kind, people: Self.people)
        return Self.question.contents.map { rules.testimony(about: $0, of: Self.question, facts[0]) }
    }

    private func forge() throws -> any Forge {
        let now = { @Sendable in Timestamp(seconds: 1_800_000_000) }
        func settings(_ kind: ForgeSettings.Kind) -> ForgeSettings {
            ForgeSettings(kind: kind, repository: "example/access", api: "https://forge.example.com", credential: .token(variable: "T"))
        }
        return switch kind {
        case .gitlab: try GitLabForge(settings(.gitlab), token: Self.token, client: script, now: now)
        case .gitea: try GiteaForge(settings(.gitea), token: Self.token, client: script, now: now)
        default: try GitHubForge(settings(.github), credential: .token(Self.token), client: script, now: now)
        }
    }

    private static func id(_ digit: Character) -> String { String(repeating: digit, count: 40) }
}

/// Gives out answers in their order.
private final class Script: Exchange {
    private let rest: Mutex<ArraySlice<ArraySlice<UInt8>>>

    init(_ answers: [ArraySlice<UInt8>]) { rest = Mutex(answers[...]) }

    func send(_ request: Request) async throws(HTTPFailure) -> Response {
        guard let answer = rest.withLock({ $0.popFirst() }) else { return Response(status: 404, body: [], from: request.url) }
        let parts = answer.split(separator: 0x0A, maxSplits: 16, omittingEmptySubsequences: false)
        guard let status = parts.first.flatMap({ Int(String(decoding: $0, as: UTF8.self)) }), (100..<600).contains(status) else {
            return Response(status: 200, body: Array(answer), from: request.url)
        }
        var headers = Headers()
        let lines = parts.dropFirst().prefix { !$0.isEmpty }
        for line in lines {
            let halves = line.split(separator: UInt8(ascii: ":"), maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
            if halves.count == 2 { headers.add(halves[0], String(halves[1].drop { $0 == " " })) }
        }
        let body = parts.dropFirst(lines.count + 2).joined(separator: [0x0A])
        return Response(status: status, headers: headers, body: Array(body), from: request.url)
    }
}
