import AccessCore
import Testing

/// Who could ever approve, by what they have.
struct ApproverMeansTests {
    private static let (leads, owners) = (TeamName("leads"), TeamName("security"))

    private static func policies(_ evidence: [EvidenceKind], onlySignatures: Bool = false) -> PolicySet {
        var one = entitlement()
        one.approval = .rules([.init(from: leads, count: 2)])
        one.needsSignatures = onlySignatures
        var settings = settings()
        (settings.evidence, settings.policyOwners) = (evidence, [owners])
        func person(_ name: String, github: Bool = false, _ keys: SigningKey...) -> (PersonName, Person) {
            let account: [EvidenceKind: ForgeIdentity] = github ? [.github: ForgeIdentity(login: name, id: 1)] : [:]
            return (PersonName(name), Person(name: PersonName(name), iam: .everywhere(UserName(name)), forges: account, keys: keys))
        }
        let people = Dictionary(uniqueKeysWithValues: [
            person("both", github: true, SigningKey(key: "k", from: nil, until: nil)), person("web", github: true), person("none"),
            person("early", SigningKey(key: "k", from: at(1), until: nil)), person("late", SigningKey(key: "k", from: nil, until: at(0))),
            person("lost", SigningKey(key: "k", from: nil, until: nil, revoked: .always)),
            person("timely", SigningKey(key: "k", from: at(0), until: at(1))),
        ])
        return PolicySet(
            tree: TreeID("tree"), settings: settings, people: People(people: people, teams: [leads: Set(people.keys)]),
            entitlements: [one.name: one])
    }

    @Test("An account where reviews are trusted, a key that signs now where signatures are")
    func kinds() {
        let means = ApproverMeans(Self.policies([.signature, .github]), at: at(0))
        func kinds(_ name: String, onlySignatures: Bool = false) -> [EvidenceKind] {
            means.kinds(of: PersonName(name), onlySignatures: onlySignatures)
        }
        #expect(kinds("both") == [.signature, .github])
        #expect(kinds("both", onlySignatures: true) == [.signature])
        #expect(kinds("web") == [.github])
        #expect(kinds("web", onlySignatures: true) == [])
        #expect(["none", "early", "late", "lost", "nobody"].map { kinds($0) } == [[], [], [], [], []])
        #expect(kinds("timely") == [.signature])
        #expect(ApproverMeans(Self.policies([.gitlab]), at: at(0)).kinds(of: PersonName("both")) == [])
        #expect(ApproverMeans(Self.policies([.merge]), at: at(0)).kinds(of: PersonName("both")) == [])
    }

    @Test("Teams that are asked: by entitlements, by emergencies, for policies")
    func asked() {
        var policies = Self.policies([.signature], onlySignatures: true)
        policies.entitlements[work]?.emergency = EmergencyRules(
            approval: .rules([.init(from: Self.owners, count: 3)]), duration: .seconds(3600), review: .seconds(86_400))
        let asked = ApproverMeans(policies, at: at(0)).asked
        #expect(asked.map(\.team) == [Self.leads, Self.owners])
        #expect(asked.map(\.count) == [2, 3])
        #expect(asked.map(\.onlySignatures) == [true, true])
        #expect(asked.map(\.by) == ["'prod-member-work'", "'prod-member-work'"])
        let plain = ApproverMeans(Self.policies([.github]), at: at(0)).asked
        #expect(plain.map(\.by) == ["'prod-member-work'", "approval.policy-owners"])
        #expect(ApproverMeans(Self.policies([.merge]), at: at(0)).asked.isEmpty)
    }
}
