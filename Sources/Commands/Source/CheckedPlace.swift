import Git

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where what is checked stands: a folder, and the repository around it if there is one.
struct CheckedPlace {
    /// Holds `requests/` and `policies/`, if anything does.
    let folder: String
    private let found: Repository?

    /// - Parameters:
    ///   - path: what was named; nil: where one stands.
    ///   - isCommit: files on disk don't matter.
    init(_ path: String?, isCommit: Bool) throws {
        let here = path ?? FileManager.default.currentDirectoryPath
        if let path, !isCommit, !Self.holdsBoth(path) {
            throw CommandFailure(
                "\(path) has neither policies/ nor requests/", advice: "Name the folder that holds both: one file can't be checked alone.")
        }
        found = try Repository.enclosing(here).map { try Repository.open(at: $0) }
        folder = path ?? Self.top(here, found)
    }

    private static func holdsBoth(_ path: String) -> Bool {
        ["policies", "requests"].contains { FileManager.default.fileExists(atPath: "\(path)/\($0)") }
    }

    /// The folder itself if it has what is checked, else the work tree's top.
    private static func top(_ here: String, _ repository: Repository?) -> String {
        if holdsBoth(here) { return here }
        guard let repository, repository.path.hasSuffix("/.git/") else { return here }
        return String(repository.path.dropLast("/.git/".count))
    }

    /// The folder, if it is the top of the repository's work tree, which is what a commit can be compared with.
    func top() throws -> String {
        guard let top = try repository().workTree else {
            throw CommandFailure("the repository here has no work tree", advice: "Name what is to be checked with --commit.")
        }
        guard let one = FileStamp(at: folder + "/."), let other = FileStamp(at: top + "/."), one.device == other.device,
            one.inode == other.inode
        else {
            throw CommandFailure(
                "\(folder) is not the top of its work tree, so it can't be compared with a commit",
                advice: "Name \(top), or leave the path out; without --base a folder is checked by itself.")
        }
        return folder
    }

    func repository() throws -> Repository {
        guard let found else {
            throw CommandFailure("there is no git repository here", advice: "Stand in one, or leave --commit and --base out.")
        }
        return found
    }
}
