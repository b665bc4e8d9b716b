import AccessCore

/// Whose accounts users of GitLab are, each asked about once: only the user's own page says who is a bot.
actor GitLabAccounts {
    private let conversation: RestConversation
    private var known: [Int64: Party] = [:]

    private struct Page: Decodable, Sendable {
        let id: Int64
        /// Missing on servers without bots.
        let bot: Bool?
    }

    init(_ conversation: RestConversation) { self.conversation = conversation }

    /// By the users' ids.
    func parties(of users: [GitLabUser]) async throws(ForgeDoubt) -> [Int64: Party] {
        for user in users where known[user.id] == nil { known[user.id] = try await party(of: user) }
        return known
    }

    private func party(of user: GitLabUser) async throws(ForgeDoubt) -> Party {
        // What deleted users did is given to this one (docs.gitlab.com, "Delete a user").
        if user.username == "ghost" || user.username.hasPrefix("ghost-user") { return .unknown("an account that was deleted") }
        let page: Page
        do throws(ForgeDoubt) {
            page = try await conversation.get("/users/\(user.id)", Page.self, what: "user \(user.id)")
        } catch {
            // Hidden from this token: then it counts as a person's, which bars more than it gives.
            guard error.isNotFound else { throw error }
            return .account(ForgeIdentity(login: user.username, id: user.id))
        }
        guard page.id == user.id else { throw conversation.doubt(.shape("id")) }
        return page.bot == true ? .machine(user.username) : .account(ForgeIdentity(login: user.username, id: user.id))
    }
}

extension GitLabCommit {
    /// Who made it, by what git says: GitLab names no accounts of commits.
    var facts: CommitFacts {
        CommitFacts(
            id: id.commit, author: Self.party(authorMail), committer: Self.party(committerMail),
            coAuthors: CommitTrailers.coAuthors(in: message).map { if case .mail(let mail) = $0 { Self.party(mail) } else { $0 } })
    }

    /// A private commit mail, `123-name@users.noreply.gitlab.example.com`, has the account's number in it (docs.gitlab.com, "Use an
    /// automatically generated private commit email"). It is a claim like any other mail.
    static func party(_ mail: String) -> Party {
        if mail.isEmpty { return .unknown("somebody without a mail") }
        if let parts = mail.firstMatch(of: /^([0-9]{1,18})-([^@]+)@users\.noreply\./), let id = Int64(parts.1) {
            return .account(ForgeIdentity(login: String(parts.2), id: id), mail: mail)
        }
        return .mail(mail)
    }
}
