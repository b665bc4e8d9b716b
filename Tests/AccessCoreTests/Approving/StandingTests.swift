import AccessCore
import Testing

/// How far rules are met is told as the judge decides it.
struct StandingTests {
    private static let leads = TeamName("leads")
    private static let security = TeamName("security")

    private static func policies(
        _ evidence: [EvidenceKind] = [.signature, .github], _ rules: [ApprovalRules.Rule] = [.init(from: leads, count: 2)],
        onlySignatures: Bool = false
    ) -> PolicySet {
        var one = entitlement()
        (one.approval, one.needsSignatures) = (.rules(rules), onlySignatures)
        var settings = settings()
        settings.evidence = evidence
        let names = ["lead01", "lead02", "lead03", "member01"].map { PersonName($0) }
        let people = names.enumerated().map { place, name in
            Person(name: name, iam: .everywhere(UserName(name.text)), forges: [.github: ForgeIdentity(login: name.text, id: Int64(place))])
        }
        return PolicySet(
            tree: TreeID("tree"), settings: settings,
            people: People(
                people: Dictionary(uniqueKeysWithValues: people.map { ($0.name, $0) }),
                teams: [leads: Set(names), security: [names[0]]]), entitlements: [one.name: one])
    }

    private static func approval(_ person: String, _ kind: EvidenceKind = .signature) -> Approval {
        let ids: [String: Int64] = ["lead01": 0, "lead02": 1, "lead03": 2, "member01": 3]
        return Approval(
            person: PersonName(person), kind: kind,
            account: kind == .github ? ForgeIdentity(login: person, id: ids[person] ?? 9) : nil, at: at(0), digest: "d")
    }

    private func standing(_ policies: PolicySet, _ testimonies: [Testimony]) throws -> EntitlementStanding {
        try #require(policies.standing(of: [work], for: member, isEmergency: false, by: testimonies).first)
    }

    @Test("One person counts once however often, the one who gets it never, and who could is who is left")
    func rules() throws {
        let found = try standing(
            Self.policies(),
            [
                Testimony(kind: .signature, approvals: [Self.approval("lead01"), Self.approval("member01")]),
                Testimony(kind: .github, approvals: [Self.approval("lead01", .github)]),
            ])
        guard case .rules(let rules) = found.need, let rule = rules.first else {
            Issue.record("\(found)")
            return
        }
        #expect(rule.approvals.map(\.kind) == [.signature, .github])
        #expect(rule.given == [PersonName("lead01")])
        #expect(rule.missing == 1)
        #expect(rule.able == [PersonName("lead02"), PersonName("lead03")])
        #expect(rule.shortfall == Shortfall(team: Self.leads, count: 2, given: rule.given, able: rule.able))
        #expect(found.setAside == [SetAside("member01", "would get the access")])
        #expect(found.isShort)
    }

    @Test("who gets it is known in whatever capitals people.yaml has the user's name, as IAM knows no two that differ in those")
    func capitals() throws {
        var policies = Self.policies()
        policies.people.people[PersonName("member01")]?.iam = .everywhere(UserName("Member01"))
        let found = try standing(policies, [Testimony(kind: .signature, approvals: [Self.approval("member01"), Self.approval("lead01")])])
        #expect(found.setAside == [SetAside("member01", "would get the access")])
        policies.people.people[PersonName("member01")]?.iam = .perAccount([AccountName("elsewhere"): UserName("Member01")])
        #expect(try standing(policies, [Testimony(kind: .signature, approvals: [Self.approval("member01")])]).setAside.isEmpty)
    }

    @Test("What it says is what the judge decides", arguments: 0..<64)
    func agrees(seed: Int) throws {
        let yes = ["lead01", "lead02", "lead03"].enumerated().filter { seed & (1 << $0.offset) != 0 }.map(\.element)
        let (hasDoubt, hasObjection, onlySignatures) = (seed & 8 != 0, seed & 16 != 0, seed & 32 != 0)
        let testimonies = [
            Testimony(kind: .signature, approvals: yes.prefix(1).map { Self.approval($0) }),
            Testimony(
                kind: .github, approvals: yes.dropFirst().map { Self.approval($0, .github) },
                objections: hasObjection ? [Self.approval("lead03", .github)] : [], doubt: hasDoubt ? "lag" : nil),
        ]
        let rules: [ApprovalRules.Rule] = [.init(from: Self.leads, count: 2), .init(from: Self.security, count: 1)]
        let policies = Self.policies([.signature, .github], rules, onlySignatures: onlySignatures)
        let verdict = Quorum(policies).verdict(
            on: testimonies, by: rules, onlySignatures: onlySignatures, beneficiaries: [PersonName("member01")])
        let found = try standing(policies, testimonies)
        switch verdict {
        case .met: #expect(found.unmet.isEmpty && found.objections.isEmpty)
        case .objected(let people): #expect(Set(found.objections.map(\.person)) == Set(people))
        case .doubtful(let doubts): #expect(found.doubts == doubts && !found.unmet.isEmpty && !found.isShort)
        case .missing(let shortfalls, let setAside):
            #expect(found.unmet.compactMap(\.shortfall) == shortfalls && found.setAside == setAside && found.isShort)
        }
    }

    @Test("What proved it is told by rule; where only signatures count, by those")
    func proven() throws {
        let proof = ApprovalProof(approvals: [Self.approval("lead01"), Self.approval("lead02", .github)])
        func given(_ policies: PolicySet) throws -> [PersonName] {
            let found = try #require(policies.standing(of: [work], for: member, isEmergency: false, provenBy: proof).first)
            guard case .rules(let rules) = found.need else { return [] }
            return rules.flatMap(\.given)
        }
        #expect(try given(Self.policies()) == [PersonName("lead01"), PersonName("lead02")])
        #expect(try given(Self.policies(onlySignatures: true)) == [PersonName("lead01")])
    }

    @Test("Needs that no words meet: the merge, nobody, no such way")
    func others() throws {
        #expect(try standing(Self.policies([.merge]), []).need == .merge([.init(from: Self.leads, count: 2)]))
        var policies = Self.policies()
        policies.entitlements[work]?.approval = .automatic
        #expect(try standing(policies, []).need == .automatic)
        #expect(policies.standing(of: [work], for: member, isEmergency: true, by: []).map(\.need) == [.unknown])
        policies.entitlements = [:]
        #expect(try standing(policies, []).need == .unknown)
    }

    @Test("Whoever has the user's name in any account that is asked for gets the access")
    func beneficiaries() {
        func person(_ name: String, _ users: [AccountName: UserName]) -> (PersonName, Person) {
            (PersonName(name), Person(name: PersonName(name), iam: .perAccount(users)))
        }
        var policies = Self.policies()
        let (more, both) = (entitlement(EntitlementName("more"), in: [prod]), entitlement(EntitlementName("both"), in: [jump, prod]))
        (policies.entitlements[more.name], policies.entitlements[both.name]) = (more, both)
        policies.people.people = Dictionary(
            uniqueKeysWithValues: [person("one", [jump: member]), person("two", [prod: member]), person("else", [jump: UserName("else")])])
        let (one, two) = (PersonName("one"), PersonName("two"))
        #expect(policies.beneficiaries(of: [work], asking: member) == [one])
        #expect(policies.beneficiaries(of: [work, more.name], asking: member) == [one, two])
        #expect(policies.beneficiaries(of: [both.name], asking: member) == [one, two])
    }
}
