import AccessCore
import Reconciliation
import Synchronization

/// Git, ledger, clouds and time, shared by all runs of a test. It checks each write against what the requests say,
/// without a line of the code under test.
final class Universe: Sendable {
    struct Contents {
        var seconds: Duration = .zero
        var entries: [LedgerEntry] = []
        var state = RecordedState()
        var tip = 0
        /// What runners put down while the ledger was away.
        var spools: [String: [LedgerEntry]] = [:]
        var accounts: [AccountName: ActualAccount]
        var past: [AccountName: [(time: Timestamp, account: ActualAccount)]] = [:]
        var files: [RequestID: (blob: BlobID, request: AccessRequest, step: Int)] = [:]
        var deletions: [RequestID: Int] = [:]
        var steps = 1
        var policies: PolicySet
        var writes: [(account: AccountName, change: DirectoryChange)] = []
        var violations: [String] = []

        var now: Timestamp { at(0).advanced(by: seconds) }
    }

    let contents: Mutex<Contents>
    /// How far reads lag behind writes; nil for directories that don't.
    let lag: Duration?

    init(
        drift: DriftMode = .enforce, removals: RemovalLimits = RemovalLimits(most: 100, fraction: 1), users: [UserName] = [member, leader],
        lag: Duration? = nil
    ) {
        let settings = Settings(
            repository: "example/access", timezone: "UTC",
            accounts: [
                jump: Account(name: jump, backend: .directory(path: "jump.json")),
                prod: Account(name: prod, backend: .directory(path: "prod.json")),
            ],
            drift: drift, removals: removals
        )
        let entitlement = Entitlement(
            name: work, accounts: [jump, prod], group: group, eligible: Eligibility(users: Set(users)), approval: .automatic
        )
        let everybody = users + [stranger]
        let account = ActualAccount(
            users: Dictionary(uniqueKeysWithValues: everybody.map { ($0, ActualUser(name: $0, id: UserID("id-\($0)"))) }), groups: [group]
        )
        contents = Mutex(
            Contents(
                accounts: [jump: account, prod: account],
                policies: PolicySet(tree: TreeID("t1"), settings: settings, people: People(), entitlements: [work: entitlement])
            )
        )
        self.lag = lag
    }

    var now: Timestamp { contents.withLock(\.now) }
    var state: RecordedState { contents.withLock(\.state) }
    var entries: [LedgerEntry] { contents.withLock(\.entries) }
    var writes: [(account: AccountName, change: DirectoryChange)] { contents.withLock(\.writes) }
    var violations: [String] { contents.withLock(\.violations) }

    func kinds(_ kind: LedgerEvent.Kind) -> [LedgerEntry] { entries.filter { $0.event.kind == kind } }

    /// Time goes on until then.
    func passes(until time: Timestamp) {
        contents.withLock { if time > $0.now { $0.seconds += time.since($0.now) } }
    }

    func passes(_ span: Duration) { contents.withLock { $0.seconds += span } }

    func merge(_ request: AccessRequest) {
        contents.withLock {
            $0.steps += 1
            $0.files[request.id] = (BlobID("b\($0.steps)"), request, $0.steps)
        }
    }

    func delete(_ id: String) {
        contents.withLock {
            $0.steps += 1
            $0.files[RequestID(id)] = nil
            $0.deletions[RequestID(id)] = $0.steps
        }
    }

    func enact(_ change: (inout PolicySet) -> Void) {
        contents.withLock {
            $0.steps += 1
            change(&$0.policies)
            $0.policies.tree = TreeID("t\($0.steps)")
        }
    }

    func edit(_ user: UserName, in account: AccountName = jump, _ change: (inout ActualUser) -> Void) {
        contents.withLock {
            guard var found = $0.accounts[account]?.users[user] else { return }
            change(&found)
            $0.accounts[account]?.users[user] = found
        }
    }

    // What must be, from the requests alone.

    func shouldBeMember(_ user: UserName, in account: AccountName) -> Bool {
        contents.withLock { $0.shouldBeMember(user, in: account) }
    }

    func isMember(_ user: UserName = member, in account: AccountName = jump) -> Bool {
        contents.withLock { $0.accounts[account]?.users[user]?.groups.contains(group) ?? false }
    }

    func tag(_ user: UserName = member, in account: AccountName = jump) -> String? {
        contents.withLock { $0.accounts[account]?.users[user]?.tags[group.text] }
    }

    /// What is wrong now that a run has ended well: access, leases, record and promises.
    func faults() -> [String] {
        contents.withLock { contents in
            var faults = contents.violations
            for (name, account) in contents.accounts {
                for user in account.users.values {
                    let should = contents.shouldBeMember(user.name, in: name)
                    let until = contents.until(user.name, in: name)
                    if should != user.groups.contains(group) { faults.append("\(user.name) in \(name): member is \(!should)") }
                    if user.tags[group.text] != (should ? until?.description : nil) {
                        faults.append("\(user.name) in \(name): tag is \(user.tags[group.text] ?? "missing")")
                    }
                    let recorded = contents.state.grants[Membership(account: name, user: user.name, group: group)]
                    if recorded?.end != (should ? until : nil) {
                        faults.append("\(user.name) in \(name): on record is \(recorded?.end.description ?? "nothing")")
                    }
                }
            }
            if !contents.state.intents.isEmpty { faults.append("an intent is open") }
            return faults
        }
    }
}

extension Universe.Contents {
    private func windows(_ user: UserName, in account: AccountName) -> [(start: Timestamp, end: Timestamp)] {
        files.values.filter { $0.request.user == user && $0.request.access.contains { $0.account == account } }.compactMap {
            guard case .at(let end) = $0.request.end else { return nil }
            return ($0.request.start ?? .earliest, end)
        }
    }

    func shouldBeMember(_ user: UserName, in account: AccountName) -> Bool {
        policies.entitlements[work]?.eligible.users.contains(user) == true
            && windows(user, in: account).contains { $0.start <= now && now < $0.end }
    }

    func until(_ user: UserName, in account: AccountName) -> Timestamp? {
        var end = now
        while let further = windows(user, in: account).filter({ $0.start <= end && end < $0.end }).map(\.end).max() { end = further }
        return end == now ? nil : end
    }

    /// Carries a write out, after looking whether it may be made at all.
    mutating func write(_ change: DirectoryChange, in account: AccountName, by run: RunID, withoutLedger: Bool) {
        let user: UserName
        switch change {
        case .setTag(let name, let key, _), .removeTag(let name, let key):
            user = name
            if key != group.text { violations.append("P7: wrote the tag \(key)") }
        case .addMember(let name, let written), .removeMember(let name, let written):
            user = name
            if written != group { violations.append("P7: wrote the group \(written)") }
        }
        if case .addMember = change, !shouldBeMember(user, in: account) { violations.append("P1: gave \(user) \(account) at \(now)") }
        let membership = Membership(account: account, user: user, group: group)
        let isAnnounced = entries.contains { entry in
            guard entry.run == run, entry.account == account, case .intent(let intent) = entry.event else { return false }
            return intent.actions.contains { $0.user == user }
        }
        let isDue = state.grants[membership].map { $0.end <= now } ?? false
        if !isAnnounced, !(withoutLedger && isDue) { violations.append("P3: \(change) in \(account) at \(now) without a record") }
        past[account, default: [(.earliest, accounts[account] ?? ActualAccount(users: [:], groups: []))]].append(
            (now, accounts[account] ?? ActualAccount(users: [:], groups: [])))
        writes.append((account, change))
        switch change {
        case .setTag(_, let key, let value): accounts[account]?.users[user]?.tags[key] = value
        case .removeTag(_, let key): accounts[account]?.users[user]?.tags[key] = nil
        case .addMember(_, let group): accounts[account]?.users[user]?.groups.insert(group)
        case .removeMember(_, let group): accounts[account]?.users[user]?.groups.remove(group)
        }
    }

    /// What a read shows that lags: each entry of `past` is what was until then.
    func seen(_ account: AccountName, lag: Duration) -> ActualAccount? {
        let instant = now.advanced(by: .zero - lag)
        return past[account]?.first { $0.time > instant }?.account ?? accounts[account]
    }
}
