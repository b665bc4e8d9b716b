import AccessCore
import Approvals
import Cryptography
import Proving

/// A repository of two steps: c1 changes policies, c2 brings a request in. leads approve requests, guard01 owns policies.
struct Scene {
    static let leads = TeamName("leads")
    static let (lead01, guard01, member01) = (PersonName("lead01"), PersonName("guard01"), PersonName("member01"))
    static let now = Timestamp("2026-11-22T13:00:00Z")!
    static let id = RequestID("r1")
    static let path = "requests/r1.yaml"
    static let text = Array("version: 1\n".utf8)
    static let version = RequestVersion(id: id, path: path, blob: BlobID(String(repeating: "b", count: 40)))
    static let (root, first, second) = (commit("0"), commit("1"), commit("2"))

    static func commit(_ digit: Character) -> CommitID { CommitID(String(repeating: digit, count: 40)) }

    static func tree(_ digit: Character) -> TreeID { TreeID(String(repeating: digit, count: 40)) }

    static func policies(
        _ digit: Character, _ evidence: [EvidenceKind] = [.signature, .github], keys: [PersonName: String] = [:], at api: String? = nil
    ) -> PolicySet {
        let kind = ForgeSettings.Kind.allCases.first { evidence.contains($0.evidence) }
        let people = [lead01, guard01, member01].enumerated().map { place, name in
            Person(
                name: name, iam: .everywhere(UserName(name.text)), mail: "\(name)@example.com",
                forges: [.github: ForgeIdentity(login: name.text, id: Int64(100 + place))],
                keys: [SigningKey(key: keys[name] ?? "key of \(name)", from: nil, until: nil)])
        }
        let settings = Settings(
            repository: "example/access", timezone: "UTC", accounts: [:], evidence: evidence, policyOwners: [TeamName("security")],
            forge: kind.map { ForgeSettings(kind: $0, repository: "example/access", api: api, credential: .token(variable: "TOKEN")) })
        return PolicySet(
            tree: tree(digit), settings: settings,
            people: People(
                people: Dictionary(uniqueKeysWithValues: people.map { ($0.name, $0) }),
                teams: [leads: [lead01], TeamName("security"): [guard01]]),
            entitlements: [:])
    }

    var start: PolicySet? = policies("a")
    var proposed = policies("b")
    /// Who signed the policies of the first step.
    var owners: [PersonName] = []
    /// Who signed the request.
    var signers: [PersonName] = []
    var rules = ApprovalDraft.Rules.before(step: 1)
    var before: CommitID? = first
    var writers: [String] = []
    var found: FoundEvidence?
    var stepFound: FoundEvidence?
    /// What a ledger that is believed says of policies.
    var onRecord: AcceptedPolicy?
    var replaced: Set<TreeID> = []
    /// Whether what came stood already where a merged branch parted.
    var stoodBefore = false

    var draft: ApprovalDraft {
        let step = ApprovalDraft.Step(
            number: 0, before: Self.root, after: Self.first, parents: [Self.root], tree: proposed.tree, policies: proposed, isChange: true,
            files: owners.map { KeyNames.file(ApprovalPath.beginning(of: .policies(tree: proposed.tree)), $0) }, found: stepFound,
            stoodBefore: stoodBefore)
        var draft = ApprovalDraft(
            start: start, startCommit: Self.root, replaced: replaced, steps: [step], onRecord: onRecord,
            proposed: proposed, branch: "main", at: Self.now)
        draft.contents[Self.id] = ApprovalDraft.Content(
            Self.version, bytes: Self.text, rules: rules, before: before, after: Self.second, parents: [Self.first],
            files: signers.map { KeyNames.file("\(Self.path).", $0) }, writers: writers, found: found, stoodBefore: stoodBefore)
        return draft
    }

    /// What is asked first.
    var round: ForgeRound? { draft.nextRound(after: ForgeAnswers(), signatures: KeyNames()) }

    /// All that is asked, one after the other: forge and steps. Nobody answers anything but `facts`.
    func rounds(_ facts: [CommitID: StepFacts] = [:]) -> [ForgeRound] {
        var (answers, rounds) = (ForgeAnswers(), [ForgeRound]())
        while let round = draft.nextRound(after: answers, signatures: KeyNames()), rounds.count < 9 {
            answers.add(facts, to: round)
            rounds.append(round)
        }
        return rounds
    }

    /// - Parameter facts: what the forge of ``round`` says; about nothing else it was asked.
    func settled(_ facts: [CommitID: StepFacts] = [:]) -> SettledApprovals {
        var answers = ForgeAnswers()
        if var round {
            round.questions.removeAll { facts[$0.after] == nil }
            answers.add(facts, to: round)
        }
        return draft.settled(with: answers, signatures: KeyNames())
    }

    /// What was found about the request.
    func testimonies(_ facts: [CommitID: StepFacts] = [:]) -> [Testimony] { settled(facts).contents[Self.id]?.findings.testimonies ?? [] }
}

/// Signatures that name the key which made them, so that nothing has to be signed.
struct KeyNames: SignatureReading {
    static func file(_ beginning: String, _ person: PersonName) -> ApprovalDraft.File {
        ApprovalDraft.File(path: "\(beginning)\(person).sig", bytes: Array("key of \(person)".utf8))
    }

    func evidence(
        of subject: ApprovalStatement.Subject, in repository: String, files: [ApprovalFile], by policies: PolicySet
    ) -> SignatureEvidence {
        var approvals: [SignedApproval] = []
        var rejected: [RejectedSignature] = []
        for file in files {
            guard let (person, _) = ApprovalPath.reading(file.path, as: subject),
                let statement = try? ApprovalStatement(repository: repository, subject: subject)
            else { continue }
            let key = String(decoding: file.bytes, as: UTF8.self)
            if policies.people.people[person]?.keys.contains(where: { $0.key == key }) == true {
                approvals.append(
                    SignedApproval(
                        person: person, fingerprint: key, path: file.path, digest: SHA256.hash(file.bytes), seen: file.seen,
                        statement: statement))
            } else {
                rejected.append(RejectedSignature(path: file.path, person: person, reason: .unknownKey(key)))
            }
        }
        return SignatureEvidence(approvals: approvals, rejected: rejected)
    }
}
