import AccessCore
import Approvals
import Git
import Ledger
import Reports

/// The work tree that approvals are written into. What is signed must be what stands in it: that is what the approver has read.
struct ApprovalWorkTree {
    let clone: Clone
    let commit: ObjectID
    private let top: String

    init(_ clone: Clone, at commit: ObjectID) throws(CommandFailure) {
        guard let top = clone.repository.workTree else {
            throw CommandFailure("this repository has no work tree", advice: "Clone it with one, and check out what you approve.")
        }
        (self.clone, self.commit, self.top) = (clone, commit, top)
    }

    /// - Throws: if what would be signed isn't what stands here.
    func expect(_ target: ApprovalTarget) throws {
        switch target.kind {
        case .request(_, _, let text), .review(_, _, _, let text):
            let here = try? FolderFiles(top).read(target.name, limit: CheckedFiles.limit)
            guard here?.elementsEqual(text.utf8) != true else { return }
            throw CommandFailure(
                "\(target.name) in the work tree isn't that of the commit that you would sign",
                advice: "Commit or undo the change first; or check out what you approve, and read it.")
        case .policies:
            var comparison = FolderComparison(top, clone.repository)
            let entries = try clone.repository.list(clone.repository.commit(commit).tree, under: "policies")
            guard let first = try comparison.differences("policies", from: entries).first else { return }
            throw CommandFailure(
                "\(first.path) in the work tree isn't that of the commit that you would sign",
                advice: "Commit or undo the change first; or check out what you approve, and read it.")
        }
    }

    /// The files of approvals of something, as if they had been seen first at an instant. Links are not followed, and what is too large
    /// for an approval is cut so that it can be none.
    func files(of subject: ApprovalStatement.Subject, seen: Timestamp) throws -> [ApprovalFile] {
        let beginning = ApprovalPath.beginning(of: subject)
        let folder = beginning.split(separator: "/").dropLast().joined(separator: "/")
        let files = FolderFiles(top)
        return try files.list(folder).compactMap { entry in
            guard entry.path.utf8.starts(with: beginning.utf8), case .file = entry.kind else { return nil }
            return ApprovalFile(path: entry.path, bytes: try files.read(entry.path, limit: Self.limit), seen: seen)
        }
    }

    /// Bytes of a file of an approval that are read.
    private static let limit = 64 * 1024

    /// Writes a signature, and the statement where it says more than what is approved. A statement goes first: a signature without it
    /// would be one of something else, and counts for nothing.
    ///
    /// - Returns: the paths that `git add` has to be told.
    func write(_ signature: [UInt8], of statement: ApprovalStatement, by person: PersonName) throws(CommandFailure) -> [String] {
        let path = ApprovalPath(of: statement.subject, by: person)
        let text = WorkTreeFile(path.statement, under: top)
        let wasThere = text.isThere
        if statement.isPlain { try text.removeIfThere() } else { try text.put(Array(statement.text.utf8)) }
        try WorkTreeFile(path.signature, under: top).put(signature)
        return [path.signature] + (wasThere || !statement.isPlain ? [path.statement] : [])
    }
}
