import HTTP

extension ForgeDialect {
    /// The token's header: docs.gitlab.com, "REST API authentication".
    static let gitLab = ForgeDialect(
        name: "GitLab", request: "merge request", mark: "!",
        rights: "have the scope read_api, and its user to be a member of the project",
        headers: ["Accept": "application/json"], credential: ("PRIVATE-TOKEN", ""), redirects: .none, reading: { _ in nil })
}

extension RestPaging {
    /// docs.gitlab.com, "REST API", "Pagination": the totals may be left out, the next page never.
    static let gitLab = RestPaging(size: "per_page=100", end: .nextPage)
}

extension ForgeDoubt.Reason {
    static let noApprovalSettings = Self.own(
        "GitLab doesn't show how approvals are reset in this project: it needs Premium or Ultimate, and a token that may read the "
            + "project's settings; without them approve by signatures")
}
