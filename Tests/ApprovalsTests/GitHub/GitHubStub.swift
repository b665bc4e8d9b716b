import AccessCore
import Foundation
import HTTP
import TestSupport

@testable import Approvals

/// `Servers/github_stub.py` with a world of the test's own. One server is for all tests of a process.
final class GitHubStub: Sendable {
    private static let server = Task { try await LoopbackServer([testPython, LoopbackServer.script("github_stub.py"), "{port}"]) }

    /// Stands in every request, and must stand nowhere else.
    static let token = "ghp_SECRETSECRETSECRETSECRETSECRET1234"
    static let now = ReviewStory.at(1000)

    private let port: Int
    private let name = "world-\(UUID().uuidString)"
    var api: String { "http://127.0.0.1:\(port)/\(name)" }

    init(_ world: GitHubWorld) async throws {
        port = try await Self.server.value.port
        try LoopbackRequest.send("POST", port: port, "/\(name)/_stub/world", body: world.json.text)
    }

    /// What the next calls get, by their kind: `graphql`, `activity`, `tokens`.
    func plan(_ answers: GraphJSON) throws { try LoopbackRequest.send("POST", port: port, "/\(name)/_stub/plan", body: answers.text) }

    struct Call: Decodable {
        var kind: String
        var method: String
        var path: String
        var agent: String
        var authorization: String
        /// What GitHub's schema says against a query.
        var problems: [String]
        /// By GitHub's rule of counting them.
        var nodes: Int
        var name: String
        var aliases: Int
    }

    func calls() throws -> [Call] {
        try JSONDecoder().decode([Call].self, from: Data(LoopbackRequest.send("GET", port: port, "/\(name)/_stub/calls").utf8))
    }

    func forge(
        _ credential: GitHubCredential = .token(token), path: String = "", timeouts: Timeouts = Timeouts(),
        now: @escaping @Sendable () -> Timestamp = { GitHubStub.now }
    ) throws -> GitHubForge {
        let settings = ForgeSettings(kind: .github, repository: "example/access", api: api + path, credential: .token(variable: "TOKEN"))
        let client = HTTPClient(configuration: HTTPConfiguration(proxy: .none))
        return try GitHubForge(settings, credential: credential, client: client, timeouts: timeouts, now: now)
    }

    /// Asks about all of a world's steps; the testimony of each one's first content.
    static func testimonies(_ world: GitHubWorld, plan: GraphJSON? = nil) async throws -> (testimonies: [Testimony], stub: GitHubStub) {
        let stub = try await GitHubStub(world)
        if let plan { try stub.plan(plan) }
        let evidence = ForgeEvidence(forge: try stub.forge(), people: ReviewStory.people)
        return (await evidence.testimonies(world.questions).compactMap(\.first), stub)
    }

    /// What is testified of a world's only step after a change.
    static func testimony(plan: GraphJSON? = nil, _ change: (inout GitHubWorld) -> Void = { _ in }) async throws -> Testimony {
        var world = GitHubWorld()
        change(&world)
        return try await testimonies(world, plan: plan).testimonies[0]
    }
}
