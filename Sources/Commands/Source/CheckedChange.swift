import AccessCore
import AccessRequests
import Git

/// What differs between a commit and what is checked, and no more than that: the larger the repository, the more is left unread.
struct CheckedChange {
    /// A file that differs.
    struct File {
        var path: String
        /// Nil if it wasn't there, or couldn't be read.
        var before: [UInt8]?
        var after: [UInt8]?
        var blobs: (before: ObjectID?, after: ObjectID?)
        /// Why its new content isn't read.
        var refused: Diagnostic?
        /// Whether there is anything at this path now.
        var isThere: Bool
    }

    /// What is checked.
    enum Side {
        case commit(ObjectID)
        /// A folder on disk, and the commit that it was checked out from, if there is one.
        case folder(String, head: ObjectID?)
    }

    /// Where the change began.
    let since: ObjectID
    /// Nil for a folder.
    let source: CommitID?
    /// Files below `requests/` that differ, by path.
    let requests: [File]
    /// Paths below `policies/` that differ.
    let policies: Set<String>
    /// Mail addresses of those who wrote each file, as the commits of the change name their authors; none for files on disk.
    let writers: [ContentWriters.File: [String]]
    private let unchanged: UnchangedRequests

    /// Compares both sides below `requests/` and `policies/`.
    ///
    /// - Parameter base: a branch's commit. What it got since the change began is not the change's.
    init(_ repository: Repository, since base: ObjectID, of side: Side) throws {
        let checked: ObjectID? =
            switch side {
            case .commit(let commit): commit
            case .folder(_, let head): head
            }
        since = try checked.flatMap { try Self.beginning(of: $0, from: base, repository) } ?? base
        let old = try repository.commit(since).tree
        var requests: [File] = []
        var policies: Set<String> = []
        switch side {
        case .commit(let commit):
            source = CommitID(commit.hex)
            var reader = ContentWriters(repository)
            writers = reader.mails(from: commit, downTo: since)
            let new = try repository.commit(commit).tree
            for change in try repository.changes(from: old, to: new, under: ["policies", "requests"]) {
                if change.path.text.hasPrefix("policies") {
                    policies.insert(change.path.text)
                } else {
                    requests.append(try Self.file(change, repository))
                }
            }
            let changed = Set(requests.map(\.path))
            unchanged = UnchangedRequests(repository) {
                try repository.list(new, under: "requests").filter { !changed.contains($0.path.text) }
            }
        case .folder(let folder, _):
            source = nil
            writers = [:]
            var comparison = FolderComparison(folder, repository)
            policies = Set(try comparison.differences("policies", from: repository.list(old, under: "policies")).map(\.path))
            requests = try comparison.differences("requests", from: repository.list(old, under: "requests"))
            let same = comparison.same
            unchanged = UnchangedRequests(repository) { same }
        }
        (self.requests, self.policies) = (requests, policies)
    }

    /// Where a branch and a commit parted. A shallow clone, which knows only the last commits, can't tell: there the base counts.
    private static func beginning(of commit: ObjectID, from base: ObjectID, _ repository: Repository) throws -> ObjectID? {
        if try repository.commit(commit).parents.first == base { return base }
        return try? repository.mergeBase(of: base, and: commit)
    }

    private static func file(_ change: Git.Change, _ repository: Repository) throws -> File {
        var file = File(path: change.path.text, blobs: (change.old?.id, change.new?.id), isThere: change.new != nil)
        if let old = change.old, case .file(let read) = try read(old, at: change.path, repository) { file.before = read.bytes }
        if let new = change.new {
            switch try read(new, at: change.path, repository) {
            case .file(let read): file.after = read.bytes
            case .refused(let diagnostic): file.refused = diagnostic
            }
        }
        return file
    }

    private static func read(_ side: Git.Change.Side, at path: TreePath, _ repository: Repository) throws -> SourceFiles.Reading {
        try SourceFiles.read(
            TreeEntry(path: path, kind: side.kind, id: side.id), at: path.text, limit: CheckedFiles.limit, from: repository)
    }

    /// Whether there is a file at a path below `requests/` now.
    func hasRequest(at path: String) throws -> Bool {
        try requests.first { $0.path == path }?.isThere ?? unchanged.contains(path)
    }

    /// Requests that both sides have alike and that hold any of some texts.
    func unchangedRequests(holding texts: [String]) throws -> [SourceFile] { try unchanged.search(for: texts.map { Array($0.utf8) }) }
}
