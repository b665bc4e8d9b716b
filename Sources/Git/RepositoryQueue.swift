import Dispatch

/// A repository for concurrent code: everything that touches it runs on one queue of its own, one after the other, so
/// that calls that block for long (a fetch, a push) never hold up Swift's small pool of threads.
package actor RepositoryQueue {
    private var opening: @Sendable () throws -> Repository
    private let executor = BlockingExecutor()
    private var repository: Repository?
    /// The newest failure that damage to the repository's files would explain; nil if there was none since `use` or `forget`.
    package private(set) var suspicion: GitFailure?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter opening: runs on the queue before the first use; again before the next one if it failed.
    package init(opening: @escaping @Sendable () throws -> Repository) { self.opening = opening }

    /// Lends the repository. Nothing of it may be kept: what comes out is a value.
    package func run<Result: Sendable>(_ body: @Sendable (Repository) throws -> Result) throws -> Result {
        do {
            let repository = try self.repository ?? opening()
            self.repository = repository
            return try body(repository)
        } catch {
            if let failure = error as? GitFailure ?? (error as? any CausedByGit)?.gitFailure, failure.mayBeDamage { suspicion = failure }
            throw error
        }
    }

    /// Goes on with another repository, or opens the same one anew.
    package func use(_ opening: @escaping @Sendable () throws -> Repository) {
        (self.opening, repository, suspicion) = (opening, nil, nil)
    }

    /// Begins to look out for suspicions.
    package func forget() { suspicion = nil }
}

/// Runs an actor's jobs in order on a queue whose thread may block.
private final class BlockingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "daypass.repository")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
