import AccessCore
import Approvals
import Proving
import Reconciliation

/// What `SourceReader` makes of git, on commits in memory: what the source branch says, before the forge has been asked.
struct RunnerSourceReader {
    private let world: World
    private let recorded: RecordedState
    private let tip: Int
    private let approvals: RunnerApprovals
    private var reading: SourceReading
    /// Nil where the merge alone counts.
    private var evidence: ApprovalDraft?
    /// Where steps are looked at from.
    private var base: Int?
    private let believes: Bool

    private var source: Source { world.source }

    /// What counts of records of requests.
    private var trust: RecordTrust {
        if believes || world.lie == .contentsUnread && evidence == nil { return .whole }
        return evidence == nil ? .bounded : .none
    }

    /// The draft, as production code takes it from here.
    var draft: SourceDraft {
        let newest = source.commits[tip].policies
        return SourceDraft(
            reading: reading, approvals: evidence, recorded: recorded, tip: SourceDraft.Tip(tree: newest.tree, policies: newest.set))
    }

    init(_ world: World, tip: Int, _ recorded: RecordedState, at now: Timestamp) {
        (self.world, self.tip, self.recorded) = (world, tip, recorded)
        believes = world.lie == .recordsBelieved || (!world.pinnedKeys.isEmpty && recorded.genesis?.keys.isEmpty == false)
        approvals = RunnerApprovals(world, recorded, tip: tip, believes: believes, at: now)
        reading = SourceReading(
            tip: Source.id(of: tip), continuesHistory: true, policies: nil, policyChange: nil,
            submission: Submission(tip: Source.id(of: tip), requests: []), diagnostics: [])
        base = (recorded.judged ?? recorded.genesis?.root).flatMap(Source.number)
        var walk = base.flatMap { Walk(source, from: $0, to: tip) }
        var continues = walk != nil
        if world.swarm.proof.isOn, let known = walk, let judged = base {
            let root = believes ? judged : recorded.genesis.flatMap { Source.number(of: $0.root) } ?? judged
            if let whole = root == judged ? known : Walk(source, from: root, to: tip) {
                evidence = approvals.draft(whole, base: root)
                if evidence != nil { (base, walk) = (root, whole) }
            } else if (recorded.policy?.evidence ?? [.merge]) != [.merge] || wantsWords(root) || approvals.draft(known, base: judged) != nil
            {
                (continues, reading.missingRoot) = (false, Source.id(of: root))
            }
        }
        reading.continuesHistory = continues
        if evidence == nil { (reading.policies, reading.policyChange) = policiesInForce(continues: continues) }
        let taken = continues ? walk : nil
        reading.submission.deleted = taken?.deleted ?? []
        reading.submission.reviews = reviews(taken)
        reading.submission.requests = requests(taken)
        reading.recordTrust = trust
    }

    /// Whether the policies of a commit want more than the merge.
    private func wantsWords(_ commit: Int) -> Bool {
        source.commits[commit].policies.set?.settings.evidence.contains(.merge) == false
    }

    private mutating func requests(_ walk: Walk?) -> [SubmittedRequest] {
        var requests: [SubmittedRequest] = []
        for (id, file) in source.commits[tip].files.sorted(by: { $0.key < $1.key }) {
            let version = RequestVersion(id: id, path: SignatureFile.path(of: id), blob: file.blob)
            let isKnown = trust != .none && recorded.requests[id]?.settles(file.blob) == true
            if recorded.tombstones[id] != nil || isKnown && trust == .whole {
                requests.append(SubmittedRequest(version: version, content: .known, origin: nil))
            } else if isKnown {
                requests.append(SubmittedRequest(version: version, content: file.request.map { .decoded($0) } ?? .broken, origin: nil))
            } else if let request = file.request {
                let came = origin(of: version, walk)
                if let came { evidence?.contents[id] = approvals.content(version, came.rules, came.origin) }
                requests.append(SubmittedRequest(version: version, content: .decoded(request), origin: came?.origin))
            } else {
                requests.append(SubmittedRequest(version: version, content: .broken, origin: nil))
            }
        }
        return requests
    }

    private mutating func reviews(_ walk: Walk?) -> [SubmittedReview] {
        var reviews: [SubmittedReview] = []
        for (id, review) in source.commits[tip].reviews.sorted(by: { $0.key < $1.key }) {
            guard recorded.emergencies[id]?.review?.blob != review.blob else { continue }
            let submitted = SubmittedReview(
                request: id, path: SignatureFile.path(ofReview: id), blob: review.blob, verdict: review.verdict,
                origin: originOfReview(id, review, walk))
            if let origin = submitted.origin {
                evidence?.contents[submitted.version.id] = approvals.content(submitted.version, .atStart, origin)
            }
            reviews.append(submitted)
        }
        return reviews
    }

    private func originOfReview(_ id: RequestID, _ review: Source.Review, _ walk: Walk?) -> Origin? {
        if let step = walk?.reviews[id] { return Origin(step, of: source, policies: nil) }
        guard let denial = recorded.denials[SubmittedReview.id(of: id)], denial.request.blob == review.blob, believes else { return nil }
        return Origin(before: denial.evidence.before, after: denial.evidence.after, policies: nil, mixed: false)
    }

    private mutating func policiesInForce(continues: Bool) -> (PolicySet?, LedgerEvent?) {
        let commit = source.commits[tip]
        let accepted = recorded.policy?.tree
        let refusal = PolicyRefusal(tree: commit.policies.tree, commit: Source.id(of: tip), reason: "mistakes")
        let refused: LedgerEvent? = recorded.refusedPolicy == refusal.tree ? nil : .policyRefused(refusal)
        guard let policies = commit.policies.set else { return earlierPolicies(continues, refusal, refused) }
        if policies.tree == accepted { return (policies, nil) }
        if PolicyObjection(to: policies, recorded) != nil { return earlierPolicies(continues, refusal, refused) }
        return continues ? (policies, .policyAccepted(AcceptedPolicy(policies))) : (accepted.flatMap { world.policies[$0] }, nil)
    }

    /// Policies from before those of the tip.
    private mutating func earlierPolicies(_ continues: Bool, _ refusal: PolicyRefusal, _ refused: LedgerEvent?) -> (
        PolicySet?, LedgerEvent?
    ) {
        let accepted = recorded.policy?.tree
        guard accepted != nil, continues, !believes else { return (accepted.flatMap { world.policies[$0] }, refused) }
        let (source, recorded) = (source, recorded)
        let sets = source.line(from: tip).lazy.compactMap { source.commits[$0].policies.set }
        guard let policies = sets.first(where: { PolicyObjection(to: $0, recorded) == nil }) else { return (nil, refused) }
        if policies.tree == accepted { return (policies, refused) }
        reading.policyRefusal = refusal
        return (policies, .policyAccepted(AcceptedPolicy(policies)))
    }

    /// The step that brought a content in, and the policies accepted before it.
    private func origin(of version: RequestVersion, _ walk: Walk?) -> (origin: Origin, rules: ApprovalDraft.Rules)? {
        let isDraft = evidence != nil
        if let step = walk?.origins[version.id] {
            let policies = isDraft ? nil : source.commits[step.commit].parent.flatMap(policies(at:))
            return (Origin(step.commit, of: source, policies: policies), .before(step: step.number))
        }
        if let denial = recorded.denials[version.id], denial.request == version, !isDraft || believes {
            let policies = denial.cameBeforeAnyPolicies ? nil : world.policies[denial.evidence.policies]
            let origin = Origin(before: denial.evidence.before, after: denial.evidence.after, policies: policies, mixed: denial.mixed)
            return (origin, .remembered(policies))
        }
        return base.map { base in
            (Origin(before: nil, after: Source.id(of: base), policies: isDraft ? nil : policies(at: base), mixed: false), .atStart)
        }
    }

    private func policies(at commit: Int) -> PolicySet? {
        source.line(from: commit).lazy.compactMap { source.commits[$0].policies.set }.first
    }
}

extension Origin {
    init(_ step: Int, of source: Source, policies: PolicySet?) {
        let commit = source.commits[step]
        self.init(before: commit.parent.map(Source.id), after: Source.id(of: step), policies: policies, mixed: commit.isMixed)
    }
}
