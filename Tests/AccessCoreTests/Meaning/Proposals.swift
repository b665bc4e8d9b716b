import AccessCore

/// A change of requests under policies with people, for the tests of what it means.
struct Proposals {
    static let leads = TeamName("leads")
    static let lead = PersonName("lead01")
    static let other = PersonName("lead02")
    static let member01 = PersonName("member01")

    var accepted: PolicySet
    var proposed: PolicySet?
    var others: [AccessRequest] = []
    var snapshot: DirectorySnapshot?
    var now = at(0)

    init(
        _ entitlements: [Entitlement] = [Proposals.guarded()],
        teams: [TeamName: Set<PersonName>] = [leads: [lead, other]]
    ) {
        let people = [Self.lead, Self.other, Self.member01].map { ($0, Person(name: $0, iam: .everywhere(UserName($0.text)))) }
        accepted = PolicySet(
            tree: TreeID("t"), settings: settings(), people: People(people: Dictionary(uniqueKeysWithValues: people), teams: teams),
            entitlements: Dictionary(uniqueKeysWithValues: entitlements.map { ($0.name, $0) }))
    }

    /// An entitlement that one of the leads must approve.
    static func guarded(
        _ name: EntitlementName = work, group: GroupName = group, eligible: Eligibility = Eligibility(users: [member]),
        count: Int = 1, limit: Duration? = nil
    ) -> Entitlement {
        var made = entitlement(name, group: group, eligible: eligible, limit: limit)
        made.approval = .rules([.init(from: leads, count: count)])
        return made
    }

    static func file(
        _ id: RequestID = r, from before: AccessRequest? = nil, to after: AccessRequest? = nil, blobs: (String?, String?) = (nil, nil)
    ) -> ProposedRequest {
        ProposedRequest(
            id: id, path: "requests/\(id).yaml", before: before.map { .request($0) } ?? .absent,
            after: after.map { .request($0) } ?? .absent,
            blobs: (blobs.0.map { BlobID($0) }, blobs.1.map { BlobID($0) }), sha256: after == nil ? nil : "5ha")
    }

    func meaning(_ files: ProposedRequest...) -> ChangeMeaning {
        ChangeMeaning(
            ChangeMeaning.Input(
                requests: files, accepted: accepted, proposed: proposed, others: others, snapshot: snapshot, now: now))
    }

    /// A snapshot of one user, read at `now`.
    func snapshot(
        of name: UserName = member, groups: Set<GroupName> = [], others: Int = 0, tags: [String: String] = [:],
        covers: (groups: Set<GroupName>, tags: Set<String>)? = nil
    ) -> DirectorySnapshot {
        let user = DirectorySnapshot.User(groups: groups, otherGroups: others, tags: tags)
        let known = covers ?? (groups: Set(accepted.entitlements.values.flatMap { $0.eligible.groups }), tags: Set(tags.keys))
        return DirectorySnapshot(
            taken: now, repository: accepted.settings.repository,
            accounts: [jump: DirectorySnapshot.Account(groups: known.groups, tags: known.tags, users: [name: user])])
    }
}
