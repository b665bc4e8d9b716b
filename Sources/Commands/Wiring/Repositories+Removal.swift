import AccessCore
import AccessRequests
import Git
import Reconciliation

extension Repositories {
    func remove(
        _ files: [RequestVersion], from tip: CommitID, by settings: AuditSettings, run: RunID, at now: Timestamp
    ) async throws(SourceFailure) -> SourceRemoval {
        let (source, branch, remote, stop) = (options.source, options.branch, remote, shouldStop)
        do {
            guard let base = ObjectID(hex: tip.text) else { throw GitFailure(.invalid, in: "remove", "'\(tip)' is no commit") }
            return try await queue.run { repository in
                let tree = try repository.commit(base).tree
                // A review says nothing without its emergency.
                let reviews = try files.map { "requests/\($0.id).review.yaml" }.filter { try repository.entry(at: $0, in: tree) != nil }
                let gone = files.map(\.path) + reviews
                let approvals = try Self.approvals(of: Set(gone), in: repository.list(tree, under: "requests"))
                let updates = (gone + approvals).map { TreeUpdate.remove(path: $0) }
                let count = files.count == 1 ? "1 request that ended" : "\(files.count) requests that ended"
                let commit = try repository.makeCommit(
                    tree: try repository.updatingTree(tree, updates), parents: [base],
                    author: Signature(name: settings.committerName, mail: settings.committerEmail, seconds: now.seconds),
                    message: "Remove \(count)\n\nTheir ends are on record in the ledger.\n\nDaypass-Run: \(run)\n")
                switch try repository.push(commit, to: source, branch: branch, expecting: base, using: remote, shouldStop: stop) {
                case .landed: return .done(CommitID(commit.hex))
                case .lostRace: return .lostRace
                case .refused(let reason): return .refused(reason)
                case .unanswered: return .refused("the remote didn't say whether it took the commit; the next run looks")
                }
            }
        } catch let failure as GitFailure where failure.kind == .auth {
            return .refused(failure.message)
        } catch {
            throw SourceFailure("\(source): \(error)", advice: "The next run tries again.")
        }
    }

    /// Signatures and statements that stand beside files: without those they say nothing.
    private static func approvals(of paths: Set<String>, in entries: [TreeEntry]) -> [String] {
        entries.map(\.path.text).filter { path in
            guard RequestPath(path) == .companion else { return false }
            // People's names may have `.yaml.` in them, too.
            return path.ranges(of: ".yaml.").contains { paths.contains(String(path[..<path.index(before: $0.upperBound)])) }
        }
    }
}
