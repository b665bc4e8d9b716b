import CLibGit2

extension Repository {
    /// Stores a commit. No reference moves.
    ///
    /// - Parameter sign: gets the commit's bytes and returns the armored signature to store with them.
    package func makeCommit(
        tree: ObjectID,
        parents: [ObjectID],
        author: Signature,
        committer: Signature? = nil,
        message: String,
        armoredSignature sign: ((_ unsigned: [UInt8]) throws -> String)? = nil
    ) throws -> ObjectID {
        let unsigned = try commitBuffer(tree, parents, author, committer ?? author, message)
        var id = git_oid()
        if let sign {
            let signature = try sign(unsigned)
            let text = String(decoding: unsigned, as: UTF8.self)
            try Library.call("git_commit_create_with_signature") {
                git_commit_create_with_signature(&id, handle, text, signature, "gpgsig")
            }
        } else {
            try Library.call("git_odb_write") { git_odb_write(&id, objects, unsigned, unsigned.count, GIT_OBJECT_COMMIT) }
        }
        return ObjectID(id)
    }

    private func commitBuffer(
        _ tree: ObjectID, _ parents: [ObjectID], _ author: Signature, _ committer: Signature, _ message: String
    ) throws -> [UInt8] {
        guard !message.utf8.contains(0) else { throw GitFailure(.invalid, in: "makeCommit", "a commit message can't hold a NUL") }
        var handles: [OpaquePointer?] = []
        defer { for case let handle? in handles { git_commit_free(handle) } }
        for parent in parents {
            var raw = parent.raw
            handles.append(try Library.make("git_commit_lookup") { git_commit_lookup(&$0, handle, &raw) })
        }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try withTree(tree) { tree in
            try author.withRaw { author in
                try committer.withRaw { committer in
                    _ = try Library.call("git_commit_create_buffer") {
                        handles.withUnsafeMutableBytes {
                            daypass_git_commit_buffer(&buffer, handle, author, committer, message, tree, parents.count, $0.baseAddress)
                        }
                    }
                }
            }
        }
        return Array(buffer.bytes)
    }
}
