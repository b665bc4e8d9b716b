import AccessCore
import AccessRequests
import Git
import Ledger
import Reconciliation

extension Repositories {
    /// What is being done with the copy of the repository.
    enum Work {
        /// Fetching, and reading the ledger.
        case opening
        /// Reading what was fetched.
        case reading
        /// Writing to the ledger: done once and not again for comparison.
        case recording
        /// Making the ledger or its snapshot, the fetch included: done once, like any writing.
        case founding
        /// Reading the ledger's history as it was fetched, whether or not a run would believe it.
        case examining

        fileprivate var isWriting: Bool { self == .recording || self == .founding }
    }

    /// Does something with the cache's copy of the repository, and goes on with a new copy where that is damaged.
    ///
    /// A failure may be the copy's fault, the remote's or the disk's, and they look alike. So a new copy is made beside the
    /// old, and the same is done with it. Only if that succeeds, and the old one, asked again, fails again, was it damaged
    /// and goes. Else it stays as it is: a bad answer must not cost a good copy, which may be the only one left that has
    /// what somebody cut off. The new copy is held against what was seen before, like any other.
    func mending<Result: Sendable, Failure: Error>(
        _ kind: Work, _ work: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        await queue.forget()
        let failure: Failure
        do throws(Failure) { return try await work() } catch { failure = error }
        guard let renewal, !shouldStop(), let damage = await damage(behind: failure) else { throw failure }
        // Once a run: what fails again isn't the copy's fault.
        self.renewal = nil
        renewal.clear()
        let old = (tip, ledger, policies)
        rescued = (try? await lastLedger.seenTip()) ?? renewal.content(of: lastLedger.seenReference)
        await turn(to: renewal.fresh, (nil, nil, [:]))
        do {
            switch kind {
            case .opening, .founding: break
            case .reading, .recording: _ = try await openOnce()
            case .examining: _ = try await fetchLedgerOnce()
            }
            let result = try await work()
            let new = (tip, ledger, policies)
            if !kind.isWriting {
                await turn(to: renewal.repository, kind == .opening ? (nil, nil, [:]) : (tip, nil, [:]))
                if let again = try? await work() {
                    renewal.clear()
                    return again
                }
            }
            let isInPlace = (try? renewal.settle()) != nil
            await turn(to: isInPlace ? renewal.repository : renewal.fresh, new)
            warn("the cache's copy of the repository is damaged (\(damage)); it was thrown away and made anew")
            // Where there was a copy, there most likely was something that it had seen.
            if let ledger, await ledger.comparison != .withSeen { warnOfBlindness() }
            return result
        } catch {
            await turn(to: renewal.repository, old)
            renewal.clear()
            warn("a new copy of the repository fails too, so the remote or the disk is at fault, not the cache: \(Self.words(error))")
            if let error = error as? Failure, (error as? LedgerFailure)?.mayHaveLanded == true { throw error }
            throw failure
        }
    }

    /// What a verifier finds in the ledger's history up to a commit, once it is clear that the branch goes on from what was
    /// seen of it last.
    ///
    /// - Parameters:
    ///   - tip: of the branch as it was fetched.
    ///   - progress: told now and then how many commits of how many were read.
    /// - Throws: `LedgerFailure(.rewritten)` if it doesn't.
    func verdict(
        of verifier: LedgerVerifier, at tip: ObjectID, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws -> LedgerVerdict {
        let ledger = lastLedger
        do {
            return try await mending(.examining) {
                _ = try await ledger.continuation(tip, rescued: rescued)
                return try await queue.run { repository in
                    let verdict = verifier.verify(tip, in: repository, progress: progress)
                    guard verdict.fault?.gitFailure == nil else { throw UnreadableLedger(verdict: verdict) }
                    return verdict
                }
            }
        } catch let failure as UnreadableLedger { return failure.verdict }
    }

    func warnOfBlindness() {
        if !isBlindnessTold { warn(Renewal.blindness) }
        isBlindnessTold = true
    }

    private func turn(to path: String, _ known: (ObjectID?, AuditBranch?, [ObjectID: Decoded<PolicySet>])) async {
        await queue.use { try Renewal.opened(path) }
        // A copy that is to prove better is read object by object: damage at the remote must not come along unseen.
        remote.copiesUnread = path == cache + "/repository.git"
        (tip, ledger, policies) = known
    }

    /// What looks like damage behind a failure; nil if nothing does.
    private func damage(behind failure: any Error) async -> String? {
        if let suspicion = await queue.suspicion { return suspicion.message }
        // A copy that doesn't have what its own note says it saw has lost it.
        guard (failure as? LedgerFailure)?.kind == .rewritten, let seen = (try? await lastLedger.seenTip()) ?? nil,
            (try? await queue.run { $0.exists(seen) }) == false
        else { return nil }
        return "\(seen.short()) is missing"
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let failure as LedgerFailure: failure.message
        case let failure as GitFailure: failure.message
        default: "\(error)"
        }
    }
}

/// A ledger that git can't read here.
private struct UnreadableLedger: CausedByGit {
    let verdict: LedgerVerdict
    var gitFailure: GitFailure? { verdict.fault?.gitFailure }
}
