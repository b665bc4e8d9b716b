import AccessCore
import Git
import Reconciliation
import Synchronization
import TestSupport
import Testing

@testable import Ledger

/// A push whose answer gets lost and that lands only later, when others have gone on from it.
@Suite struct LateLandingTests {
    /// The remote as one runner reaches it: its first push is lost, the second finds that the first has landed after all.
    private struct SlowRemote: LedgerStore {
        let store: any LedgerStore
        let pushes = Pushes()
        /// What others do once it has landed.
        let meanwhile: @Sendable () async throws -> Void

        final class Pushes: Sendable {
            let count = Mutex(0)
        }

        func run<Result: Sendable>(_ body: @Sendable (any LedgerObjects) throws -> Result) async throws -> Result {
            try await store.run(body)
        }

        func fetch(_ branch: String) async throws -> ObjectID? { try await store.fetch(branch) }

        func push(_ commit: ObjectID, to branch: String, expecting: ObjectID?) async throws -> PushOutcome {
            let number = pushes.count.withLock {
                $0 += 1
                return $0
            }
            guard number > 1 else { return .unanswered }
            _ = try await store.push(commit, to: branch, expecting: expecting)
            try await meanwhile()
            return .lostRace(now: try await store.fetch(branch))
        }
    }

    @Test func whatLandedLateIsOnRecord() async throws {
        let world = try LedgerWorld()
        let made = try await world.begin(world.runner("cache-1"))
        let path = world.directory("cache-2")
        let repository = RepositoryQueue { try Repository.initBare(at: path + "/git") }
        let slow = SlowRemote(store: GitLedgerStore(world.remote, through: repository)) {
            let rival = world.runner("cache-3")
            _ = try await rival.append([Samples.entry(Samples.acceptance("two"))], phase: .outcome, to: try await rival.open())
        }
        let runner = AuditBranch(AuditSettings(), in: slow, cache: CacheFolder(path))
        #expect(try await runner.open() == made)
        guard case .appended = try await runner.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: made) else {
            Issue.record("it is on record, and was taken for lost")
            return
        }
        #expect(try await world.runner("cache-4").open().state.requests.count == 2)
    }
}
