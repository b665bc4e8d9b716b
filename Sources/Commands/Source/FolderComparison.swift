import AccessCore
import AccessRequests
import Git

/// Compares a work tree with a tree, file by file: by content, but for files that git has looked at and that weren't written since.
struct FolderComparison {
    private let files: FolderFiles
    private let repository: Repository
    private let index: WorkTreeIndex?
    /// Requests that are the same on both sides.
    private(set) var same: [TreeEntry] = []

    /// - Parameter folder: the top of the repository's work tree.
    init(_ folder: String, _ repository: Repository) {
        (files, self.repository) = (FolderFiles(folder), repository)
        index = WorkTreeIndex(of: repository)
    }

    /// What differs, by path.
    ///
    /// - Parameters:
    ///   - top: one of the folder's own folders.
    ///   - entries: what the tree has there, by path.
    mutating func differences(_ top: String, from entries: [TreeEntry]) throws -> [CheckedChange.File] {
        let here = try files.list(top)
        var found: [CheckedChange.File] = []
        var index = 0
        for entry in entries {
            let path = entry.path.text
            while index < here.count, here[index].path.utf8.lexicographicallyPrecedes(path.utf8) {
                found.append(try added(here[index]))
                index += 1
            }
            guard index < here.count, here[index].path == path else {
                found.append(try file(path, before: entry, now: nil))
                continue
            }
            if let file = try changed(entry, here[index]) { found.append(file) }
            index += 1
        }
        for entry in here[index...] { found.append(try added(entry)) }
        return found
    }

    private func added(_ entry: FolderFiles.Entry) throws -> CheckedChange.File { try file(entry.path, before: nil, now: entry) }

    /// Nil if it is the same.
    private mutating func changed(_ old: TreeEntry, _ new: FolderFiles.Entry) throws -> CheckedChange.File? {
        guard old.kind.isRegularFile, case .file(let size) = new.kind, size <= CheckedFiles.limit else {
            return old.kind == .symlink && new.kind == .other ? nil : try file(new.path, before: old, now: new)
        }
        if new.stamp.flatMap({ index?.blob(at: new.path, $0) }) != old.id {
            let bytes = try files.read(new.path, limit: CheckedFiles.limit)
            guard try repository.name(of: bytes) == old.id else { return try file(new.path, before: old, now: new, bytes: bytes) }
        }
        if new.path.hasPrefix("requests/") { same.append(old) }
        return nil
    }

    private func file(
        _ path: String, before old: TreeEntry?, now new: FolderFiles.Entry?, bytes: [UInt8]? = nil
    ) throws -> CheckedChange.File {
        var file = CheckedChange.File(path: path, blobs: (old?.id, nil), isThere: new != nil)
        if let old, case .file(let read) = try SourceFiles.read(old, at: path, limit: CheckedFiles.limit, from: repository) {
            file.before = read.bytes
        }
        if let bytes {
            file.after = bytes
        } else if let new {
            switch try SourceFiles.read(new, from: files, limit: CheckedFiles.limit) {
            case .file(let read): file.after = read.bytes
            case .refused(let diagnostic): file.refused = diagnostic
            }
        }
        if let bytes = file.after { file.blobs.after = try repository.name(of: bytes) }
        return file
    }
}
