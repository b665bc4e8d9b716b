import AccessCore

@testable import Reports

/// A change of one request and one of policies, for the tests of how they are told.
enum CheckExamples {
    static let sha256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

    static func entitlement(_ name: String = "prod-member-work", description: String? = "Deploy and operate production") -> Entitlement {
        Entitlement(
            name: EntitlementName(name), description: description, accounts: [World.jump], group: World.work,
            eligible: Eligibility(teams: [TeamName("developers")]), approval: .rules([.init(from: TeamName("leads"), count: 1)]),
            limits: EntitlementLimits(duration: .seconds(43_200)))
    }

    static func policies(_ entitlements: [Entitlement] = [entitlement()]) -> PolicySet {
        let people = ["member01", "lead01", "lead02"].map { PersonName($0) }
        return PolicySet(
            tree: TreeID("t"),
            settings: Settings(
                repository: "example/access", timezone: "Asia/Tokyo",
                accounts: [
                    World.jump: Account(
                        name: World.jump, id: AccountID("111111111111"), backend: .cloud(role: nil, externalID: nil, endpoint: nil))
                ], policyOwners: [TeamName("security")]),
            people: People(
                people: Dictionary(uniqueKeysWithValues: people.map { ($0, Person(name: $0, iam: .everywhere(UserName($0.text)))) }),
                teams: [TeamName("developers"): [PersonName("member01")], TeamName("leads"): [PersonName("lead01"), PersonName("lead02")]]),
            entitlements: Dictionary(uniqueKeysWithValues: entitlements.map { ($0.name, $0) }))
    }

    /// Policies of which one entitlement opens.
    static func loosened() -> PolicySet {
        var new = policies()
        new.entitlements[EntitlementName("prod-member-work")]?.eligible.users = [UserName("partner01")]
        return new
    }

    static func request(
        _ id: String = "2026/11/deploy-billing", user: String = "member01", from: String? = "22 22:00", until: String = "23 02:00",
        reason: String = "Deploy billing v2.3", plan: String? = nil, ticket: String? = "CHG-1234", access: String = "prod-member-work"
    ) -> AccessRequest {
        let file = Place("requests/\(id).yaml")
        return AccessRequest(
            id: RequestID(id), user: UserName(user), access: [EntitlementReference(name: EntitlementName(access), place: file)],
            start: from.map(World.at), end: .at(World.at(until)), reason: reason, ticket: ticket, plan: plan,
            places: RequestPlaces(file: file, user: file, end: file))
    }

    static func file(from before: AccessRequest? = nil, to after: AccessRequest?) -> ProposedRequest {
        let id = after?.id ?? before?.id ?? RequestID("none")
        return ProposedRequest(
            id: id, path: "requests/\(id).yaml", before: before.map { .request($0) } ?? .absent,
            after: after.map { .request($0) } ?? .absent,
            sha256: after == nil ? nil : sha256)
    }

    static func report(
        _ files: [ProposedRequest], accepted: PolicySet = policies(), proposed: PolicySet? = nil, others: [AccessRequest] = [],
        diagnostics: [Diagnostic] = []
    ) -> CheckReport {
        let meaning = ChangeMeaning(
            ChangeMeaning.Input(requests: files, accepted: accepted, proposed: proposed, others: others, now: World.now))
        return CheckReport(
            repository: "example/access", source: World.source, since: World.tip, requests: files.count, policies: proposed == nil ? 0 : 1,
            diagnostics: diagnostics + meaning.diagnostics, meaning: meaning)
    }
}
