import AccessCore
import Ledger
import Reconciliation

/// Writes a ledger of many years as a stream for `git fast-import`, through the code that writes ledgers.
///
///     LedgerYears 1000000 COMMIT [proofs] | git fast-import
///
/// `COMMIT` is what the source branch was judged up to. With `proofs` each acceptance has the approval that proves it. The same number
/// and commit are the same ledger. Records, chains, trailers and the last snapshot are genuine. The snapshots
/// before it hold the heads alone: written out, those of 200,000 commits would be more than a terabyte.
@main
enum LedgerYears {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard [3, 4].contains(arguments.count), let records = Int(arguments[1]), records > 0 else {
            print("LedgerYears RECORDS COMMIT [proofs]")
            return
        }
        var years = Years(source: CommitID(arguments[2]), hasProofs: arguments.last == "proofs")
        var stream = ImportStream(branch: "audit")
        var snapshot = Snapshot()
        var written = 0
        func commit(_ entries: [LedgerEntry], _ phase: LedgerPhase, isLast: Bool = false) throws {
            guard let last = entries.last else { return }
            let files = try snapshot.append(entries)
            written += entries.count
            let message = CommitMessage(run: last.run, phase: phase, head: snapshot.head).text(for: entries)
            let state = isLast ? snapshot : Snapshot(state: RecordedState(), heads: snapshot.heads, previous: snapshot.previous)
            let all = files.map { ($0.path, $0.bytes) } + [(Snapshot.path, try state.text())]
            stream.commit(all, message: message, seconds: last.time.seconds)
        }
        try commit([years.genesis()], .outcome)
        try commit([years.policy()], .outcome)
        repeat {
            let (intent, outcome) = years.run(withRequests: written < records)
            try commit(intent, .intent)
            try commit(outcome, .outcome, isLast: years.isQuiet && written + outcome.count >= records)
        } while written < records || !years.isQuiet
        stream.finish()
    }
}
