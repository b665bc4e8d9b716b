import AccessCore

/// People who approve, and what they say.
enum Approvers {
    static let leads = TeamName("leads")
    static let security = TeamName("security")
    static let (lead01, lead02, guard01) = (PersonName("lead01"), PersonName("lead02"), PersonName("guard01"))

    /// lead01 and lead02 lead, guard01 guards, member01 asks, and leads too.
    static var people: People {
        let names = ["lead01", "lead02", "guard01", "member01", "stranger"]
        let people = names.enumerated().map { index, name in
            Person(
                name: PersonName(name), iam: .everywhere(UserName(name)),
                forges: [.github: ForgeIdentity(login: "\(name)-at-github", id: Int64(1000 + index))])
        }
        return People(
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.name, $0) }),
            teams: [leads: [lead01, lead02, PersonName("member01")], security: [guard01]])
    }

    static func policies(
        _ evidence: [EvidenceKind] = [.signature, .github], tree: String = "tree1", owners: [TeamName] = [security],
        rules: ApprovalRules = .rules([ApprovalRules.Rule(from: leads, count: 1)]), needsSignatures: Bool = false
    ) -> PolicySet {
        var settings = settings()
        (settings.evidence, settings.policyOwners) = (evidence, owners)
        var given = entitlement()
        (given.approval, given.needsSignatures) = (rules, needsSignatures)
        return PolicySet(tree: TreeID(tree), settings: settings, people: people, entitlements: [given.name: given])
    }

    static func said(
        _ person: PersonName, _ kind: EvidenceKind = .github, until: Timestamp? = nil, at time: Timestamp = at(-5)
    ) -> Approval {
        Approval(
            person: person, kind: kind, account: kind == .github ? people.people[person]?.forges[.github] : nil,
            key: kind == .signature ? "SHA256:\(person)" : nil, at: time, until: until, digest: "digest of \(person)")
    }

    static func reviews(_ people: PersonName...) -> Testimony {
        Testimony(kind: .github, arrival: Arrival(.mergeCommit, pullRequest: 7, merged: at(-1)), approvals: people.map { said($0) })
    }

    static func signatures(_ people: PersonName...) -> Testimony {
        Testimony(kind: .signature, approvals: people.map { said($0, .signature) })
    }

    static func found(_ testimonies: Testimony..., asked: Bool = true) -> ApprovalFindings {
        ApprovalFindings(sha256: "5ba5e", testimonies: testimonies, asked: asked)
    }
}
