import AccessCore
import IAMDirectory

/// What `--verbose` adds: which calls were made, and the ledger's commit in full, to be kept elsewhere as an anchor.
enum Accounting {
    static func tell(_ report: RunReport, _ place: Workplace, _ console: Console) {
        guard console.isVerbose else { return }
        for (account, statistics) in place.directories.statistics.sorted(by: { $0.key < $1.key }) {
            let calls = statistics.calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let again = statistics.retries > 0 ? "; \(statistics.retries) repeated, \(statistics.throttles) throttled" : ""
            console.tell("\(account): \(calls.isEmpty ? "no calls" : calls)\(again)")
        }
        if let ledger = report.ledger { console.tell("ledger \(ledger)") }
    }
}
