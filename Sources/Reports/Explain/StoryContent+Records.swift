import AccessCore

extension StoryContent {
    /// All contents that were judged, in the order in which each was judged last.
    static func all(of input: RequestStory.Input) -> [StoryContent] {
        var records: [BlobID: ContentRecords] = [:]
        for (place, entry) in input.entries.enumerated() {
            switch entry.event {
            case .accepted(let value) where value.request.id == input.id:
                records[value.request.blob, default: ContentRecords(first: entry.time)].take(value, entry, at: place)
            case .denied(let value) where value.request.id == input.id:
                records[value.request.blob, default: ContentRecords(first: entry.time)].take(value, entry, at: place)
            default: break
            }
        }
        return records.values.sorted { $0.place < $1.place }.compactMap { records in
            if let denial = records.openDenial { return StoryContent(denial, records, input) }
            return records.acceptance.map { StoryContent($0.value, records, input) }
        }
    }

    private init(_ value: Acceptance, _ records: ContentRecords, _ input: RequestStory.Input) {
        (path, blob, user) = (value.request.path, value.request.blob, value.user)
        verdict = value.isPartial ? .partial : .accepted
        (first, last, evidence, window) = (records.first, records.last, value.evidence, value.window)
        (arrival, parents) = (value.evidence.proof?.arrival, input.parents[value.evidence.after])
        gives = records.gives
        (reviewDue, refusal) = (value.reviewDue, nil)
        // Of what only takes away, what counts is what proved the content that it takes from.
        approval =
            input.policies[value.evidence.policies]?.standing(
                of: Set(gives.map(\.entitlement)).sorted(), for: value.user, isEmergency: value.reviewDue != nil,
                provenBy: value.evidence.proof ?? ApprovalProof()) ?? []
        setAside = Self.unique(value.evidence.proof?.setAside ?? [])
    }

    private init(_ value: Denial, _ records: ContentRecords, _ input: RequestStory.Input) {
        let request = input.requests[value.request.blob]
        let policies = input.policies[value.evidence.policies]
        let testimonies = value.found?.testimonies ?? []
        (path, blob, user) = (value.request.path, value.request.blob, value.user ?? request?.user)
        (first, last, evidence) = (min(value.since ?? records.first, records.first), records.last, value.evidence)
        arrival = testimonies.lazy.compactMap(\.arrival).first
        parents = input.parents[value.evidence.after]
        let part = records.acceptance.flatMap { $0.value.isPartial ? $0.value : nil }
        (gives, window, reviewDue) = (part == nil ? [] : records.gives, part?.window, nil)
        if let request, let policies, !value.cameBeforeAnyPolicies {
            let names = request.access.map(\.name).reduce(into: [EntitlementName]()) { if !$0.contains($1) { $0.append($1) } }
            approval = policies.standing(of: names, for: request.user, isEmergency: request.isEmergency, by: testimonies)
        } else {
            approval = []
        }
        setAside = Self.unique(approval.flatMap(\.setAside))
        let trusted = (input.state.policy?.evidence ?? []) + (policies?.settings.evidence ?? [])
        let canBeSigned = trusted.contains(.signature)
        let isSettled = !canBeSigned && approval.contains { $0.isShort || !$0.objections.isEmpty }
        let waits = value.waits(canBeSigned: canBeSigned) && !isSettled
        verdict = part != nil ? .partial : waits ? .pending : .denied
        refusal = Refused(
            code: value.code, reason: value.reason,
            advice: value.advice(canBeSigned: canBeSigned) ?? request.flatMap { Self.advice(on: value, $0, input) },
            attempts: value.found?.attempts ?? 0,
            next: waits ? value.found?.next : nil)
    }

    /// What the policies that it came under, or those of now, say is to be done about what speaks against it.
    private static func advice(on denial: Denial, _ request: AccessRequest, _ input: RequestStory.Input) -> String? {
        // One without a start is as long as it was when it was looked at first.
        let window = denial.since.flatMap { request.window(acceptedAt: $0) }
        let trees = [denial.evidence.policies, input.state.policy?.tree].compactMap(\.self)
        let objections = trees.compactMap { input.policies[$0] }.flatMap { policies in
            request.access.flatMap { policies.objections(to: $0, of: request, window: window, judged: denial.since) }
                + policies.objections(to: request)
        }
        return objections.first { $0.code == denial.code }?.advice
    }

    private static func unique(_ words: [SetAside]) -> [SetAside] {
        words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// The records of one content, added up.
private struct ContentRecords {
    let first: Timestamp
    var last = Timestamp.earliest
    /// The place of its last record among all.
    var place = 0
    var acceptance: (value: Acceptance, time: Timestamp)?
    var denial: (value: Denial, time: Timestamp)?
    /// By the last acceptance in each account.
    var gives: [StoryContent.Given] = []

    init(first: Timestamp) { self.first = first }

    mutating func take(_ value: Acceptance, _ entry: LedgerEntry, at place: Int) {
        (last, self.place, acceptance) = (entry.time, place, (value, entry.time))
        guard let account = entry.account else { return }
        gives.removeAll { $0.account == account }
        gives += value.gives.map { StoryContent.Given(account: account, entitlement: $0.entitlement, group: $0.group) }
    }

    mutating func take(_ value: Denial, _ entry: LedgerEntry, at place: Int) {
        (last, self.place, denial) = (entry.time, place, (value, entry.time))
    }

    /// The denial that stands: nil once all of the content is accepted. Of a content that is accepted in part, what it
    /// adds is denied in the same run.
    var openDenial: Denial? {
        guard let denial else { return nil }
        guard let acceptance, !acceptance.value.isPartial, acceptance.time >= denial.time else { return denial.value }
        return nil
    }
}
