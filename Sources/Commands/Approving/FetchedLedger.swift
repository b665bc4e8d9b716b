import AccessCore
import Approvals
import Cryptography
import Git
import Ledger
import Reports

/// The ledger as a clone happens to have it, for what it tells an approver before they sign. It may be old, and nobody has verified
/// it: it warns, and decides nothing.
struct FetchedLedger {
    /// `origin/audit`, as people write it.
    let name: String
    private let clone: Clone
    private let state: RecordedState

    /// Nil if the clone has none that can be read.
    init?(_ clone: Clone) {
        let branch = clone.policies.settings.audit.branch
        let names = (clone.remote.map { [("refs/remotes/\($0)/\(branch)", "\($0)/\(branch)")] } ?? []) + [("refs/heads/\(branch)", branch)]
        for (reference, short) in names {
            guard let tip = try? clone.repository.reference(reference) else { continue }
            guard let state = try? Self.state(at: tip, in: clone.repository) else { return nil }
            (name, self.clone, self.state) = (short, clone, state)
            return
        }
        return nil
    }

    private static func state(at tip: ObjectID, in repository: Repository) throws -> RecordedState? {
        guard let entry = try repository.entry(at: Snapshot.path, in: repository.commit(tip).tree), entry.kind.isRegularFile else {
            return nil
        }
        return try Snapshot(text: try repository.blob(entry.id, limit: LedgerLimits().snapshot)).state
    }

    /// What keeps every signature of something from counting, and what to do; nil if nothing here tells of any.
    ///
    /// - Parameter commit: whose content is signed.
    func obstacle(to target: ApprovalTarget, at commit: ObjectID) -> (message: String, advice: String)? {
        guard let found = try? find(target, commit) else { return nil }
        return ("\(found.message(clone.time.full)) (by \(name), as last fetched)", found.advice)
    }

    private func find(_ target: ApprovalTarget, _ commit: ObjectID) throws -> SigningObstacle? {
        switch (target.kind, target.subject) {
        case (.request(let request, _, _), .request(let path, let sha256)):
            guard let entry = try clone.repository.entry(at: path, in: clone.repository.commit(commit).tree) else { return nil }
            return state.obstacle(to: RequestVersion(id: request.id, path: path, blob: BlobID(entry.id.hex)), sha256: sha256.hex)
        case (.policies, .policies(let tree)): return try isReplaced(tree) ? .replaced : nil
        default: return nil
        }
    }

    /// Whether a tree of policies stood on the source branch before the accepted ones came. Where it isn't on record which step those
    /// came with, nothing tells.
    private func isReplaced(_ tree: TreeID) throws -> Bool {
        guard let accepted = state.policy, accepted.tree != tree, let step = accepted.commit.flatMap({ ObjectID(hex: $0.text) }) else {
            return false
        }
        let trees = PolicyTrees(clone.repository)
        let history = try clone.repository.history(of: ["policies"], from: step, most: .max)
        return try history.steps.contains { try trees.tree(at: $0.commit.id)?.hex == tree.text }
    }
}
