import AccessCore
import HTTP

extension ForgeDialect {
    static let gitHub = ForgeDialect(
        name: "GitHub", request: "pull request", mark: "#", rights: "read contents and pull requests of this repository",
        headers: ["Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"],
        credential: ("Authorization", "Bearer "), redirects: .sameOriginGET(max: 1), reading: { $0.ofGitHub })

    /// What GitHub says in a head when no call is left, with the time when there are new ones.
    static func gitHubIsExhausted(_ head: ResponseHead) -> ForgeDoubt.Reason? {
        guard head.headers["X-RateLimit-Remaining"] == "0" else { return nil }
        let reset = head.headers["X-RateLimit-Reset"].flatMap { UInt32($0) }
        return .limit(until: reset.map { Timestamp(seconds: Int64($0)) })
    }
}

extension ForgeDialect.Refusal {
    fileprivate var ofGitHub: ForgeDoubt.Reason? {
        switch response.status {
        case 403, 429: limit
        // GitHub gave up on a query, or a gateway before it did.
        case 502, 504: .tooMuch("GitHub couldn't answer in time (\(response.status)); \(ForgeDoubt.later)")
        default: nil
        }
    }

    /// Limits come with 403 or 429: secondary ones with `Retry-After`, the primary one with no calls remaining, or with words alone,
    /// of which the address of their page is the steadiest.
    private var limit: ForgeDoubt.Reason? {
        if let after = response.headers["Retry-After"], UInt32(after) != nil { return nil }
        if let limit = ForgeDialect.gitHubIsExhausted(response.head) { return limit }
        let (words, page) = (message?.lowercased() ?? "", page ?? "")
        let isPause =
            ["secondary rate limit", "abuse detection", "rate limit exceeded"].contains { words.contains($0) }
            || ["#abuse-rate-limits", "secondary-rate-limits"].contains { page.hasSuffix($0) }
        return isPause ? .pause(until: now.advanced(by: ForgeCaller.pause)) : nil
    }
}

extension ForgeDoubt {
    static func gitHub(_ reason: Reason) -> ForgeDoubt { ForgeDoubt(forge: .gitHub, reason: reason) }
}

extension ForgeDoubt.Reason {
    /// An answer that says itself that something of it is missing.
    static func errors(_ words: String) -> Self {
        .tooMuch("GitHub answered only in part\(words.isEmpty ? "" : " ('\(words)')"); \(ForgeDoubt.later)")
    }

    static func repository(_ name: String) -> Self {
        .own("GitHub shows no repository '\(name)': correct approval.forge.repository if it was renamed, or let the token read it")
    }

    static func signing(_ words: String) -> Self {
        .last("the App's token can't be signed (\(words)): look at the private key of approval.forge")
    }

    static func pushesPages(_ number: Int, _ branch: String) -> Self {
        .own(
            "'\(PlainWords(branch))' (pull request #\(number)) was pushed to more often than the 100 times that are read: "
                + "approve by a signature, or propose it from a new branch")
    }
}
