/// One rule, and how far it is met.
package struct RuleStanding: Hashable, Sendable {
    package var team: TeamName
    /// How many people of the team it wants, at least 1.
    package var count: Int
    /// What people of the team said that counts; one person may have said it in several ways.
    package var approvals: [Approval]
    /// Who of the team hasn't, and could: nobody who gets the access. By name.
    package var able: [PersonName]

    package init(team: TeamName, count: Int, approvals: [Approval], able: [PersonName]) {
        (self.team, self.count, self.approvals, self.able) = (team, count, approvals, able)
    }

    /// People, each once, by name.
    package var given: [PersonName] { Set(approvals.map(\.person)).sorted() }

    /// How many people are still missing; 0 if it is met.
    package var missing: Int { max(0, count - given.count) }

    /// Nil if it is met.
    package var shortfall: Shortfall? {
        missing == 0 ? nil : Shortfall(team: team, count: count, given: given, able: able)
    }
}

/// People's words about one content, weighed.
package struct Tally: Hashable, Sendable {
    /// Who counts, and whose word was found and doesn't.
    package var proof: ApprovalProof
    /// People who could approve it and ask for changes: while there is one, nobody's yes counts.
    package var objections: [Approval]
    /// Kinds of evidence that can't be told yet, with the reason: `github: the forge gave no answer`.
    package var doubts: [String]
    /// Kinds of evidence that prove nothing about the content, whoever said yes; and who said yes by a kind that isn't trusted.
    package var refusals: [SetAside]
}
