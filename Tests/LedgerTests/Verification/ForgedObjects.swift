import AccessCore
import Cryptography
import Git
import Reconciliation

@testable import Ledger

/// A ledger's objects in the hands of somebody who changes them and names all that leads to them anew, as git would: with
/// nothing for git to find. In memory, so that it can be done some ten thousand times.
struct ForgedObjects: LedgerObjects {
    struct File: Hashable {
        var path: String
        var bytes: [UInt8]
        var kind = EntryKind.file
    }

    struct Step: Hashable {
        var message: String
        var author = Signature(name: "Daypass", mail: "daypass@localhost", seconds: Samples.noon.seconds)
        /// What the commit brings: files of records, and the snapshot.
        var files: [File]
    }

    var steps: [Step]

    /// The commits' names, each made of all that it leads to.
    var commits: [ObjectID] {
        var before = ""
        return steps.map { step in
            let files = step.files.map { "\($0.path) \($0.kind) \(SHA256.hash($0.bytes).hex)" }
            before = SHA256.hash("\(before)\n\(step.author)\n\(step.message)\n\(files)").hex
            return ObjectID(hex: before.prefix(40))!
        }
    }

    /// What stands for a commit while steps are checked one by one, its tree, and a file of it.
    static func name(_ step: Int, file: Int? = nil, tree: Bool = false) -> ObjectID {
        let digits = String((step + 1) << 12 | (file.map { $0 + 2 } ?? (tree ? 1 : 0)), radix: 16)
        return ObjectID(hex: String(repeating: "0", count: 40 - digits.count) + digits)!
    }

    private func place(of id: ObjectID) -> (step: Int, part: Int) {
        let number = Int(id.hex.suffix(12), radix: 16) ?? 0
        return ((number >> 12) - 1, number & 0xFFF)
    }

    func commit(_ id: ObjectID) throws -> Commit {
        let step = place(of: id).step
        return Commit(
            id: id, tree: Self.name(step, tree: true), parents: step == 0 ? [] : [Self.name(step - 1)], author: steps[step].author,
            committer: steps[step].author, message: steps[step].message, signature: nil)
    }

    func blob(_ id: ObjectID, limit: Int) throws -> [UInt8] {
        let (step, part) = place(of: id)
        return steps[step].files[part - 2].bytes
    }

    func changes(from old: ObjectID?, to new: ObjectID, limits: TreeLimits) throws -> [Git.Change] {
        let (step, _) = place(of: new)
        let before = steps[..<step].reversed().lazy.flatMap(\.files)
        return steps[step].files.enumerated().map { index, file in
            let side = before.first { $0.path == file.path }.map { Git.Change.Side(id: Self.name(0, file: 0), kind: $0.kind) }
            return Git.Change(path: TreePath(file.path), old: side, new: Git.Change.Side(id: Self.name(step, file: index), kind: file.kind))
        }.sorted { $0.path < $1.path }
    }

    func firstParents(from tip: ObjectID, downTo base: ObjectID?, most: Int) throws -> FirstParents {
        FirstParents(commits: (0...place(of: tip).step).reversed().map { Self.name($0) }, end: .root)
    }

    func entry(at path: String, in tree: ObjectID) throws -> TreeEntry? {
        let files = steps[...place(of: tree).step].flatMap(\.files)
        return files.last { $0.path == path }.map { TreeEntry(path: TreePath($0.path), kind: $0.kind, id: tree) }
    }

    func exists(_ id: ObjectID) throws -> Bool { true }

    struct NotOfVerification: Error {}
    func signature(of id: ObjectID) throws -> CommitSignature? { nil }
    func list(_ tree: ObjectID, under folder: String, limits: TreeLimits) throws -> [TreeEntry] { throw NotOfVerification() }
    func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool { throw NotOfVerification() }
    func updatingTree(_ base: ObjectID?, _ updates: [TreeUpdate]) throws -> ObjectID { throw NotOfVerification() }
    func makeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature?, message: String,
        armoredSignature: ((_ unsigned: [UInt8]) throws -> String)?
    ) throws -> ObjectID { throw NotOfVerification() }
    func reference(_ name: String) throws -> ObjectID? { throw NotOfVerification() }
    func setReference(_ name: String, to id: ObjectID, expecting: ObjectID?) throws { throw NotOfVerification() }
}
