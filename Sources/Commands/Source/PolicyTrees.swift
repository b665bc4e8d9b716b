import AccessCore
import AccessRequests
import Git

/// Reads `policies/` of commits, each tree once.
struct PolicyTrees {
    private let repository: Repository
    /// What was read so far, by tree.
    private(set) var read: [ObjectID: Decoded<PolicySet>]
    /// What was in force at commits whose policies have mistakes.
    private var earlier: [ObjectID: PolicySet?] = [:]

    /// Bytes of one policy file that are read at all; what is larger is refused by the decoder in words of its own.
    static let fileLimit = 4 << 20

    /// - Parameter read: what was read of the same repository before.
    init(_ repository: Repository, read: [ObjectID: Decoded<PolicySet>] = [:]) { (self.repository, self.read) = (repository, read) }

    /// The tree of `policies/` at a commit; nil if there is none.
    func tree(at commit: ObjectID) throws -> ObjectID? {
        let root = try repository.commit(commit).tree
        guard let entry = try repository.entry(at: "policies", in: root), entry.kind == .tree else { return nil }
        return entry.id
    }

    /// What a tree of `policies/` says.
    mutating func policies(in tree: ObjectID) throws -> Decoded<PolicySet> {
        if let known = read[tree] { return known }
        var files: [SourceFile] = []
        var odd: [Diagnostic] = []
        let entries = try repository.list(tree)
        odd += SourceFiles.repeated(entries).map { SourceFiles.twice("policies/" + $0.text) }
        for entry in entries {
            switch try SourceFiles.read(entry, at: "policies/" + entry.path.text, limit: Self.fileLimit, from: repository) {
            case .file(let file): files.append(file)
            case .refused(let diagnostic): odd.append(diagnostic)
            }
        }
        var decoded = PolicyDecoder().decode(files, tree: TreeID(tree.hex))
        decoded.diagnostics += odd.sorted(by: Diagnostic.inOrder)
        if !odd.isEmpty { decoded.value = nil }
        read[tree] = decoded
        return decoded
    }

    /// What a commit's `policies/` says; nil if there is none, or it has mistakes.
    mutating func policies(at commit: ObjectID) throws -> PolicySet? {
        guard let tree = try tree(at: commit) else { return nil }
        return try policies(in: tree).value
    }

    /// What a commit's `policies/` says, or where it has mistakes, what those of the nearest commit before it say that has none,
    /// back to the root of trust.
    mutating func policies(nearest commit: ObjectID, root: ObjectID?) throws -> PolicySet? {
        if let policies = try policies(at: commit) { return policies }
        if let known = earlier[commit] { return known }
        var found: PolicySet?
        for step in try changes(upTo: commit, root: root) where found == nil { found = try policies(at: step) }
        earlier[commit] = .some(found)
        return found
    }

    /// Commits along first parents that changed `policies/`, the newest first, and the root of trust last.
    func changes(upTo commit: ObjectID, root: ObjectID?) throws -> [ObjectID] {
        let steps = try repository.history(of: ["policies"], from: commit, downTo: root).steps.map(\.commit.id)
        return steps.reversed() + [root].compactMap(\.self)
    }

    /// What a recorded tree says, if it is to be had and free of mistakes.
    mutating func policies(in tree: TreeID) -> PolicySet? {
        guard let id = ObjectID(hex: tree.text) else { return nil }
        return (try? policies(in: id))?.value
    }
}
