import AccessCore
import AccessRequests
import Git

/// What a tree may hold besides plain files.
enum SourceFiles {
    /// An entry's bytes, or why they aren't read.
    enum Reading {
        case file(SourceFile)
        case refused(Diagnostic)
    }

    /// - Parameters:
    ///   - path: from the repository's top.
    ///   - limit: bytes that are read at most; what is larger isn't touched.
    static func read(_ entry: TreeEntry, at path: String, limit: Int, from repository: Repository) throws -> Reading {
        guard entry.kind.isRegularFile, entry.path.isWellFormed else { return .refused(refusal(of: entry, at: path)) }
        let size = try repository.blobSize(entry.id)
        guard size <= limit else { return .refused(tooLarge(path, bytes: size, limit: limit)) }
        return .file(SourceFile(path: path, bytes: try repository.blob(entry.id, limit: limit)))
    }

    /// Why an entry of `requests/` or `policies/` isn't read.
    static func refusal(of entry: TreeEntry, at path: String) -> Diagnostic {
        let what =
            switch entry.kind {
            case .symlink: "a symbolic link"
            case .submodule: "a submodule"
            default: "a name that isn't UTF-8"
            }
        return Diagnostic(.error, "DP1001", "\(what) can't stand here", advice: "Put a plain file in its place.", at: Place(path))
    }

    /// Paths that stand twice in a list. Git makes no such trees; somebody else can, and then each reader takes another of the two.
    static func repeated(_ entries: [TreeEntry]) -> Set<TreePath> {
        Set(zip(entries, entries.dropFirst()).lazy.filter { $0.path == $1.path }.map(\.0.path))
    }

    static func twice(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, "DP1001", "a name that stands twice in its folder can't stand here",
            advice: "Remove both in a new commit, and put one plain file in their place.", at: Place(path))
    }

    /// Whether a path lies in a folder in whose place one of these stands.
    static func isBelow(_ places: Set<String>, _ path: String) -> Bool {
        !places.isEmpty && path.indices.contains { path[$0] == "/" && places.contains(String(path[..<$0])) }
    }

    /// A file that is too large to be looked at.
    static func tooLarge(_ path: String, bytes: Int, limit: Int) -> Diagnostic {
        Diagnostic(
            .error, "DP1004", "the file has \(bytes) bytes; at most \(limit) are read",
            advice: "A request is a page of text: keep it short.",
            at: Place(path)
        )
    }
}

extension EntryKind {
    /// Something with bytes of its own to read: no link, no submodule.
    var isRegularFile: Bool { self == .file || self == .executable }
}
