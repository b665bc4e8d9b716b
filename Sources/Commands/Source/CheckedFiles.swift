import AccessCore
import AccessRequests
import Git

/// All files that `check` looks at: of a folder on disk or of a commit.
struct CheckedFiles {
    /// Nil for a folder.
    var source: CommitID?
    var policies: [SourceFile] = []
    var requests: [SourceFile] = []
    /// What can't be read as a file.
    var refused: [Diagnostic] = []

    /// Bytes of one file that are read at all; what is larger is refused by the decoders in words of their own.
    static let limit = PolicyTrees.fileLimit

    private mutating func take(_ reading: SourceFiles.Reading) {
        switch reading {
        case .file(let file) where file.path.hasPrefix("policies/"): policies.append(file)
        case .file(let file): requests.append(file)
        case .refused(let diagnostic): refused.append(diagnostic)
        }
    }

    /// Those of a commit.
    init(_ repository: Repository, at commit: ObjectID, folders: [String] = ["policies", "requests"]) throws {
        source = CommitID(commit.hex)
        let tree = try repository.commit(commit).tree
        for folder in folders {
            for entry in try repository.list(tree, under: folder) {
                take(try SourceFiles.read(entry, at: entry.path.text, limit: Self.limit, from: repository))
            }
        }
    }

    /// Those of a folder on disk.
    init(folder: String, folders: [String] = ["policies", "requests"]) throws {
        let files = FolderFiles(folder)
        for top in folders {
            for entry in try files.list(top) { take(try SourceFiles.read(entry, from: files, limit: Self.limit)) }
        }
    }
}

extension SourceFiles {
    /// A file of a folder, or why it isn't read.
    static func read(_ entry: FolderFiles.Entry, from files: FolderFiles, limit: Int) throws -> Reading {
        switch entry.kind {
        case .file(let bytes) where bytes <= limit:
            return .file(SourceFile(path: entry.path, bytes: try files.read(entry.path, limit: limit)))
        case .file(let bytes): return .refused(tooLarge(entry.path, bytes: bytes, limit: limit))
        case .other: return .refused(notPlain(entry.path))
        }
    }

    /// What is neither a file nor a folder.
    static func notPlain(_ path: String) -> Diagnostic {
        Diagnostic(.error, "DP1001", "this is no plain file", advice: "Put a plain file in its place.", at: Place(path))
    }
}
