import AccessCore
import Approvals
import Git
import Ledger
import Proving
import Reconciliation

extension Repositories {
    func read(recorded: RecordedState, at now: Timestamp) async throws(SourceFailure) -> SourceReading {
        do {
            if tip == nil { tip = try await fetch(auditBranch: nil).tip }
            guard let tip else {
                throw SourceFailure(
                    "\(options.source) has no branch '\(options.branch)'", advice: "Push it, or name the source branch with --branch."
                )
            }
            let isProven = isLedgerProven(recorded)
            let draft = try await mending(.reading) {
                try await queue.run {
                    [policies, branch = options.branch, hasRoot = options.root != nil, tip = self.tip ?? tip] repository in
                    var reader = SourceReader(
                        repository, tip: tip, recorded: recorded, policies: policies, branch: branch, believesMemory: isProven,
                        isRootGiven: hasRoot, at: now)
                    return try reader.read()
                }
            }
            return draft.completed(with: await answers(for: draft))
        } catch let failure as SourceFailure {
            throw failure
        } catch {
            throw SourceFailure("\(options.source) can't be read: \(error)", advice: Self.advice(for: error))
        }
    }

    private static func advice(for error: any Error) -> String {
        switch (error as? GitFailure)?.kind {
        case .auth: Attended.credentialAdvice
        case .limit: LedgerFailure(.burdened, "").advice
        default: LedgerFailure(.unreachable, "").advice
        }
    }

    /// Whether what the ledger remembers of evidence is its runners' word: every commit of it is signed, and a key that is pinned
    /// outside the repository signed the last one, which was checked when it was opened.
    func isLedgerProven(_ recorded: RecordedState) -> Bool {
        guard case .usable = keys.pinned else { return false }
        return recorded.genesis?.keys.isEmpty == false
    }

    /// What forges say of the steps that they have to be asked about: one, unless policies name another one on the way.
    private func answers(for draft: SourceDraft) async -> ForgeAnswers {
        var answers = ForgeAnswers()
        let end = forges.patience.end
        while let round = draft.approvals?.nextRound(after: answers) {
            let facts: [StepFacts]
            do throws(ForgeAccess.Closed) {
                facts = try await forges.open(round.forge, by: end).facts(about: round.questions)
            } catch {
                facts = round.questions.map { _ in .doubtful(error.why) }
            }
            answers.add(Dictionary(zip(round.questions.map(\.after), facts)) { first, _ in first }, to: round)
        }
        return answers
    }
}
