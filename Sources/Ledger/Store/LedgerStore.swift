package import Git

/// Where a ledger's branch is kept: a remote, and objects of it that are at hand here.
package protocol LedgerStore: Sendable {
    /// Lends the objects that are at hand. Nothing of them may be kept: what comes out is a value.
    func run<Result: Sendable>(_ body: @Sendable (any LedgerObjects) throws -> Result) async throws -> Result

    /// Brings the remote's branch here, with all that it leads to.
    ///
    /// - Returns: where it is; nil if the remote doesn't have it.
    func fetch(_ branch: String) async throws -> ObjectID?

    /// Makes the remote's branch lead to a commit that is stored here, if it leads to `expecting` now (nil: nowhere).
    ///
    /// - Throws: when nothing was changed, and not because the remote said so.
    func push(_ commit: ObjectID, to branch: String, expecting: ObjectID?) async throws -> PushOutcome
}

/// A branch of a git remote, through a bare repository on this machine.
package struct GitLedgerStore: LedgerStore {
    let remote: RemoteURL
    let options: RemoteOptions
    let repository: RepositoryQueue

    /// - Parameter repository: may be shared with who reads sources from the same remote.
    package init(_ remote: RemoteURL, using options: RemoteOptions = RemoteOptions(), through repository: RepositoryQueue) {
        (self.remote, self.options, self.repository) = (remote, options, repository)
    }

    package func run<Result: Sendable>(_ body: @Sendable (any LedgerObjects) throws -> Result) async throws -> Result {
        try await repository.run { try body($0) }
    }

    package func fetch(_ branch: String) async throws -> ObjectID? {
        try await repository.run { [remote, options] in
            try $0.fetch(from: remote, refs: [.branch(branch)], using: options).references["refs/heads/" + branch]
        }
    }

    package func push(_ commit: ObjectID, to branch: String, expecting: ObjectID?) async throws -> PushOutcome {
        try await repository.run { [remote, options] in
            try $0.push(commit, to: remote, branch: branch, expecting: expecting, using: options)
        }
    }
}
