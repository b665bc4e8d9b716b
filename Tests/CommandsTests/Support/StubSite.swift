import Foundation
import TestSupport

/// A site whose account is the project's own IAM, which cuts pages, counts calls and breaks on demand.
struct StubSite {
    let stub: IAMStub
    var site: Site

    static let groups = ["Developers", "ProdLeaderWorkGroup", "ProdMemberWorkGroup", "ProdReadOnlyGroup"]
    static let evening = "2026-11-22T22:00:00+09:00"

    /// - Parameters:
    ///   - users: beside the sample's, with the groups they are in.
    ///   - secret: of the reconciler's key; with it signatures and their times are checked.
    init(users more: [String: [String]] = [:], secret: String? = nil) async throws {
        stub = try await IAMStub(secret: secret)
        var users = ["member01": ["Developers"], "member02": ["Developers"], "partner01": [], "breakglass-admin": ["ProdLeaderWorkGroup"]]
        users.merge(more) { $1 }
        struct Seed: Encodable {
            struct User: Encodable { var groups: [String] }
            var groups: [String]
            var users: [String: User]
        }
        let seed = Seed(groups: Self.groups, users: users.mapValues { Seed.User(groups: $0) })
        try stub.seed(String(decoding: try JSONEncoder().encode(seed), as: UTF8.self))
        site = try await Site.cloud(CloudAccount(id: "111111111111"))
        site.environment["AWS_ENDPOINT_URL"] = stub.url
        if let secret { site.environment["AWS_SECRET_ACCESS_KEY"] = secret }
        let made = try await site.daypass("audit", "init", now: secret == nil ? Self.evening : nil)
        guard made.code == 0 else { throw ServerFailure(what: "audit init", log: made.errors) }
    }

    /// A member's request; committed with `commit`.
    func request(_ user: String = "member01", until end: String, named name: String? = nil) throws {
        try site.write(Site.request(user: user, end: end), to: "requests/\(name ?? user).yaml")
    }

    func user(_ name: String) throws -> IAMStub.State.User { try stub.state().users[name] ?? .init(groups: ["no such user"], tags: [:]) }

    /// Whether a user is in the member group, and the tag that says until when.
    func membership(_ user: String) throws -> (isMember: Bool, tag: String?) {
        let found = try self.user(user)
        return (found.groups.contains("ProdMemberWorkGroup"), found.tags["ProdMemberWorkGroup"])
    }

    /// Calls since the last plan, without the reads.
    func writes() throws -> [String: Int] { try stub.state().calls.filter { $0.key != "GetAccountAuthorizationDetails" } }
}
