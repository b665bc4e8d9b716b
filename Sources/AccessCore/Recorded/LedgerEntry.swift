/// Something the ledger knows, before it is chained: who saw or did what, when.
package struct LedgerEntry: Hashable, Sendable {
    package var time: Timestamp
    package var run: RunID
    /// Nil for what belongs to no account.
    package var account: AccountName?
    /// The source commit that was judged, if everything that came with it is on record with this run.
    package var source: CommitID?
    package var event: LedgerEvent

    package init(time: Timestamp, run: RunID, account: AccountName?, source: CommitID? = nil, event: LedgerEvent) {
        (self.time, self.run, self.account, self.source, self.event) = (time, run, account, source, event)
    }
}

/// The kinds of records, each with what it says.
package enum LedgerEvent: Hashable, Sendable {
    /// The ledger's first record.
    case genesis(Genesis)
    case policyAccepted(AcceptedPolicy)
    case policyRefused(PolicyRefusal)
    /// A request counts from now on, with its window frozen.
    case accepted(Acceptance)
    case denied(Denial)
    /// The tombstone of a request.
    case ended(Ending)
    /// Somebody looked at an emergency.
    case reviewed(Review)
    /// What is about to be done.
    case intent(Intent)
    case granted(Change)
    case extended(Change)
    case shortened(Change)
    case mended(Change)
    case revoked(Change)
    /// An action of an intent that wasn't carried out, or only in part.
    case failed(Failure)
    /// What became of an action whose run never said, found by looking.
    case recovered(Recovery)
    /// What IAM shows and nobody recorded, or the reverse, taken note of.
    case inferred(Inference)
    case held(Holding)
    case released(Release)
    case drift(Sighting)
    case malformedLease(Sighting)
    case trusted(Trust)
    case checkpoint(Checkpoint)
}

extension LedgerEvent {
    /// The `type` of a record.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case genesis, accepted, denied, ended, reviewed, intent, granted, extended, shortened, mended, revoked, failed, recovered, inferred
        case held, released, drift, trusted, checkpoint
        case policyAccepted = "policy-accepted"
        case policyRefused = "policy-refused"
        case malformedLease = "malformed-lease"
    }

    package var kind: Kind {
        switch self {
        case .genesis: .genesis
        case .policyAccepted: .policyAccepted
        case .policyRefused: .policyRefused
        case .accepted: .accepted
        case .denied: .denied
        case .ended: .ended
        case .reviewed: .reviewed
        case .intent: .intent
        case .granted: .granted
        case .extended: .extended
        case .shortened: .shortened
        case .mended: .mended
        case .revoked: .revoked
        case .failed: .failed
        case .recovered: .recovered
        case .inferred: .inferred
        case .held: .held
        case .released: .released
        case .drift: .drift
        case .malformedLease: .malformedLease
        case .trusted: .trusted
        case .checkpoint: .checkpoint
        }
    }

    /// What carries its data, for writing.
    package var payload: any Codable & Sendable {
        switch self {
        case .genesis(let value): value
        case .policyAccepted(let value): value
        case .policyRefused(let value): value
        case .accepted(let value): value
        case .denied(let value): value
        case .ended(let value): value
        case .reviewed(let value): value
        case .intent(let value): value
        case .granted(let value), .extended(let value), .shortened(let value), .mended(let value), .revoked(let value): value
        case .failed(let value): value
        case .recovered(let value): value
        case .inferred(let value): value
        case .held(let value): value
        case .released(let value): value
        case .drift(let value), .malformedLease(let value): value
        case .trusted(let value): value
        case .checkpoint(let value): value
        }
    }
}

/// One JSON object: the header's keys and the event's beside each other.
extension LedgerEntry: Codable {
    private enum Key: String, CodingKey { case type, time, run, account, source, sentence }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(event.kind, forKey: .type)
        try container.encode(time, forKey: .time)
        try container.encode(run, forKey: .run)
        try container.encodeIfPresent(account, forKey: .account)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encode(sentence, forKey: .sentence)
        try event.payload.encode(to: encoder)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        time = try container.decode(Timestamp.self, forKey: .time)
        run = try container.decode(RunID.self, forKey: .run)
        account = try container.decodeIfPresent(AccountName.self, forKey: .account)
        source = try container.decodeIfPresent(CommitID.self, forKey: .source)
        event =
            switch try container.decode(LedgerEvent.Kind.self, forKey: .type) {
            case .genesis: .genesis(try Genesis(from: decoder))
            case .policyAccepted: .policyAccepted(try AcceptedPolicy(from: decoder))
            case .policyRefused: .policyRefused(try PolicyRefusal(from: decoder))
            case .accepted: .accepted(try Acceptance(from: decoder))
            case .denied: .denied(try Denial(from: decoder))
            case .ended: .ended(try Ending(from: decoder))
            case .reviewed: .reviewed(try Review(from: decoder))
            case .intent: .intent(try Intent(from: decoder))
            case .granted: .granted(try Change(from: decoder))
            case .extended: .extended(try Change(from: decoder))
            case .shortened: .shortened(try Change(from: decoder))
            case .mended: .mended(try Change(from: decoder))
            case .revoked: .revoked(try Change(from: decoder))
            case .failed: .failed(try Failure(from: decoder))
            case .recovered: .recovered(try Recovery(from: decoder))
            case .inferred: .inferred(try Inference(from: decoder))
            case .held: .held(try Holding(from: decoder))
            case .released: .released(try Release(from: decoder))
            case .drift: .drift(try Sighting(from: decoder))
            case .malformedLease: .malformedLease(try Sighting(from: decoder))
            case .trusted: .trusted(try Trust(from: decoder))
            case .checkpoint: .checkpoint(try Checkpoint(from: decoder))
            }
    }
}
