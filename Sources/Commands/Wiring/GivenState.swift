import AccessCore
import Ledger
import Reconciliation

/// A state that somebody kept for the time when neither the ledger nor the cache has one: a `state.json` of the ledger's
/// branch or of a cache. One that can't be read keeps nothing that is due from going away by what the others say (P2).
struct GivenState {
    /// Nil if it can't be read.
    private(set) var state: RecordedState?
    private let path: String
    private var trouble: String?

    init(at path: String) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        do {
            state = try KnownState(in: CacheFolder(folder), named: name).read()?.state
            if state == nil { trouble = "there is no such file" }
        } catch let fault as LedgerFault {
            trouble = "\(fault.kind)"
        } catch {
            trouble = "\(error)"
        }
    }

    /// Says what is wrong with it, whether or not it was needed: it will be one day.
    func note(in report: inout RunReport) {
        guard let trouble else { return }
        report.diagnostics.append(
            Diagnostic(
                .error, "DP4005", "the state \(path) can't be read: \(trouble)",
                advice:
                    "Give --state a state.json of the ledger's branch. What is due by the ledger, or by the cache, was removed all the same."
            ))
    }
}
