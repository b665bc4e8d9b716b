import AccessCore

/// Where a repository's API is: REST and GraphQL, at github.com or at a GitHub Enterprise server.
struct GitHubAddress: Hashable, Sendable {
    let owner: String
    let name: String
    /// Without a slash at the end.
    let rest: String
    let graphQL: String

    static let publicAPI = "https://api.github.com"

    init(_ settings: ForgeSettings) throws(GitHubFault) {
        let parts = settings.repository.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isName) else { throw .repository(settings.repository) }
        (owner, name) = (String(parts[0]), String(parts[1]))
        var api = settings.api ?? Self.publicAPI
        while api.hasSuffix("/") { api.removeLast() }
        guard WebAddress.isSafe(api) else { throw .api(api) }
        rest = api
        // Enterprise servers have their APIs side by side: docs.github.com, "Forming calls with GraphQL".
        graphQL = api.hasSuffix("/api/v3") ? api.dropLast("v3".count) + "graphql" : api + "/graphql"
    }

    /// What happened to a branch, the newest first (docs.github.com, REST, "List repository activities").
    func activity(ofBranch branch: String) -> String {
        "\(rest)/repos/\(owner)/\(name)/activity?ref=\(WebAddress.encoded("refs/heads/" + branch))&per_page=100"
    }

    /// All rules of rulesets that are in force for it (docs.github.com, REST, "Get rules for a branch").
    func rules(ofBranch branch: String) -> String {
        "\(rest)/repos/\(owner)/\(name)/rules/branches/\(WebAddress.encoded(branch))?per_page=100"
    }

    /// docs.github.com, REST, "Get a branch".
    func branch(_ branch: String) -> String { "\(rest)/repos/\(owner)/\(name)/branches/\(WebAddress.encoded(branch))" }

    func installationTokens(_ installation: Int64) -> String { "\(rest)/app/installations/\(installation)/access_tokens" }

    /// GitHub's own rule for names of owners and repositories.
    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 100
            && text.utf8.allSatisfy { WebAddress.isUnreserved($0) && $0 != UInt8(ascii: "~") }
    }
}
