/// Looks at changed requests one by one, in the light of everything else.
struct RequestReview {
    private let input: ChangeMeaning.Input
    private let snapshot: DirectorySnapshot?
    /// New file by the deleted one that it takes the place of, and the other way round.
    private let renamed: [RequestID: RequestID]
    /// Policies that judge: those accepted before, and those that come along.
    private let judging: [PolicySet]

    init(_ input: ChangeMeaning.Input, snapshot: DirectorySnapshot?) {
        (self.input, self.snapshot) = (input, snapshot)
        judging = [input.accepted, input.proposed].compactMap(\.self)
        renamed = Self.renames(in: input.requests)
    }

    /// A deleted file and a new one that ask for the same.
    private static func renames(in changes: [ProposedRequest]) -> [RequestID: RequestID] {
        var gone = changes.filter { $0.after == .absent }.sorted { $0.path < $1.path }
        var renamed: [RequestID: RequestID] = [:]
        for new in changes.sorted(by: { $0.path < $1.path }) where new.before == .absent {
            let match = gone.firstIndex { old in
                if let blob = new.blobs.after, blob == old.blobs.before { return true }
                guard let one = old.before.request, let other = new.after.request else { return false }
                return one.asksTheSame(as: other)
            }
            guard let match else { continue }
            renamed[new.id] = gone.remove(at: match).id
        }
        return renamed
    }

    /// What a change comes to, and what speaks against it; nil if nothing changes.
    func look(at change: ProposedRequest) -> (RequestMeaning, [Diagnostic])? {
        let now = input.now
        guard
            let kind = RequestMeaning.Kind(change, renamedFrom: renamed[change.id], under: judging.first, at: now)
        else { return nil }
        var meaning = RequestMeaning(
            id: change.id, path: change.path, kind: kind, request: change.after.request, previous: change.before.request)
        meaning.sha256 = change.sha256
        let previous = change.before.request.map { given(by: $0) } ?? []
        guard let request = change.after.request else {
            if kind == .deleted { meaning.takes = previous }
            return (meaning, [])
        }
        meaning.gives = given(by: request)
        meaning.askedBy = judging.first?.people.asking(for: request.user, as: change.writers)
        let isSameUser = request.user == change.before.request?.user
        meaning.takes = previous.filter { old in
            !isSameUser || !meaning.gives.contains { $0.entitlement == old.entitlement && $0.account == old.account }
        }
        (meaning.overlaps, meaning.unknownOverlaps) = overlaps(of: request)
        var found = windowObjections(to: request, change)
        if kind != .shortened, kind != .reworded { found += objections(to: request) + approvalFindings(meaning, request) }
        if kind != .shortened, kind != .reworded { found += quotaFindings(meaning, request) }
        meaning.isRefused = found.contains { $0.severity == .error }
        return (meaning, found)
    }

    private func given(by request: AccessRequest) -> [GivenAccess] {
        guard let policies = judging.first else { return [] }
        let beneficiaries = policies.beneficiaries(of: request.access.map(\.name), asking: request.user)
        return request.access.flatMap { reference -> [GivenAccess] in
            guard let entitlement = policies.entitlements[reference.name] else { return [] }
            let emergency = request.isEmergency ? entitlement.emergency : nil
            return reference.accounts(of: entitlement).filter(entitlement.accounts.contains).map { account in
                GivenAccess(
                    entitlement: entitlement.name, description: entitlement.description, account: account,
                    accountID: policies.settings.accounts[account]?.id, group: entitlement.group,
                    eligibility: entitlement.eligibility(of: request.user, in: account, under: policies, snapshot: snapshot),
                    limit: emergency?.duration ?? entitlement.limits.duration, review: emergency?.review,
                    seats: emergency == nil ? entitlement.seating(for: request.user, in: account, snapshot: snapshot) : nil,
                    approval: ApprovalNeed(
                        emergency?.approval ?? entitlement.approval, people: policies.people, beneficiaries: beneficiaries))
            }
        }
    }

    /// What a change brings in is accepted now or later, never before.
    private func windowObjections(to request: AccessRequest, _ change: ProposedRequest) -> [Diagnostic] {
        let now = input.now
        if let old = change.before.request, old.isOver(at: now), let end = old.window(acceptedAt: now)?.end ?? old.statedEnd {
            return [Refusal.tooLateToChange(ended: end).diagnostic(at: Place(change.path))]
        }
        let window = request.window(acceptedAt: now)
        if let window, window.end > now { return [] }
        // To bring the end of what runs forward, even to a time that has passed, is to end it.
        if change.before.request != nil, request.isOver(at: now) { return [] }
        return [request.untimeliness(at: now).diagnostic(at: request.places.end)]
    }

    /// What the policies say against it, before and after the change; what a snapshot tells of IAM settles what they leave open.
    private func objections(to request: AccessRequest) -> [Diagnostic] {
        var asked = request
        asked.start = request.start ?? input.now
        return judging.flatMap { $0.diagnostics(of: asked, snapshot: snapshot, judged: input.now) }
    }

    private func approvalFindings(_ meaning: RequestMeaning, _ request: AccessRequest) -> [Diagnostic] {
        meaning.gives.flatMap { given in
            given.approval.impossible.map { rule in
                let place = request.access.first { $0.name == given.entitlement }?.place ?? request.places.file
                return ChangeFinding.tooFewApprovers(
                    given.entitlement, rule.team, count: rule.count, able: rule.able.count, user: request.user
                ).diagnostic(at: place)
            }
        }
    }

    /// Groups of one account: those that the snapshot shows, and those of requests that are open at the same time.
    private func quotaFindings(_ meaning: RequestMeaning, _ request: AccessRequest) -> [Diagnostic] {
        guard let window = request.window(acceptedAt: input.now) else { return [] }
        return Set(meaning.gives.map(\.account)).sorted().compactMap { account in
            let own = Set(meaning.gives.filter { $0.account == account }.map(\.group))
            var groups = own
            for other in input.others where other.user == request.user {
                guard let theirs = other.window(acceptedAt: input.now), theirs.meets(window) else { continue }
                groups.formUnion(given(by: other).filter { $0.account == account }.map(\.group))
            }
            let known = snapshot?.user(request.user, in: account)
            let count = groups.union(known?.groups ?? []).count + (known?.otherGroups ?? 0)
            // What the request alone asks for has been looked at.
            guard count > AccountDraft.groupsOfUser, own.count <= AccountDraft.groupsOfUser else { return nil }
            return ChangeFinding.tooManyGroups(request.user, account, groups: count).diagnostic(at: request.places.user)
        }
    }

    /// Other requests for the same user and entitlement that are open at the same time. They do no harm: access lasts while
    /// any of them covers it.
    private func overlaps(of request: AccessRequest) -> ([RequestMeaning.Overlap], unknown: Int) {
        guard let window = request.window(acceptedAt: input.now) else { return ([], 0) }
        let own = given(by: request)
        var found: [RequestMeaning.Overlap] = []
        var unknown = 0
        for other in input.others + input.requests.compactMap(\.after.request)
        where other.user == request.user && other.id != request.id && !other.isOver(at: input.now) {
            let shared = given(by: other).filter { one in
                own.contains { $0.entitlement == one.entitlement && $0.account == one.account }
            }
            guard let entitlement = shared.first?.entitlement else { continue }
            // When a window without a start opened is for the ledger to say.
            guard other.start != nil || other.statedEnd != nil, let theirs = other.window(acceptedAt: input.now) else {
                unknown += 1
                continue
            }
            if theirs.meets(window) {
                found.append(RequestMeaning.Overlap(request: other.id, entitlement: entitlement, window: theirs))
            }
        }
        return (found.sorted { $0.request < $1.request }, unknown)
    }
}

extension AccessRequest {
    /// The end, if the file states one.
    var statedEnd: Timestamp? { if case .at(let end) = end { end } else { nil } }
}

extension Window {
    /// Whether both are open at some instant.
    func meets(_ other: Window) -> Bool { start < other.end && other.start < end }
}
