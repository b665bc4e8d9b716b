import AccessCore
import Git
import Reconciliation

/// Knows the truth of the world and looks at every step whether the promises of PRODUCT hold. It shares no code with what
/// decides: it has its own sum of the records, and its own reading of requests and policies.
final class Oracle {
    /// A promise that was broken, and how.
    struct Broken: Hashable {
        var promise: String
        var words: String
    }

    /// Differences of clocks and delays that no promise can exclude, in seconds: the two minutes that P12 tolerates, and
    /// the time that a request is on its way.
    static let slack: Int64 = 140

    unowned var world: World! = nil
    private(set) var broken: [Broken] = []
    var beliefs: [ObjectID: Beliefs] = [:]
    /// Intents on record, by run.
    var intents: [RunID: [(account: AccountName, intent: Intent)]] = [:]
    /// What others were about to do when a run's intents came on record: it may have given up on them.
    var underWay: [RunID: [Beliefs.Open]] = [:]
    /// Every membership that is there, and who put it there.
    var makers: [Membership: Maker] = [:]
    /// When somebody's hand touched a membership or its user last.
    var handled: [Membership: Int] = [:]
    /// What somebody's hand wrote into tags that may be leases.
    var writtenByHand: Set<TagByHand> = []
    /// Commits of the ledger's branch that no run made.
    var forgeries: Set<ObjectID> = []
    /// Runs that recorded on a ledger that was rolled back, which their cache couldn't tell.
    var forks: Set<RunID> = []
    /// Writes that took effect.
    var writes: [Write] = []
    /// Which memberships records speak about, and when they landed.
    var spoken: [Membership: Int] = [:]
    /// Ledger tips that runs printed.
    var heads: [ObjectID] = []
    /// Requests that ended by a machine's own clock, which was ahead and could be compared with none, or by what somebody wrote into
    /// the ledger.
    var endedForNothing: Set<RequestID> = []
    /// What may be in force after each step.
    var policyStates: [Int: Set<PolicyState>] = [:]
    var everAccepted: [Int: [PolicySet]] = [:]
    /// Steps whose policies some run put in force.
    var everInForce: Set<Int> = []
    /// Steps that the forge told some run about.
    var told: Set<Int> = []
    private(set) var commits = 0
    /// Writes that were sent.
    var sent = 0

    enum Maker: Equatable {
        case hand
        case run(RunID, since: Int)
    }

    struct Write {
        var time: Int
        var run: RunID
        var membership: Membership
        var isAddition: Bool
        var hadIntent: Bool
    }

    func fail(_ promise: String, _ words: String) {
        guard broken.isEmpty else { return }
        broken.append(Broken(promise: promise, words: words))
        world.tell(nil, "BROKEN \(promise): \(words)")
    }

    func begin() {
        for cloud in world.clouds.values {
            for user in cloud.users.values {
                for group in user.groups { makers[Membership(account: cloud.name, user: user.name, group: group)] = .hand }
            }
        }
    }

    // What runs are told.

    func began(_ process: Process) {
        process.seen.remembered = process.runner.cache.references.sorted { $0.key < $1.key }.first?.value
    }

    func opened(_ tip: CommitID, _ process: Process) {
        guard let tip = ObjectID(hex: tip.text) else { return }
        if process.seen.firstView == nil { process.seen.firstView = tip }
        process.seen.view = tip
    }

    func lacksLedger(_ failure: LedgerFailure, _ process: Process) {
        if !process.isDead { process.seen.lacksLedger = true }
    }

    func readSource(_ commit: Int, _ process: Process) {
        process.seen.source = (commit, world.now)
        process.seen.asked = []
        // What it was told in an attempt before this one it has forgotten.
        process.seen.told = []
    }

    // What takes place.

    func landed(_ commit: ObjectID, on base: ObjectID?, _ entries: [LedgerEntry], _ process: Process?, isLawful: Bool) {
        commits += 1
        world.tell(process, "\(commit.short()) lands: \(Self.list(entries))")
        let before = base.flatMap { beliefs[$0] } ?? Beliefs()
        var sum = before
        for entry in entries {
            sum.add(entry)
            if case .intent(let intent) = entry.event, let account = entry.account {
                intents[entry.run, default: []].append((account, intent))
                underWay[entry.run, default: []] += before.open
            }
            if case .accepted(let value) = entry.event, let source = process?.seen.source {
                if sum.acceptedIn[value.request.id] == nil { sum.acceptedIn[value.request.id] = source.commit }
                sum.acceptedLastIn[value.request.id] = source.commit
            }
            if case .accepted(let value) = entry.event, let emergency = sum.emergencies[value.request.id],
                emergency != before.emergencies[value.request.id], emergency.review == nil, let source = process?.seen.source
            {
                sum.emergencyIn[value.request.id] = source.commit
            }
            judgeEnding(entry, before, process)
            if process?.kind == .intrude, case .ended(let ending) = entry.event { endedForNothing.insert(ending.request.id) }
            if case .policyAccepted(let policy) = entry.event { judgePolicies(policy, process) }
            if case .denied(let denial) = entry.event { judgeDenial(denial, sum, process) }
            if case .reviewed(let review) = entry.event { judgeReview(review, before, sum, process) }
            if case .accepted(let value) = entry.event { judgeAcceptance(value, entry, before, sum, process) }
            if let (action, run) = Self.removal(entry), action.removes?.membership == false, let account = entry.account {
                // Out of a spool another run may record it.
                let decider = world.processes.first { $0.run == run }
                for process in [process, decider] { keepsStanding(action.membership(in: account), sum, process) }
            }
            if case .accepted(let value) = entry.event, value.isPartial, !sum.onlyLess(of: value.request.id, than: before) {
                fail("P1", "\(value.request.id) was accepted in part, and got more than it had")
            }
            for membership in Self.memberships(entry) { spoken[membership] = world.now }
        }
        beliefs[commit] = sum
        if let base, forgeries.contains(base) {
            fail("P11", "\(process?.run.text ?? "?") recorded on top of \(base.short()), which somebody forged")
        }
        if !isLawful, let process { forks.insert(process.run) }
        guard let process, let remembered = process.seen.remembered else { return }
        // P11: whoever saw the ledger further on doesn't go on from something else.
        if (try? world.remote.objects.isAncestor(remembered, of: commit)) != true {
            fail("P11", "\(process.run) recorded on a ledger that doesn't continue \(remembered.short()), which its cache has seen")
        }
    }

    func handled(_ user: ActualUser, before: ActualUser?, in cloud: Cloud) {
        for group in user.groups.symmetricDifference(before?.groups ?? []) {
            let membership = Membership(account: cloud.name, user: user.name, group: group)
            makers[membership] = user.groups.contains(group) ? .hand : nil
            handled[membership] = world.now
        }
        for (key, value) in user.tags where before?.tags[key] != value {
            writtenByHand.insert(TagByHand(account: cloud.name, user: user.name, key: key, value: value))
        }
    }

    struct TagByHand: Hashable {
        var account: AccountName
        var user: UserName
        var key: String
        var value: String
    }

    func wrote(_ change: DirectoryChange, in cloud: Cloud, _ process: Process, before: ActualUser?) {
        guard let group = change.group else { return }
        let membership = Membership(account: cloud.name, user: change.user, group: group)
        let was = before?.groups.contains(group) ?? false
        let isAddition = if case .addMember = change { true } else { false }
        guard was != isAddition else { return }
        // What is done on a ledger that somebody rolled back is known to nobody once the true one is back; and who was made
        // anew under that name while the write was on its way isn't who was meant.
        let meant = intent(of: process, for: change, in: cloud.name)?.userID
        let isForeign = forks.contains(process.run) || (meant != nil && meant != before?.id)
        let maker: Maker = isForeign ? .hand : .run(process.run, since: world.now)
        makers[membership] = isAddition ? maker : nil
        writes.append(
            Write(
                time: world.now, run: process.run, membership: membership, isAddition: isAddition,
                hadIntent: intent(of: process, for: change, in: cloud.name) != nil))
    }

    /// The action of an intent of this run, on record, that announces a change.
    func intent(of process: Process, for change: DirectoryChange, in account: AccountName) -> Action? {
        for (known, intent) in intents[process.run] ?? [] where known == account {
            for action in intent.actions where action.user == change.user {
                switch change {
                case .addMember(_, let group): if action.action == .grant, action.group == group { return action }
                case .removeMember(_, let group): if action.action == .revoke, action.group == group { return action }
                case .setTag(_, let key, _): if action.action != .revoke, action.lease == key { return action }
                case .removeTag(_, let key): if action.action == .revoke, action.lease == key { return action }
                }
            }
        }
        return nil
    }

    /// What a record says was taken away, and the run that decided it.
    private static func removal(_ entry: LedgerEntry) -> (Action, RunID)? {
        switch entry.event {
        case .revoked(let change): (change.action, entry.run)
        case .recovered(let recovery) where recovery.finding == .done && recovery.action.action == .revoke:
            (recovery.action, recovery.intent.run)
        default: nil
        }
    }

    private static func list(_ entries: [LedgerEntry]) -> String {
        entries.map { entry in
            var about = memberships(entry).first.map { " \($0.user) \($0.group)" } ?? ""
            if case .denied(let denial) = entry.event { about = " \(denial.request.id) \(denial.code)" }
            if case .accepted(let value) = entry.event { about = " \(value.request.id)" }
            return "\(entry.event.kind.rawValue)\(about)\(entry.account.map { " \($0)" } ?? "")"
        }.joined(separator: ", ")
    }

    private static func memberships(_ entry: LedgerEntry) -> [Membership] {
        guard let account = entry.account else { return [] }
        return switch entry.event {
        case .granted(let change), .extended(let change), .shortened(let change), .mended(let change), .revoked(let change):
            [change.action.membership(in: account)]
        case .failed(let failure): [failure.action.membership(in: account)]
        case .recovered(let recovery): [recovery.action.membership(in: account)]
        case .inferred(let value): [Membership(account: account, user: value.user, group: value.group)]
        case .drift(let value): [Membership(account: account, user: value.user, group: value.group)]
        default: []
        }
    }
}

extension DirectoryChange {
    /// Of a membership.
    var group: GroupName? {
        switch self {
        case .addMember(_, let group), .removeMember(_, let group): group
        case .setTag, .removeTag: nil
        }
    }
}
