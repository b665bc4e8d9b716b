import AccessCore
import Git

/// Who wrote the files that steps of a branch brought in, as the commits name their authors: what their makers said, and no proof.
///
/// A commit wrote a file if none of its parents has it so. That of a merge is whoever merged: who wrote what it brought stands in
/// the commits of its branch, and in those of branches that this one took in.
struct ContentWriters {
    /// A file is its path and its content: two that say the same have each their own writers.
    struct File: Hashable {
        /// From the repository's top.
        var path: String
        /// The blob's id, in hexadecimal digits.
        var content: String
    }

    private let repository: Repository
    private let reading: (ObjectID) throws -> Commit
    private var commits: [ObjectID: Commit] = [:]
    /// Mail addresses by file, of what each step brought.
    private var brought: [ObjectID: [File: [String]]] = [:]

    /// Commits that one step brought, of which the newest are looked at.
    static let mostCommits = 200

    /// - Parameter reading: reads a commit, and is asked for each one once; nil reads those of the repository.
    init(_ repository: Repository, reading: ((ObjectID) throws -> Commit)? = nil) {
        self.repository = repository
        self.reading = reading ?? repository.commit
    }

    /// A commit, which is read once.
    mutating func commit(_ id: ObjectID) throws -> Commit {
        if let known = commits[id] { return known }
        let commit = try reading(id)
        commits[id] = commit
        return commit
    }

    /// Those who wrote a file that a step brought in: if nothing that it brought tells, the step's own author.
    ///
    /// - Returns: mail addresses, each once, those of the oldest commits first.
    mutating func mails(of file: File, in step: ObjectID) throws -> [String] {
        let commit = try commit(step)
        if brought[step] == nil { brought[step] = try mails(from: step, notIn: commit.parents.first) }
        return brought[step]?[file] ?? [commit.author.mail]
    }

    /// Those who wrote each file that a branch brought since it parted from another one; none where its history can't be read, as in
    /// a clone of the last commits only.
    ///
    /// - Returns: mail addresses by file.
    mutating func mails(from commit: ObjectID, downTo base: ObjectID) -> [File: [String]] {
        (try? mails(from: commit, notIn: base)) ?? [:]
    }

    private mutating func mails(from tip: ObjectID, notIn base: ObjectID?) throws -> [File: [String]] {
        var found: [File: [String]] = [:]
        for id in try repository.commits(of: tip, notIn: base, most: Self.mostCommits).reversed() {
            let mail = try commit(id).author.mail
            for file in try files(writtenBy: id) where found[file]?.contains(mail) != true { found[file, default: []].append(mail) }
        }
        return found
    }

    private mutating func files(writtenBy id: ObjectID) throws -> Set<File> {
        let commit = try commit(id)
        var files: Set<File>?
        for parent in commit.parents {
            let changed = try changes(from: try self.commit(parent), to: commit)
            files = files?.intersection(changed) ?? changed
        }
        return try files ?? changes(from: nil, to: commit)
    }

    /// Files of one commit that another one hasn't so.
    private func changes(from old: Commit?, to new: Commit) throws -> Set<File> {
        if old?.tree == new.tree { return [] }
        let changes = try repository.changes(from: old?.tree, to: new.tree, under: ["requests"])
        return Set(
            changes.compactMap { change in
                guard let side = change.new, side.id != change.old?.id else { return nil }
                return File(path: change.path.text, content: side.id.hex)
            })
    }
}

extension ContentWriters.File {
    init(_ version: RequestVersion) { self.init(path: version.path, content: version.blob.text) }
}
