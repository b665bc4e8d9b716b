import CLibGit2

/// Copies what a repository on this machine lacks from another one: the closure of some tips.
///
/// Every object is written after all that it names. So wherever a run dies, what is stored is whole, and "the commit is
/// there" means "all of it is there".
struct ObjectCopy {
    /// Beyond this many objects, one flush of the file system is cheaper than one for each file.
    private static let mostFlushedAlone = 24

    private let source: Repository
    private let target: Repository
    private let stopwatch: Stopwatch
    private var copied = 0
    private var bytes = 0
    private let isDurable: Bool
    private var durable: LooseStore?

    /// - Parameter isDurable: whether all is on the disk when `copy` returns.
    init(from source: Repository, to target: Repository, isDurable: Bool, stopwatch: Stopwatch) throws {
        self.isDurable = isDurable
        if isDurable { durable = try LooseStore(in: target.path, isDurable: true) }
        self.source = source
        self.target = target
        self.stopwatch = stopwatch
    }

    /// - Parameter known: commits that both sides are likely to have, to stop at.
    mutating func copy(_ tips: [ObjectID], known: [ObjectID]) throws {
        try Library.call("git_odb_refresh") { git_odb_refresh(target.objects) }
        var commits: [ObjectID] = []
        var tags: [ObjectID] = []
        for tip in tips where !isStored(tip) { try sort(tip, &commits, &tags) }
        guard !commits.isEmpty || !tags.isEmpty else { return }
        try walk(commits, known) { id in
            guard !isStored(id) else { return }
            try copyTree(try source.withCommit(id, Repository.tree(of:)), depth: 0)
            try copyObject(id)
        }
        for tag in tags.reversed() { try copyObject(tag) }
        if isDurable, durable == nil { try Disk.flushAll(at: target.path) }
    }

    /// Follows annotated tags to what they name.
    private func sort(_ tip: ObjectID, _ commits: inout [ObjectID], _ tags: inout [ObjectID]) throws {
        var id = tip
        for _ in 0..<16 {
            var raw = id.raw
            var size = 0
            var type = GIT_OBJECT_INVALID
            try Library.call("git_odb_read_header") { git_odb_read_header(&size, &type, source.objects, &raw) }
            guard type == GIT_OBJECT_TAG else {
                guard type == GIT_OBJECT_COMMIT else {
                    throw GitFailure(.invalid, in: "fetch", "\(tip) is neither a commit nor a tag of one")
                }
                return commits.append(id)
            }
            tags.append(id)
            let tag = try Library.make("git_tag_lookup") { git_tag_lookup(&$0, source.handle, &raw) }
            defer { git_tag_free(tag) }
            id = ObjectID(git_tag_target_id(tag).pointee)
        }
        throw GitFailure(.invalid, in: "fetch", "\(tip) is a tag of a tag of a tag …")
    }

    /// Parents first.
    private func walk(_ tips: [ObjectID], _ known: [ObjectID], _ body: (ObjectID) throws -> Void) throws {
        let walk = try Library.make("git_revwalk_new") { git_revwalk_new(&$0, source.handle) }
        defer { git_revwalk_free(walk) }
        try Library.call("git_revwalk_sorting") {
            git_revwalk_sorting(walk, UInt32(GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_REVERSE.rawValue))
        }
        for tip in tips {
            var raw = tip.raw
            try Library.call("git_revwalk_push") { git_revwalk_push(walk, &raw) }
        }
        for id in known where source.exists(id) && isStored(id) {
            var raw = id.raw
            try Library.call("git_revwalk_hide") { git_revwalk_hide(walk, &raw) }
        }
        while true {
            var raw = git_oid()
            let code = git_revwalk_next(&raw, walk)
            if code == GIT_ITEROVER.rawValue { return }
            try Library.call("git_revwalk_next") { code }
            try body(ObjectID(raw))
        }
    }

    private mutating func copyTree(_ id: ObjectID, depth: Int) throws {
        guard !isStored(id) else { return }
        guard depth <= 256 else { throw GitFailure(.limit, in: "copy", "folders stand more than 256 deep") }
        try source.withTree(id) { tree in
            for index in 0..<git_tree_entrycount(tree) {
                guard let entry = git_tree_entry_byindex(tree, index) else { continue }
                let child = ObjectID(git_tree_entry_id(entry).pointee)
                switch EntryKind(git_tree_entry_filemode(entry)) {
                case .tree: try copyTree(child, depth: depth + 1)
                case .submodule: continue
                default: if !isStored(child) { try copyObject(child) }
                }
            }
        }
        try copyObject(id)
    }

    private mutating func copyObject(_ id: ObjectID) throws {
        try stopwatch.check(in: "copy")
        var raw = id.raw
        // Reading compares the content with its name, so nothing damaged is passed on.
        let object = try Library.make("git_odb_read") { git_odb_read(&$0, source.objects, &raw) }
        defer { git_odb_object_free(object) }
        let size = git_odb_object_size(object)
        bytes += size
        guard bytes <= stopwatch.limits.bytes else {
            throw GitFailure(.limit, in: "copy", "the remote has more than \(stopwatch.limits.bytes) new bytes")
        }
        copied += 1
        if copied > Self.mostFlushedAlone { durable = nil }
        let store = durable?.handle ?? target.objects
        var written = git_oid()
        try Library.call("git_odb_write") {
            git_odb_write(&written, store, git_odb_object_data(object), size, git_odb_object_type(object))
        }
    }

    private func isStored(_ id: ObjectID) -> Bool {
        var raw = id.raw
        return daypass_git_odb_exists(target.objects, &raw) == 1
    }
}
