import AccessCore
import Reconciliation

/// A reconciler that is wrong on purpose: the production code behind a port that lies to it or alters what it does. The
/// oracle must catch each of them (and nothing else).
package enum Lie: String, CaseIterable, Sendable {
    case none
    /// P1: the source shows a request that nobody merged.
    case unapprovedContent
    /// P2: removals are acknowledged and not carried out.
    case deafDirectory
    /// P3: intents are acknowledged and not pushed.
    case unpushedIntents
    /// P3, P4: outcomes are acknowledged and not pushed.
    case unpushedOutcomes
    /// P3: what is done without the ledger isn't put down.
    case forgottenSpool
    /// P5: what several requests give ends when the first of them does.
    case firstEndCounts
    /// P6: a part of an account is returned as the whole.
    case partialReads
    /// P7: a writer touches a group that no policy names.
    case outsideTheFence
    /// P11: the runner forgets which tip of the ledger it saw.
    case forgottenTip
    /// P12: clocks aren't compared.
    case clocksUncompared
    // What policies say isn't read: P1.
    case seatsUncounted, aheadUnlimited, requirementsIgnored, freezesIgnored, emergenciesUncapped, emergenciesEverywhere, teamsMixedUp
    /// P4: what somebody ended early stays while a freeze window is open.
    case frozenEnds
    /// P2: nothing is removed while one is open.
    case frozenRemovals
    /// P1: a review that nobody wrote.
    case forgedReviews
    /// P8: emergencies that nobody reviewed aren't told of; nor that files couldn't be removed.
    case silentReviews, silentRefusals
    /// P5: files are removed before their time, or of requests that haven't ended.
    case hastyRetention, greedyRetention
    /// P5: that all requests are gone at once ends them all.
    case vanishingBelieved
    /// P2: ends that an older tool wrote aren't read.
    case olderTagsUnread
    // Of approvals, P1: whose hand is in it, who gets it, what was reviewed, objections, quorums, until when, keys that are spent, signatures of
    // something else.
    case handsOverlooked, ownApprovals, staleReviews, objectionsUnheard, quorumsHalved, untilIgnored, spentKeys, replayedSignatures
    /// P1: policies count as soon as they are merged; what can't be told yet is a yes; what somebody wrote into an unsigned ledger
    /// is believed, and where a merge is enough more than the content asks for.
    case proposalsBelieved, doubtsPassedOver, recordsBelieved, contentsUnread
    /// P1: whoever reviews an emergency, it is reviewed.
    case unprovenReviews
    /// P4: what waits for an answer is forgotten; yeses aren't heard; a forge is asked what is on record.
    case pendingForgotten, approvalsUnheard, restlessAsking

    var comparesClocks: Bool { self != .clocksUncompared }

    func swallows(_ entries: [LedgerEntry], _ phase: LedgerPhase) -> Bool {
        switch self {
        case .unpushedIntents: phase == .intent
        case .unpushedOutcomes: phase == .outcome && entries.contains { [.granted, .revoked].contains($0.event.kind) }
        default: false
        }
    }

    func swallows(_ change: DirectoryChange) -> Bool {
        guard self == .deafDirectory, case .removeMember = change else { return false }
        return true
    }

    func extra(_ change: DirectoryChange) -> DirectoryChange? {
        guard self == .outsideTheFence, case .addMember(let user, _) = change else { return nil }
        return .addMember(user: user, group: Setting.finance)
    }

    func altered(_ account: ActualAccount, _ process: Process) -> ActualAccount {
        guard self == .partialReads else { return account }
        var part = account
        for name in account.users.keys.sorted().suffix(3) { part.users[name] = nil }
        return part
    }

    /// Of a user's requests on record only the one that ends first is shown.
    private func firstEnds(_ reading: SourceReading, _ recorded: RecordedState) -> SourceReading {
        var altered = reading
        altered.submission.requests.removeAll { file in
            guard let record = recorded.requests[file.version.id] else { return false }
            return recorded.requests.values.contains { $0.user == record.user && $0.window.end < record.window.end }
        }
        return altered
    }

    func altered(_ reading: SourceReading, _ recorded: RecordedState, at now: Timestamp) -> SourceReading {
        if self == .firstEndCounts { return firstEnds(reading, recorded) }
        if isAboutPolicies { return misread(reading) }
        if self == .frozenEnds { return unended(reading, recorded, at: now) }
        if self == .forgedReviews { return reviewed(reading, recorded) }
        if self == .vanishingBelieved, reading.submission.requests.isEmpty { return brokenFile(in: reading) }
        guard self == .unapprovedContent, let policies = reading.policies else { return reading }
        var altered = reading
        let place = Place("requests/forged.yaml")
        let access = [EntitlementReference(name: Setting.entitlements[0], place: place)]
        let request = AccessRequest(
            id: RequestID("forged"), user: Setting.people[1], access: access, end: .at(World.start.advanced(by: .seconds(86_400))),
            reason: "because", places: RequestPlaces(file: place, user: place, end: place))
        let version = RequestVersion(id: request.id, path: place.path, blob: BlobID(String(repeating: "f", count: 40)))
        let origin = Origin(before: reading.tip, after: reading.tip, policies: policies, mixed: false)
        altered.submission.requests.append(SubmittedRequest(version: version, content: .decoded(request), origin: origin))
        return altered
    }
}
