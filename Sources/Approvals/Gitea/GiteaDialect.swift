import HTTP

extension ForgeDialect {
    /// Gitea, and Forgejo, whose API is the same as far as it is used here. The token's header: docs.gitea.com, "API Usage".
    static let gitea = ForgeDialect(
        name: "Gitea", request: "pull request", mark: "#", rights: "have the scopes read:repository and read:issue",
        headers: ["Accept": "application/json"], credential: ("Authorization", "token "), redirects: .none, reading: { _ in nil })
}

extension RestPaging {
    /// Gitea gives fewer for a page without a word if it is set to; only the total tells what is missing.
    static let gitea = RestPaging(size: "limit=50", end: .total)
}

extension ForgeDoubt.Reason {
    static func noMergeEvent(_ number: Int) -> Self {
        .own(
            "pull request #\(number) has no event of its merge among those that are read: approve by a signature, or propose it in a smaller one"
        )
    }
}
