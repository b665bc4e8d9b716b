import AccessCore

/// What the records add up to: the oracle's own sum, made without the ledger's code.
struct Beliefs {
    struct Grant: Equatable {
        var end: Timestamp
        var userID: UserID?
        var lease: String
        var changed: Timestamp
    }

    struct Accepted {
        var blob: BlobID
        var user: UserName
        var window: Window
        /// Only what the content takes away counts.
        var isPartial = false
        var units: [Membership: UserID] = [:]
        /// The entitlement that each is given by.
        var entitlements: [Membership: EntitlementName] = [:]
        /// The policies that were in force when it was accepted.
        var policies: TreeID?
        /// Those that it came under, by what its run took for accepted then.
        var came: TreeID?
        /// When this content was.
        var at: Timestamp
        /// Since when it keeps its place: a content that only takes away costs none.
        var place: Timestamp
        /// When it has to be reviewed; nil unless it is an emergency.
        var due: Timestamp?

        var isEmergency: Bool { due != nil }

        /// Whether it gives nothing that another one didn't, nor for longer.
        func isOnlyLess(than then: Accepted) -> Bool {
            window.start >= then.window.start && window.end <= then.window.end && units.allSatisfy { then.units[$0.key] == $0.value }
        }
    }

    struct Open {
        var run: RunID
        var account: AccountName
        var intent: Intent
        var recorded: Timestamp
        var settled: Set<Int> = []
        /// Removals of what was granted or changed on record after they were announced.
        var overtaken: Set<Int> = []
    }

    var grants: [Membership: Grant] = [:]
    var accepted: [RequestID: Accepted] = [:]
    /// The source commit that a run had read when it accepted a request first.
    var acceptedIn: [RequestID: Int] = [:]
    /// The commit that the run read which accepted it last.
    var acceptedLastIn: [RequestID: Int] = [:]
    /// As they were accepted last, those that ended since included.
    var acceptedLast: [RequestID: Accepted] = [:]
    var ended: Set<RequestID> = []
    var open: [Open] = []
    /// Groups that policies ever named, account by account.
    var fence: Set<Fenced> = []
    var policy: AcceptedPolicy?
    var judged: CommitID?
    /// Source commits that operators vouched for.
    var trusted: [CommitID] = []
    var held: Set<AccountName> = []
    var emergencies: [RequestID: Emergency] = [:]
    /// The source commit that a run had read when it accepted an emergency first, or a longer one.
    var emergencyIn: [RequestID: Int] = [:]
    /// Contents that were denied last, and when first.
    var denied: [RequestID: Denied] = [:]
    /// How requests ended.
    var endings: [RequestID: Ended] = [:]
    /// What names the ends that wait for a person's word, where all requests are gone at once.
    var vanished: String?
    var released: Set<String> = []
    /// What was found about contents that weren't approved, by their paths.
    var found: [String: Memory] = [:]
    /// What was found about steps that changed policies.
    var policyFound: [CommitID: FoundEvidence] = [:]
    /// Grants that were found not done, and when, as long as their run hasn't said so: their writes may come late.
    var givenUp: [Membership: Timestamp] = [:]

    struct Fenced: Hashable {
        var account: AccountName
        var group: GroupName
    }

    mutating func add(_ entry: LedgerEntry) {
        if let source = entry.source { judged = source }
        switch entry.event {
        case .policyAccepted(let policy):
            self.policy = policy
            policyFound = [:]
            for fenced in policy.fence { fence.insert(Fenced(account: fenced.account, group: fenced.group)) }
        case .policyRefused(let refusal):
            policyFound = Dictionary((refusal.found ?? []).map { ($0.after, $0.found) }) { $1 }
        case .trusted(let trust):
            judged = trust.tip
            trusted.append(trust.tip)
        case .ended(let ending):
            found[ending.request.path] = nil
            noteEnding(ending, at: entry.time)
            ended.insert(ending.request.id)
            accepted[ending.request.id] = nil
        case .denied(let denial): note(denial, at: entry.time)
        case .reviewed(let review):
            found[review.path] = nil
            emergencies[review.request.id]?.review = review.blob
        case .released(let release): released.insert(release.hash)
        case .held(let holding) where entry.account == nil: vanished = holding.requests == nil ? nil : holding.hash
        case .accepted(let value): if let account = entry.account { accept(value, account, at: entry.time) }
        default: if let account = entry.account { add(entry, in: account) }
        }
    }

    private mutating func accept(_ value: Acceptance, _ account: AccountName, at time: Timestamp) {
        (denied[value.request.id], found[value.request.path]) = (nil, nil)
        guard !ended.contains(value.request.id) else { return }
        noteEmergency(value)
        let before = accepted[value.request.id]
        var known = before
        if known?.blob != value.request.blob || known?.window != value.window || known?.isPartial != value.isPartial { known = nil }
        if known?.due != value.reviewDue || known?.user != value.user { known = nil }
        var next =
            known
            ?? Accepted(
                blob: value.request.blob, user: value.user, window: value.window, isPartial: value.isPartial, at: time,
                place: time, due: value.reviewDue)
        (next.policies, next.came) = (policy?.tree, value.evidence.policies)
        for unit in value.gives {
            let membership = Membership(account: account, user: value.user, group: unit.group)
            next.units[membership] = value.userID
            next.entitlements[membership] = unit.entitlement
        }
        if known == nil, let before, next.isOnlyLess(than: before),
            next.entitlements.allSatisfy({ before.entitlements[$0.key] == $0.value })
        {
            next.place = before.place
        }
        (accepted[value.request.id], acceptedLast[value.request.id]) = (next, next)
    }

    /// Whether policies ever named an account: what somebody wrote into the ledger about another tells nobody how to look there.
    func isNamed(_ account: AccountName) -> Bool { fence.contains { $0.account == account } }

    /// Whether the policies on record have somebody as a standing member.
    func isStanding(_ membership: Membership) -> Bool {
        let fenced = policy?.fence.first { $0.account == membership.account && $0.group == membership.group }
        return fenced?.standing.contains(membership.user) ?? false
    }

    /// Whether a request has nothing that it hadn't before.
    func onlyLess(of id: RequestID, than before: Beliefs) -> Bool {
        guard let now = accepted[id], let then = before.accepted[id] else { return false }
        return now.isOnlyLess(than: then)
    }

    private mutating func add(_ entry: LedgerEntry, in account: AccountName) {
        switch entry.event {
        case .intent(let intent):
            var announced = Open(run: entry.run, account: account, intent: intent, recorded: entry.time)
            if intent.spooled == true {
                // What is on record otherwise than its run knew came after it was decided.
                for (index, action) in intent.actions.enumerated() where action.action == .revoke {
                    guard let known = grants[action.membership(in: account)] else { continue }
                    if intent.written?[index] != known.changed { announced.overtaken.insert(index) }
                }
            }
            open.append(announced)
        case .granted(let change), .extended(let change), .shortened(let change), .mended(let change), .revoked(let change):
            let isOvertaken = change.intent.flatMap { reference in
                open.first { $0.run == reference.run && $0.account == account && $0.intent.number == reference.number }?
                    .overtaken.contains(reference.index)
            }
            settle(change.intent, account)
            // Answered for by somebody who looked, and written anew since: what comes late out of a spool is older.
            if change.intent != nil, isOvertaken == nil {
                // What a removal took away was told by looking.
                if change.action.action == .revoke, grants[change.action.membership(in: account)] != nil { return }
                if isNewer(than: entry.time, change.action, account) { return }
            }
            carryOut(change.action, account, entry.time, isOvertaken)
        case .failed(let failure):
            let isOpen = failure.intent.map { reference in
                open.contains { $0.run == reference.run && $0.account == account && $0.intent.number == reference.number }
            }
            settle(failure.intent, account)
            if isOpen == false, isNewer(than: entry.time, failure.action, account) { return }
            if failure.uncertain { carryOut(failure.action, account, entry.time) }
            // Only the run itself that was given up on knows better.
            if !failure.uncertain, isOpen == false, failure.action.action == .grant {
                givenUp[failure.action.membership(in: account)] = nil
            }
        case .recovered(let recovery):
            settle(recovery.intent, account)
            if recovery.finding == .notDone, recovery.action.action == .grant {
                givenUp[recovery.action.membership(in: account)] = entry.time
            }
            if recovery.finding == .done || (recovery.finding == .unclear && recovery.action.action != .revoke) {
                carryOut(recovery.action, account, entry.time)
            }
        case .inferred(let inference):
            let membership = Membership(account: account, user: inference.user, group: inference.group)
            if inference.finding == .membershipGone || inference.finding == .userGone { grants[membership] = nil }
        case .held(let holding):
            if holding.removals.isEmpty { held.remove(account) } else { held.insert(account) }
        default: break
        }
    }

    /// Whether a membership has another end on record than an action gave it, from later on.
    private func isNewer(than time: Timestamp, _ action: Action, _ account: AccountName) -> Bool {
        grants[action.membership(in: account)].map { $0.changed > time && $0.end != action.until } ?? false
    }

    private mutating func settle(_ reference: ActionReference?, _ account: AccountName) {
        guard let reference else { return }
        guard
            let index = open.firstIndex(where: { $0.run == reference.run && $0.account == account && $0.intent.number == reference.number })
        else { return }
        open[index].settled.insert(reference.index)
        if open[index].settled.count == open[index].intent.actions.count { open.remove(at: index) }
    }

    private mutating func carryOut(_ action: Action, _ account: AccountName, _ time: Timestamp, _ isOvertaken: Bool? = nil) {
        let membership = action.membership(in: account)
        // Whoever took only a lease away didn't look for the membership.
        if action.removes?.membership != false { givenUp[membership] = nil }
        if action.action == .revoke {
            // A removal takes the grant off the record that it was decided about, none that came since.
            if let known = grants[membership], action.was.map({ $0 != known.end }) ?? false || isOvertaken ?? (known.changed > time) {
                return
            }
            grants[membership] = nil
        } else if let until = action.until {
            grants[membership] = Grant(end: until, userID: action.userID ?? grants[membership]?.userID, lease: action.lease, changed: time)
            for (place, intent) in open.enumerated() where intent.account == account {
                for (index, announced) in intent.intent.actions.enumerated() where announced.action == .revoke {
                    if announced.membership(in: account) == membership { open[place].overtaken.insert(index) }
                }
            }
        }
    }

    /// Ends that are on record: of what was granted, and of what may have been.
    func recordedEnd(_ membership: Membership) -> Timestamp? {
        if let grant = grants[membership] { return grant.end }
        return announced(membership).filter { $0.action == .grant }.compactMap(\.until).min()
    }

    /// What intents that aren't answered say is about to be done about it.
    func announced(_ membership: Membership) -> [Action] {
        open.flatMap { open in open.intent.actions.filter { $0.membership(in: open.account) == membership } }
    }
}
