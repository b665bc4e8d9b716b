import AccessCore

/// What a change of policies comes to, in sentences.
struct PolicyWords {
    /// What an entitlement's change is called.
    static func headline(_ change: PolicyMeaning.EntitlementChange) -> Phrase {
        switch change.kind {
        case .added: "a new entitlement"
        case .removed: "is removed: what was granted by it is taken back"
        case .changed: "changes"
        }
    }

    static func sign(_ effect: PolicyMeaning.Effect) -> Sign {
        switch effect {
        case .opens: .grant
        case .closes: .removal
        case .changes: .change
        }
    }

    static func line(_ item: PolicyMeaning.Item) -> Phrase {
        switch item.what {
        case .givenIn(let accounts): "is given in \(Phrase.list(accounts))"
        case .notGivenIn(let accounts): "is not given in \(Phrase.list(accounts)) any more"
        case .group(let old, let new):
            "gives membership in \(new) instead of \(old): whoever holds it loses the one and must ask for the other"
        case .mayAsk(let users): "\(Phrase.list(users)) may ask for it"
        case .mayNotAsk(let users):
            "\(Phrase.list(users)) may not ask for it any more, and \(users.count == 1 ? "loses" : "lose" as Phrase) what they hold of it"
        case .conditions(let old, let new): conditions(old, new)
        case .approval(let old, let new):
            old == new ? "needs \(rules(new))" : "needs \(rules(new)) (before: \(rules(old)))"
        case .mayApprove(let people, let team): "\(Phrase.list(people)) may approve it, as one of \(team)"
        case .mayNotApprove(let people, let team): "\(Phrase.list(people)) may not approve it any more as one of \(team)"
        case .longest(let old, let new): "is given for \(span(new)) at once (before: \(span(old)))"
        case .ahead(let old, let new): "may be asked for \(span(new)) ahead (before: \(span(old)))"
        case .active(let old, let new): "is for \(seats(new)) at once (before: \(seats(old)))"
        case .requires(let new, let old): "requires \(requirements(new)) (before: \(requirements(old)))"
        case .emergency(nil, let new?): "has a way for emergencies now: \(emergency(new))"
        case .emergency(_, nil): "has no way for emergencies any more"
        case .emergency(let old?, let new?): "its way for emergencies is \(emergency(new)) (before: \(emergency(old)))"
        case .drift(let old, let new): drift(old, new)
        case .standing(let users):
            "\(Phrase.list(users)) stand\(users.count == 1 ? "s" : "" as Phrase) in it without an end: never granted, never removed"
        case .notStanding(let users): "\(Phrase.list(users)) may not stand in it any more: a membership that nobody approved"
        case .described: "is described otherwise"
        case .otherwise: "says something else than before"
        }
    }

    private static func conditions(_ old: Eligibility, _ new: Eligibility) -> Phrase {
        func who(_ eligible: Eligibility) -> Phrase? {
            eligible.groups.isEmpty && eligible.tags.isEmpty
                ? nil : "whoever is \(RequestWords.conditions(eligible.groups.sorted(), eligible.tags))"
        }
        return switch (who(old), who(new)) {
        case (let old?, let new?): "\(new) may ask for it (before: \(old))"
        case (nil, let new?): "\(new) may ask for it"
        case (let old?, nil): "\(old) may not ask for it any more by that"
        case (nil, nil): "nobody may ask for it by groups or tags"
        }
    }

    private static func rules(_ rules: ApprovalRules) -> Phrase {
        switch rules {
        case .automatic: "nobody's approval"
        case .rules(let rules): .list(rules.map { "\($0.count) of \($0.from)" as Phrase })
        }
    }

    private static func seats(_ count: Int?) -> Phrase { count.map { "\($0.of("user"))" } ?? "any number of users" }

    private static func requirements(_ what: Requirements) -> Phrase {
        let parts: [Phrase?] = [
            what.ticket.map { "a ticket like \($0.text)" }, what.plan ? "a plan" : nil, what.rollback ? "a way back" : nil,
        ]
        let named = parts.compactMap(\.self)
        return named.isEmpty ? "nothing" : .list(named)
    }

    private static func emergency(_ rules: EmergencyRules) -> Phrase {
        "\(self.rules(rules.approval)), at most \(rules.duration.spoken), a review within \(rules.review.spoken)"
    }

    static func line(_ change: PolicyMeaning.FreezeChange) -> Phrase {
        switch change.effect {
        case .closes: "\(change.name) is a new freeze window: while it is open nothing starts and nothing is extended"
        case .opens: "\(change.name) is no freeze window any more"
        case .changes: "\(change.name) is another freeze window than before"
        }
    }

    private static func span(_ limit: Duration?) -> Phrase { limit.map { "at most \($0.spoken)" } ?? "any time" }

    private static func drift(_ old: DriftMode, _ new: DriftMode) -> Phrase {
        switch new {
        case .enforce: "members whom nobody approved are removed from now on (before: only reported)"
        case .report: "members whom nobody approved are only reported from now on (before: removed)"
        }
    }

    static func line(_ change: SettingsChange) -> Phrase {
        let key: Phrase = "\(change.key)"
        return switch (change.before, change.after) {
        case (nil, let new?): "\(key) is new: \(new)"
        case (let old?, nil): "\(key) is gone: \(old)"
        case (let old?, let new?): "\(key) is \(new) (before: \(old))"
        case (nil, nil): key
        }
    }

    static func sign(_ change: SettingsChange) -> Sign { change.before == nil ? .grant : change.after == nil ? .removal : .change }

    static func line(_ change: PersonChange) -> Phrase {
        "\(change.person): " + .list(change.what.map(words))
    }

    static func sign(_ change: PersonChange) -> Sign {
        change.what == [.added] ? .grant : change.what == [.removed] ? .removal : .change
    }

    private static func words(_ what: PersonChange.What) -> Phrase {
        switch what {
        case .added: "a new person"
        case .removed: "is not known any more"
        case .iam(let old, let new): "is \(identity(new)) in IAM (before: \(identity(old)))"
        case .forge(let kind, let old, let new): "is \(account(new)) on \(kind.rawValue) (before: \(account(old)))"
        case .keys(let added, let removed): "\(added.of("signing key")) added, \(removed) removed"
        case .mail: "another mail address"
        }
    }

    private static func identity(_ identity: Person.IAMIdentity) -> Phrase {
        switch identity {
        case .everywhere(let user): "\(user)"
        case .perAccount(let users): .list(users.sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key)" as Phrase })
        }
    }

    private static func account(_ identity: ForgeIdentity?) -> Phrase { identity.map { "\($0.login) (id \(Int($0.id)))" } ?? "nobody" }
}
