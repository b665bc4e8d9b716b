import AccessCore
import HTTP

/// The calls of one round of questions. Once GitHub takes no more of them, the rest isn't asked.
actor GitHubConversation {
    let address: GitHubAddress
    private let caller: ForgeCaller
    private let tokens: GitHubTokens
    private var end: ForgeDoubt?
    /// How often a query may still be halved because it was too much: lest an outage makes a hundred calls of one.
    private var halvings = 8
    /// The number of the repository that answers, once it has.
    private(set) var repository: Int64?

    init(address: GitHubAddress, caller: ForgeCaller, tokens: GitHubTokens) {
        (self.address, self.caller, self.tokens) = (address, caller, tokens)
    }

    /// What it comes to that something can't be told.
    nonisolated func doubtful(_ doubt: ForgeDoubt) -> StepFacts { caller.doubtful(doubt) }

    /// - Throws: unless the answer is whole and from the repository that was meant.
    func ask<Items: AliasedItems>(_ query: GraphQLQuery, _: Items.Type) async throws(ForgeDoubt) -> Items {
        guard let body = query.body else { throw caller.doubt(.shape("the query")) }
        let answer = try await send(.post, address.graphQL, body: body, what: "GraphQL API at approval.forge.api")
        let contents = try caller.decode(GraphQLAnswer<Items>.self, from: answer.body)
        if let mistakes = contents.errors { throw doubt(about: mistakes, answer.head) }
        guard let repository = contents.data?.repository.value else { throw caller.doubt(.repository(name)) }
        guard repository.nameWithOwner.lowercased() == name.lowercased(), self.repository ?? repository.databaseId == repository.databaseId
        else { throw caller.doubt(.otherRepository(name)) }
        self.repository = repository.databaseId
        return repository.items
    }

    /// The newest activity of a branch, and whether that is all.
    func activity(ofBranch branch: String) async throws(ForgeDoubt) -> (entries: [BranchActivity], isWhole: Bool) {
        let url = address.activity(ofBranch: branch)
        let answer = try await send(.get, url, what: "activity of the repository")
        // A repository that was renamed since the query before: only by its number is it the same.
        let isMoved = answer.head.effectiveURL != url
        let number = repository.map { "/repositories/\($0)/activity" }
        guard !isMoved || number.map({ answer.head.effectiveURL.contains($0) }) == true else { throw caller.doubt(.otherRepository(name)) }
        let isWhole = !answer.head.headers.values("Link").contains { $0.contains("rel=\"next\"") }
        return (try caller.decode([BranchActivity].self, from: answer.body), isWhole)
    }

    /// What REST says at an address of this repository.
    func get<Value: Decodable & Sendable>(_ url: String, _: Value.Type, what: String) async throws(ForgeDoubt) -> Value {
        try caller.decode(Value.self, from: try await send(.get, url, what: what).body)
    }

    /// Whether to ask once more in two halves.
    func mayHalve(_ doubt: ForgeDoubt, of count: Int) -> Bool {
        guard doubt.isOfSize, count > 1, halvings > 0 else { return false }
        halvings -= 1
        return true
    }

    private var name: String { "\(address.owner)/\(address.name)" }

    private func send(_ method: HTTP.Method, _ url: String, body: [UInt8] = [], what: String) async throws(ForgeDoubt)
        -> ForgeCaller.Answer
    {
        if let end { throw end }
        do throws(ForgeDoubt) {
            let token = try await tokens.current()
            let answer = try await caller.send(method, url, token: token, body: body, what: what)
            end = end ?? ForgeDialect.gitHubIsExhausted(answer.head).map(caller.doubt)
            return answer
        } catch {
            if error.endsAsking { end = error }
            throw error
        }
    }

    private func doubt<Items>(about mistakes: [GraphQLAnswer<Items>.Mistake], _ head: ResponseHead) -> ForgeDoubt {
        if mistakes.contains(where: { $0.type == "RATE_LIMITED" }) {
            let limit = caller.doubt(ForgeDialect.gitHubIsExhausted(head) ?? .limit(until: nil))
            end = limit
            return limit
        }
        let missing = mistakes.contains { $0.type == "NOT_FOUND" && $0.path?.map(\.text) == ["repository"] }
        return caller.doubt(missing ? .repository(name) : .errors(PlainWords(mistakes.first?.message ?? "").description))
    }
}
