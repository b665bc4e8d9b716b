import AccessCore
import Git
import Ledger
import Reconciliation
import TestSupport
import Testing

extension Site {
    /// Writes a record into the ledger that no run made, chained as it should be.
    func forge(in account: AccountName? = nil, _ event: (RecordedState) throws -> LedgerEvent) async throws {
        let folder = TemporaryDirectory()
        let git = RepositoryQueue { try Repository.initBare(at: folder("git")) }
        let branch = AuditBranch(
            AuditSettings(), in: GitLedgerStore(.local(path: repository), through: git), cache: CacheFolder(folder.path))
        let view = try await branch.open()
        let time = try #require(Timestamp("2026-11-22T13:00:00Z"))
        let entry = LedgerEntry(time: time, run: RunID("forged"), account: account, event: try event(view.state))
        guard case .appended = try await branch.append([entry], phase: .outcome, to: view) else {
            Issue.record("the forged record was refused")
            return
        }
    }
}
