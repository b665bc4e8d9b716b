import AccessCore
import AccessRequests
import Git

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The files that `check` looks at: of a work tree or of a commit.
struct CheckedFiles {
    /// Nil for a work tree.
    var source: CommitID?
    var policies: [SourceFile] = []
    var requests: [SourceFile] = []
    /// What can't be read as a file.
    var refused: [Diagnostic] = []

    private mutating func take(_ file: SourceFile) {
        if file.path.hasPrefix("policies/") { policies.append(file) } else { requests.append(file) }
    }

    /// Those of a commit.
    init(_ repository: Repository, at commit: ObjectID) throws {
        source = CommitID(commit.hex)
        let tree = try repository.commit(commit).tree
        for folder in ["policies", "requests"] {
            for entry in try repository.list(tree, under: folder) {
                switch try SourceFiles.read(entry, at: entry.path.text, limit: PolicyTrees.fileLimit, from: repository) {
                case .file(let file): take(file)
                case .refused(let diagnostic): refused.append(diagnostic)
                }
            }
        }
    }

    /// Those of a folder on disk.
    init(folder: String) throws {
        let files = FileManager.default
        for top in ["policies", "requests"] {
            guard let paths = try? files.subpathsOfDirectory(atPath: "\(folder)/\(top)") else { continue }
            for path in paths.sorted().map({ "\(top)/\($0)" }) {
                let full = "\(folder)/\(path)"
                let attributes = try files.attributesOfItem(atPath: full)
                switch attributes[.type] as? FileAttributeType {
                case .typeDirectory?: continue
                case .typeRegular?: break
                default:
                    refused.append(
                        Diagnostic(.error, "DP1001", "this is no plain file", advice: "Put a plain file in its place.", at: Place(path))
                    )
                    continue
                }
                let size = attributes[.size].flatMap { ($0 as? UInt64).map(Int.init) ?? $0 as? Int } ?? 0
                guard size <= PolicyTrees.fileLimit else {
                    refused.append(SourceFiles.tooLarge(path, bytes: size, limit: PolicyTrees.fileLimit))
                    continue
                }
                take(SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: full)))))
            }
        }
    }
}
