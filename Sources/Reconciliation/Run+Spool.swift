import AccessCore

/// What is done while the ledger can't be reached is put down beside the cache, and recorded by the next run that gets there (P3).
extension Run {
    /// Opens the ledger, and first records there what earlier runs of this cache did without it.
    func openLedger(_ report: inout RunReport) async throws(LedgerFailure) -> LedgerView {
        var view = try await ports.ledger.open()
        guard !options.isDryRun, !report.isSpoolStuck else { return view }
        var losses = 0
        while true {
            do throws(LedgerFailure) {
                switch try await ports.ledger.recordSpool(on: view) {
                case .nothing: return view
                case .recorded(let count, let after):
                    ports.listener.hear(.spoolRecorded(entries: count, ledger: after.tip))
                    return after
                case .lostRace: losses += 1
                }
            } catch {
                stick(because: error.message, into: &report)
                return view
            }
            guard losses < Self.tries else {
                stick(because: "other runners were first \(losses) times", into: &report)
                return view
            }
            await pause(afterLoss: losses)
            view = try await ports.ledger.open()
        }
    }

    /// It waits for the next run; this one goes on: what was done can't be undone by waiting.
    private func stick(because why: String, into report: inout RunReport) {
        report.isSpoolStuck = true
        report.diagnostics.append(
            Diagnostic(
                .error, Self.spoolCode, "what was removed while the ledger couldn't be reached can't be put on record: \(why)",
                advice: "It is kept in the cache and tried again by every run; keep the cache."
            )
        )
    }

    /// Puts down what can't be recorded now. That it can't be put down either stops no removal that is due.
    func spool(_ entries: [LedgerEntry], into report: inout RunReport) async {
        do { try await ports.ledger.spool(entries) } catch {
            guard !report.diagnostics.contains(where: Self.isOfSpool) else { return }
            report.diagnostics.append(
                Diagnostic(
                    .error, Self.spoolCode, "what is done without the ledger can't be put down here: \(error.message)",
                    advice: "A later run finds out by looking, and records it as recovered or inferred. Make the cache writable."
                )
            )
        }
    }

    private static let spoolCode = "DP4003"

    static func isOfSpool(_ diagnostic: Diagnostic) -> Bool { diagnostic.code == spoolCode }
}
