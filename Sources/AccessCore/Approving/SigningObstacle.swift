/// Why what is signed of a content can't count, whoever signs it, by what is on record.
package enum SigningObstacle: Hashable, Sendable {
    /// The request has ended.
    case ended(at: Timestamp)
    /// This content of the request was approved before, and something less took its place (`Judge.unspent`).
    case spent
    /// These policies stood on the source branch before those in force took their place (`PolicyWalk`).
    case replaced

    /// What is the matter, without a full stop.
    ///
    /// - Parameter tell: how an instant is told.
    package func message(_ tell: (Timestamp) -> String) -> String {
        switch self {
        case .ended(let at): "this request ended at \(tell(at)), and ended is final"
        case .spent: "this content was approved before, and something less took its place: a signature of it counts once"
        case .replaced: "these policies stood here before those in force took their place, and signatures don't bring them back"
        }
    }

    /// What would count, in a whole sentence.
    package var advice: String {
        switch self {
        case .ended: "Have it asked anew in a file with a new name, and sign that."
        case .spent: "Change a line, the reason will do, commit that, and have it signed."
        case .replaced: "Change a line, a comment will do, commit that, and have it signed."
        }
    }
}

extension RecordedState {
    /// What keeps every signature of a request's content from counting; nil if nothing on record does.
    ///
    /// - Parameter sha256: of the content, in hexadecimal digits.
    package func obstacle(to version: RequestVersion, sha256: String) -> SigningObstacle? {
        if let tombstone = tombstones[version.id] { return .ended(at: tombstone.at) }
        return requests[version.id]?.hasSpent(version.blob, sha256: sha256) == true ? .spent : nil
    }
}

extension RecordedRequest {
    /// Whether a content was approved before and isn't what is on record any more: what was signed of it counted once.
    func hasSpent(_ blob: BlobID, sha256: String) -> Bool { version.blob != blob && evidence.approved.contains(sha256) }
}
