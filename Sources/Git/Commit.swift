import CLibGit2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A commit's header and message.
package struct Commit: Hashable, Sendable {
    package let id: ObjectID
    package let tree: ObjectID
    /// The first is the branch that was merged into.
    package let parents: [ObjectID]
    package let author: Signature
    package let committer: Signature
    /// As it was written, with bytes that are not UTF-8 replaced by U+FFFD.
    package let message: String
    /// The armored signature (`-----BEGIN SSH SIGNATURE-----` or PGP), unverified; nil if there is none.
    package let signature: String?

    package init(
        id: ObjectID, tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String, signature: String?
    ) {
        (self.id, self.tree, self.parents) = (id, tree, parents)
        (self.author, self.committer, self.message, self.signature) = (author, committer, message, signature)
    }
}

extension Repository {
    /// Bytes of a commit whose signature is looked at: its message is no file.
    private static let largestCommit = 16 << 20

    package func commit(_ id: ObjectID) throws -> Commit {
        if let found = packed(id), found.kind == .commit, let plain = PlainCommit.read(id, found.bytes) { return plain.commit }
        return try withCommit(id) { try value(of: $0, id) }
    }

    /// What a verifier needs; nil if the commit isn't signed.
    package func signature(of id: ObjectID) throws -> CommitSignature? {
        if let found = packed(id), found.kind == .commit, let plain = PlainCommit.read(id, found.bytes) {
            guard let armored = plain.commit.signature, let header = plain.header else { return nil }
            return CommitSignature(armored: armored, signed: Array(found.bytes[..<header.lowerBound] + found.bytes[header.upperBound...]))
        }
        let object = try raw(id, limit: Self.largestCommit)
        guard object.kind == .commit else { throw GitFailure(.invalid, in: "signature", "\(id) is no commit") }
        return CommitSignature(of: object.bytes)
    }

    func value(of commit: OpaquePointer, _ id: ObjectID) throws -> Commit {
        guard let author = git_commit_author(commit), let committer = git_commit_committer(commit) else {
            throw GitFailure(.corrupt, in: "git_commit_author", "commit \(id) names nobody")
        }
        var armored = git_buf()
        defer { git_buf_dispose(&armored) }
        // Looked for first: libgit2 takes longer to say that a field isn't there than to read all the others.
        var isSigned = false
        if let header = git_commit_raw_header(commit), strstr(header, "gpgsig") != nil {
            isSigned = try Library.find("git_commit_header_field") { git_commit_header_field(&armored, commit, "gpgsig") } != nil
        }
        return Commit(
            id: id,
            tree: Self.tree(of: commit),
            parents: (0..<git_commit_parentcount(commit)).compactMap { Self.parent($0, of: commit) },
            author: Signature(author.pointee),
            committer: Signature(committer.pointee),
            message: git_commit_message_raw(commit).map { String(cString: $0) } ?? "",
            signature: isSigned ? String(decoding: armored.bytes, as: UTF8.self) : nil
        )
    }

    func withCommit<Result>(_ id: ObjectID, _ body: (OpaquePointer) throws -> Result) throws -> Result {
        var raw = id.raw
        let commit = try Library.make("git_commit_lookup") { git_commit_lookup(&$0, handle, &raw) }
        defer { git_commit_free(commit) }
        return try body(commit)
    }

    static func tree(of commit: OpaquePointer) -> ObjectID { ObjectID(git_commit_tree_id(commit).pointee) }

    static func parent(_ index: UInt32, of commit: OpaquePointer) -> ObjectID? {
        git_commit_parent_id(commit, index).map { ObjectID($0.pointee) }
    }
}

extension git_buf {
    /// Valid until the buffer is disposed of.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: ptr, count: size) }
}
