/// One entitlement under two policies, people and settings included.
struct EntitlementComparison {
    private let old: Entitlement?
    private let new: Entitlement?
    private let before: PolicySet
    private let after: PolicySet

    init(_ old: Entitlement?, _ before: PolicySet, _ new: Entitlement?, _ after: PolicySet) {
        (self.old, self.before, self.new, self.after) = (old, before, new, after)
    }

    /// Nil if nothing changes.
    func change(of name: EntitlementName) -> PolicyMeaning.EntitlementChange? {
        let items: [PolicyMeaning.Item]
        let kind: PolicyMeaning.EntitlementChange.Kind
        switch (old, new) {
        case (let old?, let new?):
            kind = .changed
            let found = differences(old, new)
            items = found.isEmpty && old != new ? [.init(.changes, .otherwise)] : found
            guard !items.isEmpty else { return nil }
        case (nil, let new?): (kind, items) = (.added, asWhole(new, after, .opens))
        case (let old?, nil): (kind, items) = (.removed, asWhole(old, before, .closes))
        case (nil, nil): return nil
        }
        return PolicyMeaning.EntitlementChange(name: name, kind: kind, items: items)
    }

    private func differences(_ old: Entitlement, _ new: Entitlement) -> [PolicyMeaning.Item] {
        var items: [PolicyMeaning.Item] = []
        func add(_ effect: PolicyMeaning.Effect, _ what: PolicyMeaning.What) { items.append(.init(effect, what)) }
        func compare<Name: Comparable & Hashable>(
            _ old: Set<Name>, _ new: Set<Name>, gained: ([Name]) -> PolicyMeaning.What, lost: ([Name]) -> PolicyMeaning.What
        ) {
            let (more, fewer) = (new.subtracting(old).sorted(), old.subtracting(new).sorted())
            if !more.isEmpty { add(.opens, gained(more)) }
            if !fewer.isEmpty { add(.closes, lost(fewer)) }
        }
        if old.description != new.description { add(.changes, .described) }
        compare(Set(old.accounts), Set(new.accounts), gained: { .givenIn($0) }, lost: { .notGivenIn($0) })
        if old.group != new.group { add(.changes, .group(from: old.group, to: new.group)) }
        compare(Self.named(old, before), Self.named(new, after), gained: { .mayAsk($0) }, lost: { .mayNotAsk($0) })
        if old.eligible.groups != new.eligible.groups || old.eligible.tags != new.eligible.tags {
            add(Self.effect(of: old.eligible, to: new.eligible), .conditions(from: old.eligible, to: new.eligible))
        }
        items += approval(old.approval, new.approval)
        if old.limits.duration != new.limits.duration {
            add(Self.effect(of: old.limits.duration, to: new.limits.duration), .longest(from: old.limits.duration, to: new.limits.duration))
        }
        if old.limits.ahead != new.limits.ahead {
            add(Self.effect(of: old.limits.ahead, to: new.limits.ahead), .ahead(from: old.limits.ahead, to: new.limits.ahead))
        }
        if old.limits.active != new.limits.active {
            add(Self.effect(of: old.limits.active, to: new.limits.active), .active(from: old.limits.active, to: new.limits.active))
        }
        if old.requirements != new.requirements {
            add(Self.effect(old.requirements, new.requirements), .requires(new.requirements, before: old.requirements))
        }
        if old.emergency != new.emergency {
            add(
                old.emergency == nil ? .opens : new.emergency == nil ? .closes : .changes,
                .emergency(from: old.emergency, to: new.emergency))
        }
        let (drift, other) = (old.drift ?? before.settings.drift, new.drift ?? after.settings.drift)
        if drift != other { add(other == .report ? .opens : .closes, .drift(from: drift, to: other)) }
        compare(old.standing, new.standing, gained: { .standing($0) }, lost: { .notStanding($0) })
        return items
    }

    /// Of an entitlement that comes or goes: what it gives, to whom, on whose word.
    private func asWhole(_ entitlement: Entitlement, _ policies: PolicySet, _ effect: PolicyMeaning.Effect) -> [PolicyMeaning.Item] {
        let named = Self.named(entitlement, policies).sorted()
        let (none, eligible) = (Eligibility(), entitlement.eligible)
        let isOpening = effect == .opens
        var whats: [PolicyMeaning.What] = [isOpening ? .givenIn(entitlement.accounts) : .notGivenIn(entitlement.accounts)]
        if !named.isEmpty { whats.append(isOpening ? .mayAsk(named) : .mayNotAsk(named)) }
        if !eligible.groups.isEmpty || !eligible.tags.isEmpty {
            whats.append(isOpening ? .conditions(from: none, to: eligible) : .conditions(from: eligible, to: none))
        }
        if isOpening { whats.append(.approval(from: entitlement.approval, to: entitlement.approval)) }
        let standing = entitlement.standing.sorted()
        if !standing.isEmpty { whats.append(isOpening ? .standing(standing) : .notStanding(standing)) }
        return whats.map { .init(effect, $0) }
    }

    private func approval(_ old: ApprovalRules, _ new: ApprovalRules) -> [PolicyMeaning.Item] {
        guard old == new else {
            return [
                .init(
                    Self.isStricter(new, than: old) ? .closes : Self.isStricter(old, than: new) ? .opens : .changes,
                    .approval(from: old, to: new))
            ]
        }
        guard case .rules(let rules) = new else { return [] }
        var items: [PolicyMeaning.Item] = []
        for team in Set(rules.map(\.from)).sorted() {
            let (were, are) = (before.people.teams[team] ?? [], after.people.teams[team] ?? [])
            let (more, fewer) = (are.subtracting(were).sorted(), were.subtracting(are).sorted())
            if !more.isEmpty { items.append(.init(.opens, .mayApprove(more, team))) }
            if !fewer.isEmpty { items.append(.init(.closes, .mayNotApprove(fewer, team))) }
        }
        return items
    }

    /// Whether whatever meets the one meets the other too, and not the other way round.
    private static func isStricter(_ one: ApprovalRules, than other: ApprovalRules) -> Bool {
        func demands(_ rules: ApprovalRules) -> [TeamName: Int] {
            guard case .rules(let rules) = rules else { return [:] }
            return Dictionary(rules.map { ($0.from, $0.count) }, uniquingKeysWith: max)
        }
        let (strict, loose) = (demands(one), demands(other))
        return strict != loose && loose.allSatisfy { strict[$0.key] ?? 0 >= $0.value }
    }

    /// The IAM users that policies alone let ask, in any of its accounts.
    private static func named(_ entitlement: Entitlement, _ policies: PolicySet) -> Set<UserName> {
        var users = entitlement.eligible.users
        for team in entitlement.eligible.teams {
            for person in policies.people.teams[team] ?? [] {
                for account in entitlement.accounts {
                    if let user = policies.people.people[person]?.user(in: account) { users.insert(user) }
                }
            }
        }
        return users
    }

    /// Of a limit: nil is none.
    private static func effect<Limit: Comparable>(of old: Limit?, to new: Limit?) -> PolicyMeaning.Effect {
        guard let new else { return .opens }
        return old.map { new > $0 } ?? false ? .opens : .closes
    }

    /// Whether more has to be said than before, or less.
    private static func effect(_ old: Requirements, _ new: Requirements) -> PolicyMeaning.Effect {
        func covers(_ more: Requirements, _ less: Requirements) -> Bool {
            (less.ticket == nil || less.ticket == more.ticket) && (more.plan || !less.plan) && (more.rollback || !less.rollback)
        }
        return covers(new, old) ? .closes : covers(old, new) ? .opens : .changes
    }

    /// Groups are alternatives, tags conditions that must all hold.
    private static func effect(of old: Eligibility, to new: Eligibility) -> PolicyMeaning.Effect {
        func covers(_ wide: Eligibility, _ narrow: Eligibility) -> Bool {
            let tags = narrow.tags.isEmpty || !wide.tags.isEmpty && wide.tags.allSatisfy { narrow.tags[$0.key] == $0.value }
            return narrow.groups.isSubset(of: wide.groups) && tags
        }
        return covers(new, old) ? .opens : covers(old, new) ? .closes : .changes
    }
}
