import AccessCore
import Approvals
import Proving

/// What `ApprovalReader` makes of git, on commits in memory: all that the source branch tells about approvals.
struct RunnerApprovals {
    private let world: World
    private let recorded: RecordedState
    private let tip: Int
    private let believes: Bool
    private let now: Timestamp

    private var source: Source { world.source }

    init(_ world: World, _ recorded: RecordedState, tip: Int, believes: Bool, at now: Timestamp) {
        (self.world, self.recorded, self.tip, self.believes, self.now) = (world, recorded, tip, believes, now)
    }

    /// A draft without its contents; nil where the merge alone counts, from the base to the tip.
    func draft(_ walk: Walk, base: Int) -> ApprovalDraft? {
        let start = start(at: base)
        let earlier = earlierSteps(base, start)
        if trustsTheMerge(start, earlier, walk) { return nil }
        let isThere = start != nil && source.commits[base].policies.tree == start?.tree
        let startCommit = isThere ? Source.id(of: base) : believes ? recorded.judgedPolicy?.commit : nil
        let steps = walk.policies.map { policy in
            step(source.commits[policy.step.commit].parent, policy.step.commit, number: policy.step.number, isChange: policy.isChange)
        }
        return ApprovalDraft(
            start: start, startCommit: startCommit, replaced: replaced(start, startCommit, base), steps: earlier + steps,
            onRecord: believes ? recorded.policy : nil, proposed: source.commits[tip].policies.set, branch: ForgeServer.branch, at: now)
    }

    /// Trees of policies that stood on the branch before those that the walk begins with.
    private func replaced(_ start: PolicySet?, _ startCommit: CommitID?, _ base: Int) -> Set<TreeID> {
        guard let start else { return [] }
        var found = Set(source.line(from: startCommit.flatMap(Source.number) ?? base).map { source.commits[$0].policies.tree })
        if startCommit == nil { found.remove(source.commits[base].policies.tree) }
        found.remove(start.tree)
        return found
    }

    /// The content of a file whose approval has to be proven.
    func content(_ version: RequestVersion, _ rules: ApprovalDraft.Rules, _ origin: Origin) -> ApprovalDraft.Content {
        let proposal = Source.number(of: origin.after).flatMap { source.proposals[$0] }
        return ApprovalDraft.Content(
            version, bytes: Array(version.blob.text.utf8), rules: rules, before: origin.before, after: origin.after, parents: [],
            files: files("\(version.path).", source.commits[tip].signatures[version.path]),
            writers: origin.before == nil ? [] : (proposal?.commits ?? []).map(\.author.mail),
            found: believes ? recorded.evidence(about: version, broughtInBy: origin.after) : nil)
    }

    private func start(at base: Int) -> PolicySet? {
        guard believes, recorded.judged != nil, let judged = recorded.judgedPolicy else {
            return source.line(from: base).lazy.compactMap { source.commits[$0].policies.set }.first
        }
        return world.policies[judged.tree]
    }

    private func trustsTheMerge(_ start: PolicySet?, _ earlier: [ApprovalDraft.Step], _ walk: Walk) -> Bool {
        func isTrusting(_ policies: PolicySet?) -> Bool { policies.map { Quorum($0).trustsTheMerge } ?? true }
        guard isTrusting(start), earlier.allSatisfy({ !$0.isChange || isTrusting($0.policies) }) else { return false }
        for denial in recorded.denials.values where believes && !denial.cameBeforeAnyPolicies {
            if !isTrusting(world.policies[denial.evidence.policies]) { return false }
        }
        return walk.policies.allSatisfy { !$0.isChange || isTrusting(source.commits[$0.step.commit].policies.set) }
    }

    /// Steps before the base that aren't accepted yet.
    private func earlierSteps(_ base: Int, _ start: PolicySet?) -> [ApprovalDraft.Step] {
        guard let start, source.commits[base].policies.tree != start.tree else { return [] }
        if believes, let origin = origin(of: start, before: base), let walk = Walk(source, from: origin, to: base) {
            return walk.policies.map { policy in
                step(source.commits[policy.step.commit].parent, policy.step.commit, number: -1, isChange: policy.isChange)
            }
        }
        return [step(nil, base, number: -1, isChange: true)]
    }

    /// The step that the policies in force came with: on record, or the newest that left them behind where the merge was enough.
    private func origin(of start: PolicySet, before base: Int) -> Int? {
        if let known = recorded.judgedPolicy?.commit { return Source.number(of: known) }
        guard Quorum(start).trustsTheMerge else { return nil }
        return source.line(from: base).first { source.commits[$0].policies.tree == start.tree }
    }

    private func step(_ before: Int?, _ after: Int, number: Int, isChange: Bool) -> ApprovalDraft.Step {
        let commit = source.commits[after]
        let (id, tree) = (Source.id(of: after), commit.policies.tree)
        return ApprovalDraft.Step(
            number: number, before: before.map(Source.id), after: id, parents: [], tree: tree, policies: commit.policies.set,
            isChange: isChange,
            files: files(ApprovalPath.beginning(of: .policies(tree: tree)), commit.signatures[SignatureFile.place(of: tree)]),
            found: believes ? recorded.policyFindings[id] : nil)
    }

    /// Signatures as files of a tree.
    private func files(_ beginning: String, _ signatures: [PersonName: SignatureFile]?) -> [ApprovalDraft.File] {
        (signatures ?? [:]).sorted { $0.key < $1.key }.map { person, file in
            ApprovalDraft.File(path: "\(beginning)\(person).sig", bytes: file.bytes)
        }
    }
}
