import AccessCore

/// An organisation of ten accounts over the years: a run every quarter of an hour, in which people get access for some hours
/// and lose it again.
struct Years {
    private struct Active {
        var request: RequestVersion
        var user: Int
        var entitlement: Int
        var accounts: [Int]
        var window: Window
    }

    private static let accounts = (0..<10).map { AccountName("account-\($0)") }
    private static let users = 500
    private static let entitlements = 12

    private let source: CommitID
    private let hasProofs: Bool
    private var random = Dice(state: 1)
    private var now = Timestamp(seconds: 1_700_000_100)
    private var runs = 0
    private var requests = 0
    private var active: [Active] = []
    private var taken: Set<Int> = []

    /// Whether nobody has anything.
    var isQuiet: Bool { active.isEmpty }

    /// - Parameter hasProofs: whether reviews are trusted, and acceptances rest on them, instead of the merge.
    init(source: CommitID, hasProofs: Bool = false) { (self.source, self.hasProofs) = (source, hasProofs) }

    func genesis() -> LedgerEntry {
        let genesis = Genesis(repository: "example/access", root: source, branch: "audit")
        return entry(.genesis(genesis), in: nil, run(0))
    }

    func policy() -> LedgerEntry {
        let accounts = Self.accounts.enumerated().map { index, name in
            Account(name: name, id: AccountID("\(111_111_111_111 + index)"), backend: .cloud(role: nil, externalID: nil, endpoint: nil))
        }
        let fence = Self.accounts.flatMap { account in
            (0..<Self.entitlements).map { number in
                AcceptedPolicy.FencedGroup(
                    account: account, group: Self.group(number), entitlement: Self.entitlement(number), drift: .report, standing: [])
            }
        }
        let policy = AcceptedPolicy(
            tree: TreeID(Self.digits(1)), timezone: "Asia/Tokyo", leases: LeaseFormat(), accounts: accounts, fence: fence,
            evidence: [trusted])
        return entry(.policyAccepted(policy), in: nil, run(0))
    }

    /// What the next run that has something to do records: before and after its writes.
    mutating func run(withRequests: Bool) -> (intent: [LedgerEntry], outcome: [LedgerEntry]) {
        runs += 1
        now = now.advanced(by: .seconds(900))
        let run = run(random.next())
        var entries: [LedgerEntry] = []
        var actions: [Int: [Action]] = [:]
        for index in active.indices.reversed() where active[index].window.end <= now {
            let over = active.remove(at: index)
            taken.remove(over.user)
            let ending = Ending(request: over.request, user: Self.user(over.user), because: .expired, end: over.window.end)
            for account in over.accounts {
                entries.append(entry(.ended(ending), in: account, run))
                actions[account, default: []].append(action(.revoke, over))
            }
        }
        for _ in 0..<(!withRequests ? 0 : entries.isEmpty ? 1 : [1, 1, 1, 2, 2, 3][Int(random.next() % 6)]) {
            guard let made = request() else { continue }
            for account in made.accounts {
                entries.append(entry(acceptance(made), in: account, run, source: source))
                actions[account, default: []].append(action(.grant, made))
            }
            active.append(made)
        }
        var outcome: [LedgerEntry] = []
        for (number, account) in actions.keys.sorted().enumerated() {
            let all = actions[account] ?? []
            let intent = Intent(
                number: number + 1, runner: Self.digits(7), deadline: now.advanced(by: .seconds(120)), actions: all)
            entries.append(entry(.intent(intent), in: account, run))
            for (index, action) in all.enumerated() {
                let change = Change(
                    intent: ActionReference(run: run, number: number + 1, index: index), action: action,
                    evidence: action.action == .grant ? [trusted] : [], directory: [requestID(), requestID()],
                    late: action.action == .revoke ? Int64(random.next() % 300) : nil)
                outcome.append(entry(action.action == .grant ? .granted(change) : .revoked(change), in: account, run))
            }
        }
        return (entries, outcome)
    }

    private mutating func request() -> Active? {
        let user = Int(random.next() % UInt64(Self.users))
        guard taken.insert(user).inserted else { return nil }
        requests += 1
        let id = "\(now.description.prefix(7).replacing("-", with: "/"))/deploy-\(requests)"
        let first = Int(random.next() % UInt64(Self.accounts.count))
        let accounts = random.next() % 5 == 0 ? [first, (first + 1) % Self.accounts.count].sorted() : [first]
        return Active(
            request: RequestVersion(id: RequestID(id), path: "requests/\(id).yaml", blob: BlobID(Self.digits(random.next()))),
            user: user, entitlement: Int(random.next() % UInt64(Self.entitlements)), accounts: accounts,
            window: Window(start: now, end: now.advanced(by: .seconds(3600 + Int64(random.next() % 25_200))))!)
    }

    private func acceptance(_ made: Active) -> LedgerEvent {
        let evidence = Evidence(
            kind: trusted, before: CommitID(Self.digits(3)), after: source, policies: TreeID(Self.digits(1)),
            sha256: hasProofs ? Self.sum(made.user) : nil, proof: hasProofs ? proof(made) : nil)
        return .accepted(
            Acceptance(
                request: made.request, user: Self.user(made.user), userID: Self.userID(made.user),
                gives: [.init(entitlement: Self.entitlement(made.entitlement), group: Self.group(made.entitlement))],
                window: made.window, evidence: evidence,
                facts: .init(
                    person: PersonName("person-\(made.user)"), groups: [GroupName("Developers")],
                    tags: ["team": "team-\(made.user % 17)", "cost-center": "\(made.user % 97)"])))
    }

    private var trusted: EvidenceKind { hasProofs ? .github : .merge }

    /// One of two leads said yes, and somebody who doesn't count did, too.
    private func proof(_ made: Active) -> ApprovalProof {
        let (lead, at) = (made.user % 2, made.window.start.advanced(by: .seconds(-600)))
        let approval = Approval(
            person: PersonName("lead-\(lead)"), kind: .github, account: ForgeIdentity(login: "lead-\(lead)", id: Int64(1000 + lead)),
            at: at, comment: "Looks right; go ahead.", digest: Self.sum(made.user + 1))
        return ApprovalProof(
            approvals: [approval], setAside: [SetAside("person-\(made.user)", "isn't in a team that is asked")],
            arrival: Arrival(.mergeCommit, pullRequest: made.user + 1, merged: made.window.start))
    }

    private static func sum(_ number: Int) -> String {
        digits(UInt64(number)) + digits(UInt64(number + 1000)).prefix(24)
    }

    private func action(_ kind: Action.Kind, _ request: Active) -> Action {
        Action(
            kind, user: Self.user(request.user), userID: Self.userID(request.user), entitlement: Self.entitlement(request.entitlement),
            group: Self.group(request.entitlement), until: kind == .grant ? request.window.end : nil,
            was: kind == .grant ? nil : request.window.end, requests: [request.request.id],
            because: kind == .grant ? .approved : .expired, urgency: kind == .grant ? nil : .due,
            lease: Self.group(request.entitlement).text)
    }

    private func entry(_ event: LedgerEvent, in account: Int?, _ run: RunID, source: CommitID? = nil) -> LedgerEntry {
        LedgerEntry(time: now, run: run, account: account.map { Self.accounts[$0] }, source: source, event: event)
    }

    private func run(_ number: UInt64) -> RunID { RunID("\(now)-\(Self.digits(number).prefix(16))") }

    /// A CloudTrail `requestID`.
    private mutating func requestID() -> String {
        let digits = Self.digits(random.next())
        return "\(digits.prefix(8))-\(digits.dropFirst(8).prefix(4))-4000-8000-\(digits.suffix(12))"
    }

    private static func user(_ number: Int) -> UserName { UserName("user\(10_000 + number)") }
    private static func userID(_ number: Int) -> UserID { UserID("AIDAEXAMPLE\(10_000 + number)") }
    private static func group(_ number: Int) -> GroupName { GroupName("ProdAccessGroup\(10 + number)") }
    private static func entitlement(_ number: Int) -> EntitlementName { EntitlementName("prod-access-\(10 + number)") }

    /// Forty hexadecimal digits.
    private static func digits(_ number: UInt64) -> String {
        var dice = Dice(state: number)
        let text = (0..<3).map { _ in String(String(dice.next(), radix: 16).reversed()) }.joined()
        return String((text + String(repeating: "0", count: 40)).prefix(40))
    }
}

/// Numbers that a seed repeats (Steele, Lea, Flood: "Fast splittable pseudorandom number generators").
struct Dice {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
