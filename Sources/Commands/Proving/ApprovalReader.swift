import AccessCore
import AccessRequests
import Approvals
import Git
import Proving
import Reconciliation

/// Reads from a repository what tells about approvals.
struct ApprovalReader {
    let repository: Repository
    let recorded: RecordedState
    let branch: String
    let now: Timestamp
    /// Whether the ledger is signed by a key pinned outside: else what it remembers of evidence may be anybody's.
    let believesMemory: Bool
    private var forks: ForkPoints

    init(repository: Repository, recorded: RecordedState, branch: String, now: Timestamp, believesMemory: Bool) {
        (self.repository, self.recorded, self.branch, self.now) = (repository, recorded, branch, now)
        (self.believesMemory, forks) = (believesMemory, ForkPoints(repository))
    }

    /// The draft without its contents; nil where the merge alone counts, from the base to the tip.
    ///
    /// - Throws: also where people's word was wanted, and nothing tells any more by which rules.
    mutating func draft(_ walk: SourceWalk, base: ObjectID, tip: ObjectID, trees: inout PolicyTrees) throws -> ApprovalDraft? {
        let start = try start(at: base, &trees)
        // With no folder there yet, nothing was in force there.
        let wasThere = try believesMemory && recorded.judgedPolicy != nil || trees.tree(at: base) != nil
        if start == nil, wasThere, let accepted = recorded.policy, !accepted.evidence.contains(.merge) {
            throw Self.unreadable(accepted.tree)
        }
        var steps = try earlierSteps(base, start, &trees)
        if try trustsTheMerge(start, steps, walk, &trees) { return nil }
        let isThere = try start != nil && trees.tree(at: base)?.hex == start?.tree.text
        let startCommit = isThere ? CommitID(base.hex) : believesMemory ? recorded.judgedPolicy?.commit : nil
        for policy in walk.policies {
            steps.append(
                try step(policy.step.before, policy.step.after, number: policy.step.number, isChange: policy.isChange, &trees))
        }
        return ApprovalDraft(
            start: start, startCommit: startCommit, replaced: try replaced(steps, start, startCommit, base, trees), steps: steps,
            onRecord: believesMemory ? recorded.policy : nil, proposed: try trees.policies(at: tip), branch: branch, at: now)
    }

    /// Without them the first policies that trust the merge would begin anew (P1).
    private static func unreadable(_ tree: TreeID) -> SourceFailure {
        SourceFailure(
            "the policies accepted last, tree \(tree.text.prefix(7)), can't be read any more, so nothing tells who approves others",
            advice:
                "Run the version of daypass that accepted them, or found a new ledger at a root whose policies daypass check finds right."
        )
    }

    /// Trees of policies that stood on the branch before those that the walk begins with; none where nobody signed anything that
    /// might be one of them.
    private func replaced(
        _ steps: [ApprovalDraft.Step], _ start: PolicySet?, _ startCommit: CommitID?, _ base: ObjectID, _ trees: PolicyTrees
    ) throws -> Set<TreeID> {
        guard let start, steps.contains(where: { $0.tree != start.tree && !$0.files.isEmpty }) else { return [] }
        let from = startCommit.flatMap { ObjectID(hex: $0.text) } ?? base
        let history = try repository.history(of: ["policies"], from: from, most: .max)
        var found = Set(try history.steps.compactMap { try trees.tree(at: $0.commit.id).map { TreeID($0.hex) } })
        // Where it isn't known which commit they came with, what stands at the base may be what waits for approval.
        if startCommit == nil, let waiting = try trees.tree(at: base) { found.remove(TreeID(waiting.hex)) }
        found.remove(start.tree)
        return found
    }

    /// The policies in force at the base.
    private func start(at base: ObjectID, _ trees: inout PolicyTrees) throws -> PolicySet? {
        guard believesMemory, recorded.judged != nil, let judged = recorded.judgedPolicy else {
            // The merge alone counted so far: while policies have mistakes, those from before are in force.
            return try trees.policies(nearest: base, root: recorded.root)
        }
        return trees.policies(in: judged.tree)
    }

    private func trustsTheMerge(
        _ start: PolicySet?, _ earlier: [ApprovalDraft.Step], _ walk: SourceWalk, _ trees: inout PolicyTrees
    ) throws -> Bool {
        func isTrusting(_ policies: PolicySet?) -> Bool { policies.map { Quorum($0).trustsTheMerge } ?? true }
        // A change that a brake holds binds what came after it.
        guard isTrusting(start), earlier.allSatisfy({ !$0.isChange || isTrusting($0.policies) }) else { return false }
        // What waits since before the merge was enough came under rules that want people's word.
        for denial in recorded.denials.values where believesMemory && !denial.cameBeforeAnyPolicies {
            if !isTrusting(trees.policies(in: denial.evidence.policies)) { return false }
        }
        for policy in walk.policies where policy.isChange {
            if try !isTrusting(trees.policies(at: policy.step.after)) { return false }
        }
        return true
    }

    /// Steps before the base that aren't accepted yet.
    private mutating func earlierSteps(_ base: ObjectID, _ start: PolicySet?, _ trees: inout PolicyTrees) throws -> [ApprovalDraft.Step] {
        guard let start, try trees.tree(at: base)?.hex != start.tree.text else { return [] }
        if believesMemory, let origin = try origin(of: start, before: base, trees) {
            let history = try repository.history(of: ["policies", "approvals"], from: base, downTo: origin)
            if history.end == .base {
                var steps: [ApprovalDraft.Step] = []
                for step in history.steps {
                    let isChange = step.changes.contains { $0.path.text.hasPrefix("policies") }
                    steps.append(try self.step(step.commit.parents.first, step.commit.id, number: -1, isChange: isChange, &trees))
                }
                return steps
            }
        }
        // How it came to differ can't be told any more: one step from nowhere, which only signatures of the whole can approve.
        return [try step(nil, base, number: -1, isChange: true, &trees)]
    }

    /// The step that the policies in force came with. While the merge was enough none is on record: then it is the newest that left
    /// them behind. Without it the last of what a brake holds would be the first that they judge, though what came between wants
    /// people's word (P1).
    private func origin(of start: PolicySet, before base: ObjectID, _ trees: PolicyTrees) throws -> ObjectID? {
        if let known = recorded.judgedPolicy?.commit { return ObjectID(hex: known.text) }
        guard Quorum(start).trustsTheMerge else { return nil }
        let history = try repository.history(of: ["policies"], from: base, most: .max)
        return try history.steps.last { try trees.tree(at: $0.commit.id)?.hex == start.tree.text }?.commit.id
    }

    private mutating func step(
        _ before: ObjectID?, _ after: ObjectID, number: Int, isChange: Bool, _ trees: inout PolicyTrees
    ) throws -> ApprovalDraft.Step {
        let tree = try trees.tree(at: after)
        let commit = try repository.commit(after)
        let id = CommitID(after.hex)
        return ApprovalDraft.Step(
            number: number, before: before.map { CommitID($0.hex) }, after: id, parents: commit.parents.map { CommitID($0.hex) },
            tree: tree.map { TreeID($0.hex) }, policies: try tree.flatMap { try trees.policies(in: $0).value }, isChange: isChange,
            files: try tree.map { try policyFiles(of: TreeID($0.hex), in: commit.tree) } ?? [],
            found: believesMemory ? recorded.policyFindings[id] : nil,
            stoodBefore: try tree.map { try forks.had($0, at: "policies", in: commit) } ?? false)
    }

    /// What stands among approvals of a tree of policies.
    private func policyFiles(of tree: TreeID, in root: ObjectID) throws -> [ApprovalDraft.File] {
        let folder = String(ApprovalPath.policiesFolder.dropLast())
        let beginning = Array(ApprovalPath.beginning(of: .policies(tree: tree)).utf8)
        return try files(repository.list(root, under: folder).filter { $0.path.bytes.starts(with: beginning) })
    }

    /// The content of a file whose approval has to be proven.
    ///
    /// - Parameter writers: what tells who wrote it: that keeps people from approving their own request by mistake, and proves nothing.
    mutating func content(
        _ version: RequestVersion, bytes: [UInt8], rules: ApprovalDraft.Rules, origin: (before: CommitID?, after: CommitID),
        beside entries: [TreeEntry], _ writers: inout ContentWriters
    ) throws -> ApprovalDraft.Content {
        var (parents, mails, stoodBefore): ([ObjectID], [String], Bool) = ([], [], false)
        if let step = ObjectID(hex: origin.after.text) {
            let commit = try writers.commit(step)
            parents = commit.parents
            if let blob = ObjectID(hex: version.blob.text) { stoodBefore = try forks.had(blob, at: version.path, in: commit) }
            if origin.before != nil { mails = try writers.mails(of: ContentWriters.File(version), in: step) }
        }
        return ApprovalDraft.Content(
            version, bytes: bytes, rules: rules, before: origin.before, after: origin.after, parents: parents.map { CommitID($0.hex) },
            files: try files(entries), writers: mails,
            found: believesMemory ? recorded.evidence(about: version, broughtInBy: origin.after) : nil, stoodBefore: stoodBefore)
    }

    private func files(_ entries: [TreeEntry]) throws -> [ApprovalDraft.File] {
        var files: [ApprovalDraft.File] = []
        for entry in entries.prefix(ApprovalDraft.mostFiles) {
            guard
                case .file(let file) = try SourceFiles.read(
                    entry, at: entry.path.text, limit: ApprovalDraft.fileLimit, from: repository)
            else { continue }
            files.append(ApprovalDraft.File(path: file.path, bytes: file.bytes))
        }
        return files
    }
}
