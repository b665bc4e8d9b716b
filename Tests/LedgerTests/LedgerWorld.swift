import AccessCore
import Foundation
import Git
import Reconciliation
import TestSupport

@testable import Ledger

/// A bare repository on this machine that ledgers are kept in, and caches of it.
final class LedgerWorld: Sendable {
    let directory = TemporaryDirectory()
    let remote: RemoteURL
    var remotePath: String { directory("remote.git") }

    init() throws {
        _ = try Repository.initBare(at: directory("remote.git"))
        remote = .local(path: directory("remote.git"))
    }

    /// A runner with a cache of its own.
    func runner(
        _ cache: String = "cache-1", settings: AuditSettings = AuditSettings(), expecting: LedgerIdentity = LedgerIdentity(),
        keys: LedgerKeys = LedgerKeys(), remote: RemoteURL? = nil, limits: LedgerLimits = LedgerLimits()
    ) -> AuditBranch {
        let path = directory(cache)
        let repository = RepositoryQueue { try Repository.initBare(at: path + "/git") }
        return AuditBranch(
            settings, in: GitLedgerStore(remote ?? self.remote, through: repository), cache: CacheFolder(path), expecting: expecting,
            keys: keys, limits: limits)
    }

    @discardableResult
    func begin(_ runner: AuditBranch) async throws -> LedgerView {
        try await runner.create(of: "example/access", root: Samples.root, run: RunID("run-0"), at: Samples.noon)
    }

    /// Git's own view of the remote.
    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let result = try await Shell.run(["git"] + arguments, in: remotePath)
        guard result.code == 0 else { throw GitSaid(text: "\(arguments): \(result.errors)") }
        return result.output
    }

    struct GitSaid: Error { let text: String }

    func file(_ path: String, at revision: String = "audit") async throws -> String { try await git("show", "\(revision):\(path)") }
}

extension AppendOutcome {
    /// What is on record; a lost race is the test's failure.
    var view: LedgerView {
        get throws {
            guard case .appended(let view) = self else { throw LostRace() }
            return view
        }
    }

    struct LostRace: Error {}
}
