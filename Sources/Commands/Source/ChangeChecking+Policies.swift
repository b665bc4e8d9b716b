import AccessCore
import AccessRequests
import Git

extension ChangeChecking.Policies {
    /// Reads each tree of `policies/` once, and of a side that leaves them alone none.
    init(_ change: CheckedChange, base: ObjectID, of side: CheckedChange.Side, in repository: Repository) throws {
        var trees = PolicyTrees(repository)
        accepted = try trees.tree(at: base).map { try trees.policies(in: $0) }
        started = try trees.tree(at: change.since).map { try trees.policies(in: $0) }
        guard !change.policies.isEmpty else { return }
        switch side {
        case .commit(let commit): proposed = try trees.tree(at: commit).map { try trees.policies(in: $0) } ?? Self.nothing
        case .folder(let folder, _):
            let files = try CheckedFiles(folder: folder, folders: ["policies"])
            var decoded = PolicyDecoder().decode(files.policies, tree: TreeID(""))
            decoded.diagnostics += files.refused
            if !files.refused.isEmpty { decoded.value = nil }
            proposed = decoded
        }
    }

    private static var nothing: Decoded<PolicySet> { PolicyDecoder().decode([], tree: TreeID("")) }
}
