import AccessCore

@testable import Reports

/// A request that two teams have to approve, by review or signature, and what the ledger says of it.
enum StoryExamples {
    static let id = RequestID("2026/11/deploy-billing")
    static let work = EntitlementName("prod-member-work")
    static let tree = TreeID("7eee7eee7eee7eee7eee7eee7eee7eee7eee7eee")
    static let blob = BlobID("b10bb10bb10bb10bb10bb10bb10bb10bb10bb10b")
    static let later = BlobID("c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0")
    static let run = RunID("20261122T123900Z-0123456789abcdef")
    static let before = CommitID("91ab33f0c2d4e6f8a1b3c5d7e9f0a2b4c6d8e0f1")

    /// Leads and security approve, by signatures or on GitHub.
    static func policies(_ evidence: [EvidenceKind] = [.signature, .github], onlySignatures: Bool = false) -> PolicySet {
        var entitlement = CheckExamples.entitlement()
        entitlement.approval = .rules([.init(from: TeamName("leads"), count: 1), .init(from: TeamName("security"), count: 1)])
        entitlement.needsSignatures = onlySignatures
        var policies = CheckExamples.policies([entitlement])
        policies.tree = tree
        policies.settings.evidence = evidence
        for (name, id) in [("lead01", 1004), ("lead02", 1005), ("sec01", 1006)] as [(String, Int64)] {
            let person = PersonName(name)
            policies.people.people[person] = Person(
                name: person, iam: .everywhere(UserName(name)), forges: [.github: ForgeIdentity(login: "\(name)-gh", id: id)])
        }
        policies.people.teams[TeamName("security")] = [PersonName("sec01")]
        return policies
    }

    static func review(_ person: String, _ id: Int64, at time: String, until: String? = nil, comment: String? = nil) -> Approval {
        Approval(
            person: PersonName(person), kind: .github, account: ForgeIdentity(login: "\(person)-gh", id: id), at: World.at(time),
            until: until.map(World.at), comment: comment, digest: "d19e57")
    }

    static let signature = Approval(
        person: PersonName("sec01"), kind: .signature, key: "SHA256:uNiVztksCsDhcc0u9e8BrrJXVGmA5uWt6oTyc5Q8bxM", at: World.at("22 21:40"),
        digest: "51941u4e")

    static func evidence(_ proof: ApprovalProof? = nil, narrows: BlobID? = nil) -> Evidence {
        Evidence(
            kind: proof?.kinds.first ?? .signature, before: before, after: Examples.commit, policies: tree, sha256: CheckExamples.sha256,
            proof: proof, narrows: narrows)
    }

    static func version(_ blob: BlobID = blob) -> RequestVersion {
        RequestVersion(id: id, path: "requests/2026/11/deploy-billing.yaml", blob: blob)
    }

    static func entry(_ time: String, _ event: LedgerEvent, _ account: AccountName? = nil) -> LedgerEntry {
        LedgerEntry(time: World.at(time), run: run, account: account, event: event)
    }

    static let arrival = Arrival(.squash, pullRequest: 12, merged: World.at("22 21:39"))

    /// What made it good: a lead's review, which shortens it, and a signature; another lead's review doesn't count.
    static let proof = ApprovalProof(
        approvals: [review("lead01", 1004, at: "22 21:30", until: "23 01:00", comment: "Until one is enough."), signature],
        setAside: [SetAside("lead02", "pushed to its branch")], arrival: arrival)

    static func denied(_ time: String, _ code: String, _ reason: String, blob: BlobID = blob, found: FoundEvidence? = nil) -> LedgerEntry {
        entry(
            time,
            .denied(
                Denial(
                    request: version(blob), user: UserName("member01"), code: code, reason: reason, evidence: evidence(), mixed: false,
                    since: World.at("22 21:38"), found: found)))
    }

    static func accepted(
        _ time: String, from start: String = "22 22:00", until: String = "23 01:00", blob: BlobID = blob, isPartial: Bool = false,
        narrows: BlobID? = nil,
        reviewDue: String? = nil
    ) -> LedgerEntry {
        guard let window = Window(start: World.at(start), end: World.at(until)) else { preconditionFailure("an empty window") }
        return entry(
            time,
            .accepted(
                Acceptance(
                    request: version(blob), user: UserName("member01"), userID: UserID("AIDAmember01"),
                    gives: [.init(entitlement: work, group: World.work)], window: window, evidence: evidence(proof, narrows: narrows),
                    facts: Acceptance.Facts(person: PersonName("member01"), groups: [], tags: [:]), isPartial: isPartial,
                    reviewDue: reviewDue.map(World.at))), World.jump)
    }

    static func granted(_ time: String) -> LedgerEntry {
        entry(
            time,
            .granted(
                Change(
                    intent: nil, action: World.action(.grant, "member01", until: "23 01:00", [id.text], because: .approved),
                    evidence: [.github, .signature], directory: [])), World.jump)
    }

    /// - Parameter apply: whether the state is what the entries add up to.
    static func input(
        _ entries: [LedgerEntry], file: RequestStory.File = .content(blob), policies: PolicySet = policies(),
        requests: [BlobID: AccessRequest] = [blob: CheckExamples.request(), later: CheckExamples.request(until: "23 05:00")],
        _ change: (inout RecordedState) -> Void = { _ in }
    ) -> RequestStory.Input {
        var state = World.state()
        state.policy?.evidence = policies.settings.evidence
        state.judged = Examples.commit
        for entry in entries { state.apply(entry) }
        change(&state)
        return RequestStory.Input(
            id: id, file: file, entries: entries, state: state, ledger: Examples.ledger, policies: [policies.tree: policies],
            requests: requests, parents: [Examples.commit: 1], now: World.now)
    }

    /// Asked for twice in vain, then approved and granted.
    static func whole() -> RequestStory {
        let doubt = Testimony(kind: .github, doubt: "the forge gave no answer about this step; the next run asks again")
        let reason = "whether 'prod-member-work' is approved can't be told yet: github: the forge gave no answer"
        return RequestStory(
            input([
                denied("22 21:38", "DP2103", reason, found: FoundEvidence(testimonies: [doubt], attempts: 1, next: World.at("22 21:39"))),
                denied("22 21:39", "DP2103", reason, found: FoundEvidence(testimonies: [doubt], attempts: 2, next: World.at("22 21:41"))),
                accepted("22 21:41"), granted("22 22:00"),
            ]))
    }
}
