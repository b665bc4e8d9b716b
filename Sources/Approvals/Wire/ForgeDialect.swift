/// What forges with a REST API call things, and how they are asked.
enum ForgeDialect: Hashable, Sendable {
    case gitLab
    /// And Forgejo, whose API is the same as far as it is used here.
    case gitea

    var name: String {
        switch self {
        case .gitLab: "GitLab"
        case .gitea: "Gitea"
        }
    }

    /// What is reviewed and merged.
    var request: String {
        switch self {
        case .gitLab: "merge request"
        case .gitea: "pull request"
        }
    }

    /// Before its number.
    var mark: String {
        switch self {
        case .gitLab: "!"
        case .gitea: "#"
        }
    }

    /// What a token has to be allowed, in words that end "the token has to".
    var rights: String {
        switch self {
        case .gitLab: "have the scope read_api, and its user to be a member of the project"
        case .gitea: "have the scopes read:repository and read:issue"
        }
    }

    /// The header that the token goes into (docs.gitlab.com, "REST API authentication"; docs.gitea.com, "API Usage").
    func credential(_ token: String) -> (name: String, value: String) {
        switch self {
        case .gitLab: ("PRIVATE-TOKEN", token)
        case .gitea: ("Authorization", "token \(token)")
        }
    }

    /// The most entries of a page that are asked for; Gitea gives fewer without a word if it is set to.
    var pageSize: Int {
        switch self {
        case .gitLab: 100
        case .gitea: 50
        }
    }
}
