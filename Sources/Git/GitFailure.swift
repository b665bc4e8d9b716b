/// Why something that git was asked for didn't happen.
///
/// Every throwing function of this module throws this and nothing else.
package struct GitFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What there is to do about it.
    package enum Kind: Hashable, Sendable {
        /// The repository, reference, object or path isn't there.
        case notFound
        /// The remote wants other credentials, or these have no right to it.
        case auth
        /// No connection, or it broke: try again later.
        case unreachable
        /// The remote was silent, or too slow, for longer than `TransferLimits` allow: try again later.
        case timeout
        /// What is stored or was sent isn't what git would write.
        case corrupt
        /// Somebody holds a lock, or died holding it: `path` is the lock's file.
        case locked(path: String)
        /// What was asked makes no sense: a malformed name, address or update.
        case invalid
        /// A limit of ours was hit; the message names it.
        case limit
        /// `shouldStop` said so.
        case cancelled
        /// Anything else, such as a full disk.
        case other
    }

    package let kind: Kind
    /// The function that failed: libgit2's name, or that of a step of ours.
    package let function: String
    /// One sentence, without secrets.
    package let message: String

    package init(_ kind: Kind, in function: String, _ message: String) {
        self.kind = kind
        self.function = function
        self.message = message
    }

    package var description: String { "\(message) (\(function))" }

    /// Whether damaged files here would explain it. What a remote or its connection said is another matter, and so is what
    /// trying again or another setting mends; still it may be the remote's objects that are damaged, and not ours.
    package var mayBeDamage: Bool {
        switch kind {
        case .corrupt, .notFound, .invalid, .other: !Self.remotes.contains(function)
        case .auth, .unreachable, .timeout, .locked, .limit, .cancelled: false
        }
    }

    /// Steps in which only a remote's words count.
    private static let remotes: Set<String> = ["HTTP", "ssh", "posix_spawn", "transfer", "RefSpec", "cache"]

    static let stopped = GitFailure(.cancelled, in: "shouldStop", "stopped on request")
}

/// A failure in another module's terms that one of git's may be behind.
package protocol CausedByGit: Error {
    /// Nil where git did what it was asked for.
    var gitFailure: GitFailure? { get }
}
