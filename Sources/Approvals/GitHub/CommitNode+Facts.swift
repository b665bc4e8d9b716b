import AccessCore

extension CommitNode {
    /// Nil unless it names an author.
    var facts: CommitFacts? {
        guard let author = commit.authors.nodes.first else { return nil }
        return CommitFacts(
            id: CommitID(commit.oid), author: author.party(isVouched: isVouched), committer: committer,
            coAuthors: commit.authors.nodes.dropFirst().map { $0.party(isVouched: false) })
    }

    /// Whether GitHub itself made the commit and signed it: what it says of its author and committer is GitHub's word then, and
    /// no longer what somebody's git was told.
    private var isVouched: Bool { commit.signature.value.map { $0.isValid && $0.wasSignedByGitHub } ?? false }

    /// Nil for GitHub's own hand: edits, merges and suggestions of its pages are committed as `GitHub <noreply@github.com>`, and
    /// signed. Anybody can write that name, but not that signature.
    private var committer: Party? {
        guard let hand = commit.committer.value else { return .unknown("somebody whom GitHub doesn't name") }
        let isGitHub = hand.user.value.map { $0.login == "web-flow" } ?? (hand.email.value?.hasPrefix("noreply@") == true)
        return isVouched && isGitHub ? nil : hand.party(isVouched: isVouched)
    }
}

extension HandNode {
    /// - Parameter isVouched: whether GitHub wrote the name itself.
    func party(isVouched: Bool) -> Party {
        if let user = user.value, let id = user.databaseId.value {
            return .account(ForgeIdentity(login: user.login, id: id), mail: email.value)
        }
        guard let mail = email.value, !mail.isEmpty else { return .unknown("somebody without a mail") }
        // Bots are no users; their mail is `41898282+github-actions[bot]@users.noreply.github.com`.
        if isVouched, let login = mail.firstMatch(of: /^[0-9]+\+([A-Za-z0-9-]+\[bot\])@users\.noreply\./) {
            return .machine(String(login.1))
        }
        return .mail(mail)
    }
}
