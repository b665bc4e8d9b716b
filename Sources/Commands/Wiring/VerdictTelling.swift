import AccessCore
import Ledger

/// A verification's verdict in words and as JSON, version 1.
struct VerdictTelling {
    let branch: String
    let tip: CommitID
    /// The commit that it began after; nil for the first.
    let since: CommitID?
    let summary: LedgerSummary
    let anchor: LedgerAnchor?
    let fault: LedgerFault?
    /// Whether the signatures of keys kept elsewhere are what anchors it.
    let isSignedByPinned: Bool

    init(_ verdict: LedgerVerdict, branch: String, tip: CommitID, since: CommitID? = nil) {
        (self.branch, self.tip, self.since) = (branch, tip, since)
        if case .signed = verdict { isSignedByPinned = true } else { isSignedByPinned = false }
        if case .anchored(let anchor, _) = verdict { self.anchor = anchor } else { anchor = nil }
        (summary, fault) = (verdict.summary, verdict.fault)
    }

    var verdict: String {
        if fault != nil { return "broken" }
        if anchor != nil { return "anchored" }
        return isSignedByPinned ? "signed" : "consistent-not-anchored"
    }
}

extension VerdictTelling: Encodable {
    private enum Key: String, CodingKey { case version, verdict, branch, tip, since, head, records, commits, anchor, fault, signatures }

    private enum SignatureKey: String, CodingKey { case keys, verified }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .version)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(branch, forKey: .branch)
        try container.encode(tip, forKey: .tip)
        try container.encodeIfPresent(since, forKey: .since)
        try container.encode(summary.head.hex, forKey: .head)
        try container.encode(summary.records, forKey: .records)
        try container.encode(summary.commits, forKey: .commits)
        if let signatures = summary.signatures {
            var nested = container.nestedContainer(keyedBy: SignatureKey.self, forKey: .signatures)
            try nested.encode(signatures.origin.rawValue, forKey: .keys)
            try nested.encode(signatures.commits, forKey: .verified)
        }
        try container.encodeIfPresent(anchor?.description, forKey: .anchor)
        try container.encodeIfPresent(fault.map { "\($0)" }, forKey: .fault)
    }
}
