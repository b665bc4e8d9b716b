import AccessCore
import Testing

/// Who gains and who loses by a change of policies.
struct PolicyMeaningTests {
    private typealias P = Proposals
    private typealias Item = PolicyMeaning.Item

    private func items(_ change: (inout PolicySet) -> Void, of entitlement: Entitlement = P.guarded()) -> [Item] {
        let old = P([entitlement]).accepted
        var new = old
        change(&new)
        return PolicyMeaning(from: old, to: new).entitlements.first { $0.name == work }?.items ?? []
    }

    @Test("nothing changes, nothing is said")
    func nothing() { #expect(PolicyMeaning(from: P().accepted, to: P().accepted).isEmpty) }

    @Test("who may ask, by name and by team")
    func eligible() {
        #expect(
            items { $0.entitlements[work]?.eligible.users = [UserName("new")] } == [
                Item(.opens, .mayAsk([UserName("new")])), Item(.closes, .mayNotAsk([member])),
            ])
        #expect(
            items { $0.entitlements[work]?.eligible.teams = [P.leads] } == [
                Item(.opens, .mayAsk([UserName("lead01"), UserName("lead02")]))
            ])
        // Who is named stays, whatever becomes of a team.
        let both = P.guarded(eligible: Eligibility(users: [UserName("lead01")], teams: [P.leads]))
        #expect(
            items({ $0.people.teams[P.leads] = [] }, of: both) == [
                Item(.closes, .mayNotAsk([UserName("lead02")])), Item(.closes, .mayNotApprove([P.lead, P.other], P.leads)),
            ])
    }

    @Test("groups and tags: more groups open, more tags close")
    func conditions() {
        let guarded = P.guarded(eligible: Eligibility(users: [member], groups: [GroupName("A")], tags: ["team": "x"]))
        func effect(_ change: @escaping (inout Eligibility) -> Void) -> PolicyMeaning.Effect? {
            items(
                { policies in
                    if var eligible = policies.entitlements[work]?.eligible {
                        change(&eligible)
                        policies.entitlements[work]?.eligible = eligible
                    }
                }, of: guarded
            ).first?.effect
        }
        #expect(effect { $0.groups = ["A", "B"].map { GroupName($0) }.reduce(into: []) { $0.insert($1) } } == .opens)
        #expect(effect { $0.groups = [] } == .closes)
        #expect(effect { $0.tags["stage"] = "prod" } == .closes)
        #expect(effect { $0.tags = [:] } == .closes)
        #expect(effect { $0.tags["team"] = "y" } == .changes)
        #expect(effect { $0.groups = [GroupName("B")] } == .changes)
    }

    @Test("approval: fewer words open, more close")
    func approval() {
        func effect(_ rules: ApprovalRules, from old: Int = 1) -> PolicyMeaning.Effect? {
            items({ $0.entitlements[work]?.approval = rules }, of: P.guarded(count: old)).first?.effect
        }
        let security = TeamName("security")
        #expect(effect(.automatic) == .opens)
        #expect(effect(.rules([.init(from: P.leads, count: 1)]), from: 2) == .opens)
        #expect(effect(.rules([.init(from: P.leads, count: 2)])) == .closes)
        #expect(effect(.rules([.init(from: P.leads, count: 1), .init(from: security, count: 1)])) == .closes)
        #expect(effect(.rules([.init(from: security, count: 1)])) == .changes)
        #expect(items { $0.people.teams[P.leads]?.insert(P.member01) } == [Item(.opens, .mayApprove([P.member01], P.leads))])
    }

    @Test("limits, drift, standing members, accounts, group")
    func rest() {
        let limited = P.guarded(limit: .seconds(3600))
        #expect(
            items({ $0.entitlements[work]?.limits.duration = .seconds(7200) }, of: limited) == [
                Item(.opens, .longest(from: .seconds(3600), to: .seconds(7200)))
            ])
        #expect(items({ $0.entitlements[work]?.limits.duration = nil }, of: limited).first?.effect == .opens)
        #expect(items { $0.entitlements[work]?.limits.duration = .seconds(60) }.first?.effect == .closes)
        #expect(items { $0.settings.drift = .enforce } == [Item(.closes, .drift(from: .report, to: .enforce))])
        #expect(items { $0.entitlements[work]?.standing = [member] } == [Item(.opens, .standing([member]))])
        #expect(items { $0.entitlements[work]?.accounts = [prod] } == [Item(.opens, .givenIn([prod])), Item(.closes, .notGivenIn([jump]))])
        #expect(items { $0.entitlements[work]?.group = GroupName("G") } == [Item(.changes, .group(from: group, to: GroupName("G")))])
        #expect(items { $0.entitlements[work]?.description = "new words" } == [Item(.changes, .described)])
    }

    @Test("how far ahead, how many, what must be said, emergencies, freeze windows")
    func formats() {
        let limited = EntitlementLimits(ahead: .seconds(60), active: 2)
        var guarded = P.guarded()
        guarded.limits = limited
        func effects(_ change: @escaping (inout Entitlement) -> Void) -> [PolicyMeaning.Effect] {
            items(
                { policies in
                    guard var entitlement = policies.entitlements[work] else { return }
                    change(&entitlement)
                    policies.entitlements[work] = entitlement
                }, of: guarded
            ).map(\.effect)
        }
        #expect(effects { $0.limits.ahead = .seconds(61) } == [.opens])
        #expect(effects { $0.limits.ahead = .seconds(59) } == [.closes])
        #expect(effects { $0.limits.active = nil } == [.opens])
        #expect(effects { $0.limits.active = 1 } == [.closes])
        #expect(effects { $0.requirements.plan = true } == [.closes])
        var demanding = guarded
        demanding.requirements.plan = true
        func effect(_ requirements: Requirements) -> PolicyMeaning.Effect? {
            items({ $0.entitlements[work]?.requirements = requirements }, of: demanding).first?.effect
        }
        #expect(effect(Requirements(plan: false)) == .opens)
        #expect(effect(Requirements(plan: true, rollback: true)) == .closes)
        #expect(effect(Requirements(plan: false, rollback: true)) == .changes, "neither is less than the other")
        let rules = EmergencyRules(approval: .rules([.init(from: P.leads, count: 1)]), duration: .seconds(1), review: .seconds(1))
        #expect(effects { $0.emergency = rules } == [.opens])
        var (old, new) = (P().accepted, P().accepted)
        old.calendar.windows = [freeze("stays", 0), freeze("goes", 0), freeze("moves", 0)]
        new.calendar.windows = [freeze("stays", 0), freeze("moves", 60), freeze("comes", 0)]
        #expect(
            PolicyMeaning(from: old, to: new).freezes.map { "\($0.name) \($0.effect)" } == ["comes closes", "goes opens", "moves changes"])
    }

    private func freeze(_ name: String, _ start: Int64) -> FreezeWindow {
        FreezeWindow(name: name, hours: FreezeHours(zone: .utc, start: start, length: .init(clock: 60)))
    }

    @Test("entitlements that come and go")
    func comeAndGo() throws {
        let (none, one) = (P([]).accepted, P().accepted)
        let new = try #require(PolicyMeaning(from: none, to: one).entitlements.first)
        #expect(new.kind == .added)
        #expect(new.items.allSatisfy { $0.effect == .opens })
        #expect(new.items.contains(Item(.opens, .mayAsk([member]))))
        let gone = try #require(PolicyMeaning(from: one, to: none).entitlements.first)
        #expect(gone.kind == .removed)
        #expect(gone.items.contains(Item(.closes, .mayNotAsk([member]))))
    }

    @Test("no setting changes without a word")
    func everySetting() {
        let old = P().accepted
        func said(_ change: (inout Settings) -> Void) -> [String] {
            var new = old
            change(&new.settings)
            return PolicyMeaning(from: old, to: new).settings.map { "\($0.key): \($0.before ?? "-") → \($0.after ?? "-")" }
        }
        #expect(said { $0.repository = "example/other" } == ["repository: example/access → example/other"])
        #expect(said { $0.drift = .enforce } == ["drift: report → enforce"])
        #expect(said { $0.removals.most = 11 } == ["removals.most: 10 → 11"])
        #expect(said { $0.removals.fraction = 0.5 } == ["removals.fraction: 0.2 → 0.5"])
        #expect(said { $0.leases.prefix = "daypass/" } == ["leases.prefix: '' → 'daypass/'"])
        #expect(said { $0.evidence = [.github, .signature] } == ["approval.evidence: merge → github, signature"])
        #expect(said { $0.policyOwners = [P.leads] } == ["approval.policy-owners: nobody → leads"])
        #expect(said { $0.audit.branch = "ledger" } == ["audit.branch: audit → ledger"])
        #expect(said { $0.audit.committerName = "Broker" }.map { $0.prefix(16) } == ["audit.committer:"])
        #expect(said { $0.audit.committerEmail = "a@b.c" }.map { $0.prefix(16) } == ["audit.committer:"])
        #expect(said { $0.cadence = .seconds(900) } == ["cadence: - → 15m"])
        #expect(said { $0.removesFilesAfter = .seconds(86_400) } == ["expired.files: keep → remove, 1d after the end"])
    }

    @Test("settings by key, people by what tells them apart")
    func settingsAndPeople() {
        var new = P().accepted
        new.settings.timezone = "Asia/Tokyo"
        new.settings.accounts[prod] = Account(name: prod, id: AccountID("2"), backend: .cloud(role: nil, externalID: nil, endpoint: nil))
        new.people.people[P.lead]?.forges[.github] = ForgeIdentity(login: "x", id: 7)
        new.people.people[PersonName("eve")] = Person(name: PersonName("eve"), iam: .everywhere(UserName("eve")))
        new.people.people[P.other] = nil
        let meaning = PolicyMeaning(from: P().accepted, to: new)
        #expect(
            meaning.settings.map { "\($0.key): \($0.before ?? "-") → \($0.after ?? "-")" } == [
                "accounts.prod: - → 2", "timezone: UTC → Asia/Tokyo",
            ])
        #expect(meaning.people.map(\.person.text) == ["eve", "lead01", "lead02"])
        #expect(meaning.people.map(\.what) == [[.added], [.forge(.github, from: nil, to: ForgeIdentity(login: "x", id: 7))], [.removed]])
    }
}
