import AccessRequests
import Git

/// Requests that a change leaves alone, of which few are ever read.
enum UnchangedRequests {
    case tree(Repository, ObjectID, except: Set<String>)
    /// Read already.
    case files([SourceFile])

    /// Those that hold any of some texts, by path.
    func search(for texts: [[UInt8]]) throws -> [SourceFile] {
        guard !texts.isEmpty else { return [] }
        switch self {
        case .files(let files): return files.filter { $0.bytes.holds(anyOf: texts) }
        case .tree(let repository, let tree, let changed):
            let entries = try repository.list(tree, under: "requests").filter { $0.kind.isRegularFile && $0.path.isWellFormed }
            let found = try repository.search(entries.map(\.id), for: texts, limit: SourceReader.requestLimit)
            return found.compactMap { place, bytes in
                let path = entries[place].path.text
                return changed.contains(path) || RequestDecoder.id(ofPath: path) == nil ? nil : SourceFile(path: path, bytes: bytes)
            }
        }
    }
}
