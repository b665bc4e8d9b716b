extension Repository {
    /// Makes a branch of a remote lead to a commit, if it leads to `expecting` now: compare and swap, whatever the remote.
    ///
    /// - Parameters:
    ///   - commit: stored here, and a descendant of `expecting`: a branch only ever grows.
    ///   - branch: its short name (`audit`).
    ///   - expecting: where the branch must be; nil: it must not exist.
    /// - Throws: when nothing was changed and the reason is no answer of the remote's: it wasn't reached, wants other credentials.
    package func push(
        _ commit: ObjectID,
        to remote: RemoteURL,
        branch: String,
        expecting: ObjectID?,
        using options: RemoteOptions = RemoteOptions(),
        shouldStop: @escaping () -> Bool = { false }
    ) throws -> PushOutcome {
        if let expecting {
            guard exists(expecting), try isAncestor(expecting, of: commit) else {
                throw GitFailure(.invalid, in: "push", "\(commit.short()) doesn't descend from \(expecting.short())")
            }
        }
        let reference = "refs/heads/" + branch
        switch remote {
        case .local(let path):
            return try LocalRemote(path, limits: options.limits, shouldStop: shouldStop)
                .push(commit, from: self, to: reference, expecting: expecting)
        case .http, .ssh:
            return try RemotePush(
                repository: self, commit: commit, remote: remote, reference: reference, expecting: expecting, options: options,
                shouldStop: shouldStop
            ).run()
        }
    }
}
