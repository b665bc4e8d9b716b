import AccessRequests
import Git

/// Requests that a change leaves alone, of which few are ever read.
struct UnchangedRequests {
    private let repository: Repository
    /// Not listed before anybody asks.
    private let list: () throws -> [TreeEntry]

    /// - Parameter list: what stands below `requests/` on both sides alike.
    init(_ repository: Repository, _ list: @escaping () throws -> [TreeEntry]) { (self.repository, self.list) = (repository, list) }

    /// Whether one stands at a path.
    func contains(_ path: String) throws -> Bool { try list().contains { $0.path.text == path } }

    /// Those that hold any of some texts, by path.
    func search(for texts: [[UInt8]]) throws -> [SourceFile] {
        guard !texts.isEmpty else { return [] }
        let entries = try list().filter { $0.kind.isRegularFile && $0.path.isWellFormed }
        return try repository.search(entries.map(\.id), for: texts, limit: SourceReader.requestLimit).compactMap { place, bytes in
            let path = entries[place].path.text
            return RequestDecoder.id(ofPath: path) == nil ? nil : SourceFile(path: path, bytes: bytes)
        }
    }
}
