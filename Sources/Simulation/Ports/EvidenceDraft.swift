import AccessCore
import Approvals

/// What `ApprovalReader` makes of git, on commits in memory: all that the source branch tells about approvals.
struct EvidenceDraft {
    struct Step {
        /// Its place among the steps of the walk; -1 for those before it.
        var number: Int
        var before: CommitID?
        var after: CommitID
        var tree: TreeID
        var policies: PolicySet?
        var isChange: Bool
        var files: [PersonName: SignatureFile]
        var found: FoundEvidence?
    }

    /// Which policies a content came under.
    enum Rules {
        case before(step: Int)
        case atStart
        case remembered(PolicySet?)
    }

    struct Content {
        var version: RequestVersion
        var rules: Rules
        var before: CommitID?
        var after: CommitID
        var files: [PersonName: SignatureFile]
        /// Addresses of those who wrote it.
        var writers: [String]
        var found: FoundEvidence?

        var question: StepQuestion.Content {
            StepQuestion.Content(
                path: version.path, object: version.blob.text, sha256: SignatureFile.sha256(of: version.blob.text))
        }
    }

    let world: World
    let tip: Int
    let believes: Bool
    let now: Timestamp
    var start: PolicySet?
    var startCommit: CommitID?
    var steps: [Step] = []
    var contents: [RequestID: Content] = [:]
    var proposed: PolicySet?
    private(set) var laterForge: ForgeSettings?

    /// The content of a file whose approval has to be proven.
    mutating func take(_ version: RequestVersion, as id: RequestID, _ rules: Rules, _ origin: Origin, _ recorded: RecordedState) {
        let denial = recorded.denials[version.id].flatMap { $0.request == version ? $0 : nil }
        let proposal = Source.number(of: origin.after).flatMap { world.source.proposals[$0] }
        let writers = origin.before == nil ? [] : (proposal?.commits ?? []).map(\.author.mail)
        contents[id] = Content(
            version: version, rules: rules, before: origin.before, after: origin.after,
            files: world.source.commits[tip].signatures[version.path] ?? [:], writers: writers,
            found: believes ? denial.flatMap { remembered($0, of: origin.after) } : nil)
    }

    private func remembered(_ denial: Denial, of step: CommitID) -> FoundEvidence? {
        guard let found = denial.found, denial.evidence.after != step else { return denial.found }
        let signatures = found.testimonies.filter { $0.kind == .signature }
        return signatures.isEmpty ? nil : FoundEvidence(testimonies: signatures)
    }

    var forge: ForgeSettings? {
        start.flatMap(Self.forge(of:)) ?? laterForge
    }

    mutating func findForge() {
        guard start.flatMap(Self.forge(of:)) == nil else { return }
        let waiting = contents.values.sorted { $0.version.path < $1.version.path }.lazy.compactMap { content in
            if case .remembered(let policies?) = content.rules { Self.forge(of: policies) } else { nil }
        }.first
        laterForge = waiting ?? settled(with: [:]).walk.accepted.flatMap(Self.forge(of:))
    }

    private static func forge(of policies: PolicySet) -> ForgeSettings? {
        policies.settings.forge.flatMap { policies.settings.evidence.contains($0.kind.evidence) ? $0 : nil }
    }

    /// What the forge is to be asked: nothing whose answer is remembered, or isn't due yet.
    var questions: [StepQuestion] {
        guard let forge else { return [] }
        func isKnown(_ found: FoundEvidence?) -> Bool {
            guard world.lie != .restlessAsking else { return false }
            guard let found, let known = found.testimonies.first(where: { $0.kind == forge.kind.evidence }) else { return false }
            return known.doubt == nil || !found.isDue(at: now)
        }
        var asked: [CommitID: StepQuestion] = [:]
        func ask(_ before: CommitID?, _ after: CommitID, _ content: StepQuestion.Content) {
            guard before != nil else { return }
            asked[after, default: StepQuestion(before: before, after: after, parents: [], branch: ForgeServer.branch, contents: [])]
                .contents.append(content)
        }
        for step in steps where step.isChange && step.tree != start?.tree && !isKnown(step.found) {
            ask(step.before, step.after, Self.question(of: step))
        }
        for content in contents.values.sorted(by: { $0.version.path < $1.version.path }) where !isKnown(content.found) {
            ask(content.before, content.after, content.question)
        }
        return asked.values.sorted { $0.after < $1.after }
    }

    static func question(of step: Step) -> StepQuestion.Content {
        StepQuestion.Content(path: SignatureFile.policies, object: step.tree.text)
    }
}

extension EvidenceDraft {
    /// Makes a draft without its contents.
    struct Reader {
        private let world: World
        private let recorded: RecordedState
        private let tip: Int
        private let believes: Bool
        private let now: Timestamp

        private var source: Source { world.source }

        init(_ world: World, _ recorded: RecordedState, tip: Int, believes: Bool, at now: Timestamp) {
            (self.world, self.recorded, self.tip, self.believes, self.now) = (world, recorded, tip, believes, now)
        }

        /// Nil where the merge alone counts, from the base to the tip.
        func draft(_ walk: Walk, base: Int) -> EvidenceDraft? {
            let start = start(at: base)
            if trustsTheMerge(start, walk) { return nil }
            let isThere = start != nil && source.commits[base].policies.tree == start?.tree
            let startCommit = isThere ? Source.id(of: base) : believes ? recorded.judgedPolicy?.commit : nil
            var draft = EvidenceDraft(
                world: world, tip: tip, believes: believes, now: now, start: start, startCommit: startCommit)
            draft.steps = earlierSteps(base, start)
            for policy in walk.policies {
                let before = source.commits[policy.step.commit].parent
                draft.steps.append(step(before, policy.step.commit, number: policy.step.number, isChange: policy.isChange))
            }
            draft.proposed = source.commits[tip].policies.set
            return draft
        }

        private func start(at base: Int) -> PolicySet? {
            guard believes, recorded.judged != nil, let judged = recorded.judgedPolicy else {
                return source.line(from: base).lazy.compactMap { source.commits[$0].policies.set }.first
            }
            return world.policies[judged.tree]
        }

        private func trustsTheMerge(_ start: PolicySet?, _ walk: Walk) -> Bool {
            func isTrusting(_ policies: PolicySet?) -> Bool { policies.map { Quorum($0).trustsTheMerge } ?? true }
            guard isTrusting(start) else { return false }
            for denial in recorded.denials.values where believes && !denial.cameBeforeAnyPolicies {
                if !isTrusting(world.policies[denial.evidence.policies]) { return false }
            }
            return walk.policies.allSatisfy { !$0.isChange || isTrusting(source.commits[$0.step.commit].policies.set) }
        }

        /// Steps before the base that aren't accepted yet.
        private func earlierSteps(_ base: Int, _ start: PolicySet?) -> [Step] {
            guard let start, source.commits[base].policies.tree != start.tree else { return [] }
            if let origin = recorded.judgedPolicy?.commit.flatMap(Source.number), believes, let walk = Walk(source, from: origin, to: base)
            {
                return walk.policies.map { policy in
                    step(source.commits[policy.step.commit].parent, policy.step.commit, number: -1, isChange: policy.isChange)
                }
            }
            return [step(nil, base, number: -1, isChange: true)]
        }

        private func step(_ before: Int?, _ after: Int, number: Int, isChange: Bool) -> Step {
            let commit = source.commits[after]
            let id = Source.id(of: after)
            return Step(
                number: number, before: before.map(Source.id), after: id, tree: commit.policies.tree, policies: commit.policies.set,
                isChange: isChange, files: commit.signatures[SignatureFile.place(of: commit.policies.tree)] ?? [:],
                found: believes ? recorded.policyFindings[id] : nil)
        }
    }
}
