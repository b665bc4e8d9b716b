import AccessCore
import Ledger

/// A verification's verdict in words and as JSON, version 1.
struct VerdictTelling {
    let branch: String
    let tip: CommitID
    let summary: LedgerSummary
    let anchor: LedgerAnchor?
    let fault: LedgerFault?

    init(_ verdict: LedgerVerdict, branch: String, tip: CommitID) {
        (self.branch, self.tip) = (branch, tip)
        switch verdict {
        case .consistentNotAnchored(let summary): (self.summary, anchor, fault) = (summary, nil, nil)
        case .anchored(let anchor, let summary): (self.summary, self.anchor, fault) = (summary, anchor, nil)
        case .broken(let fault, let summary): (self.summary, anchor, self.fault) = (summary, nil, fault)
        }
    }

    var verdict: String { fault != nil ? "broken" : anchor != nil ? "anchored" : "consistent-not-anchored" }

    var text: String {
        let read =
            "\(counted(summary.records, "record")) in \(counted(summary.commits, "commit")) of '\(branch)', \(counted(summary.accounts, "chain"))"
        if let fault {
            return
                "Broken: \(fault)\n  Before it \(read) were sound.\n  Compare with a clone that has the true history; nothing is granted on a broken ledger."
        }
        let times = summary.times.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
        let head = "head \(summary.head.hex)"
        if let anchor { return "Verified: \(read)\(times); everything up to \(anchor) is as it was then.\n\(head)" }
        return """
            Consistent, not anchored: \(read)\(times).
              Nothing contradicts anything. To prove that nothing was cut off or written anew, compare with a head kept elsewhere:
              daypass audit verify --expect-head HEAD
            \(head)
            """
    }

    /// The same in one sentence, for a page.
    var sentence: String { text.split(separator: "\n").first.map { String($0) } ?? verdict }

    private func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}

extension VerdictTelling: Encodable {
    private enum Key: String, CodingKey { case version, verdict, branch, tip, head, records, commits, anchor, fault }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .version)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(branch, forKey: .branch)
        try container.encode(tip, forKey: .tip)
        try container.encode(summary.head.hex, forKey: .head)
        try container.encode(summary.records, forKey: .records)
        try container.encode(summary.commits, forKey: .commits)
        try container.encodeIfPresent(anchor?.description, forKey: .anchor)
        try container.encodeIfPresent(fault.map { "\($0)" }, forKey: .fault)
    }
}
