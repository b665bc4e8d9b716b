package import AccessCore
package import Git
package import Reconciliation

/// What came of making the state anew.
package enum LedgerRebuild: Hashable, Sendable {
    /// The state said what the records add up to: nothing was written.
    case agreed(LedgerSummary)
    /// It is made anew; what was wrong with it, in words.
    case rebuilt(LedgerSummary, LedgerView, was: String)
}

extension AuditBranch {
    /// Makes `state.json` anew from the records, where it says something else or can't be read, and puts that on record.
    ///
    /// The records themselves must be sound: what is wrong with them can't be mended, only pushed back from a clone that
    /// has the true history.
    /// - Parameters:
    ///   - tip: where the branch is, as fetched just now; nil if the remote doesn't have it.
    ///   - rescued: as in `open(fetched:rescued:)`.
    /// - Throws: `.corrupt` naming the first record that isn't sound; `.unreachable` if others recorded meanwhile.
    package func rebuild(
        fetched tip: ObjectID?, run: RunID, by person: String, at now: Timestamp, rescued: ObjectID? = nil
    ) async throws(LedgerFailure) -> LedgerRebuild {
        let seen = try await seenTip()
        let tip = try await continuation(tip, rescued: rescued)
        // The records must be by whom they must be by: else this would put our name to somebody else's.
        let pinned = try keys.trusted(orNamed: [])?.keys.map(\.self) ?? []
        let verifier = LedgerVerifier(of: settings.branch, expecting: expected, signedBy: pinned, limits: limits)
        let (sum, summary) = try await reading { try verifier.sum(to: tip, in: $0) }
        let problem = await problem(at: tip, unlessItSays: sum)
        guard let problem else { return .agreed(summary) }
        let key = try signer(for: sum.state.genesis)
        let checkpoint = Checkpoint(
            .rebuilt, commit: CommitID(tip.hex), head: summary.head.hex, records: summary.records, commits: summary.commits, by: person)
        let entry = LedgerEntry(time: now, run: run, account: nil, event: .checkpoint(checkpoint))
        let draft = try await draft([entry], endingWith: entry, phase: .outcome, onto: sum, at: tip, signedBy: key)
        guard try await push(draft.commit, expecting: tip) else {
            throw LedgerFailure(.unreachable, "somebody else recorded while the state was made anew")
        }
        return .rebuilt(summary, await remember(draft, seen: seen), was: problem)
    }

    /// What is wrong with the state at a commit; nil if nothing is.
    private func problem(at tip: ObjectID, unlessItSays sum: Snapshot) async -> String? {
        do throws(LedgerFailure) {
            let found = try await snapshot(at: tip).snapshot
            let parts = sum.parts(differingFrom: found)
            return parts.isEmpty ? nil : LedgerFault(.snapshot(differs: parts), file: Snapshot.path).description
        } catch {
            return error.message
        }
    }
}
