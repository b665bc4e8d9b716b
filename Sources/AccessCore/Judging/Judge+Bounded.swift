/// Where the ledger could be anybody's writing and a merge is enough, what was merged is the proof: a record gives nothing that its
/// content doesn't ask for, to nobody else, and no longer.
extension Judge {
    /// A request on record as far as its content asks for it, and says what it gives beyond that. What a content asks for that is
    /// another one, or counts in part only, is told by its judgement.
    func bounded(_ record: RecordedRequest, by file: SubmittedRequest, into judgement: inout Judgement) -> RecordedRequest {
        guard recordTrust == .bounded, record.settles(file.version.blob), case .decoded(let request) = file.content else {
            return record
        }
        let left = record.bounded(by: request)
        let excess = record.excess(over: left, request)
        guard !excess.isEmpty else { return record }
        let isShorter = left.window.end < record.window.end
        for unit in record.units where isShorter || !left.units.contains(unit) { lose(unit, of: record, into: &judgement) }
        judgement.diagnostics.append(
            Diagnostic(
                .warning, "DP2041", "its record says more than the file, and counts no further: \(excess.joined(separator: "; "))",
                advice: "Find out who pushed to the audit branch, and sign the ledger: then nobody else's records count.",
                at: Place(file.version.path)
            )
        )
        return left
    }

    /// What a record gives whose file has mistakes, or is gone with all others: where anybody could have written it, it lets nobody in.
    func claimsUnread(of record: RecordedRequest, into judgement: inout Judgement) -> [Claim] {
        recordTrust == .whole ? claims(of: record, into: &judgement) : presentClaims(of: record, into: &judgement)
    }

    /// What is left of a record while its file asks for something else. Whether it is an emergency nothing but the record says then:
    /// if the file says otherwise, nobody is let in by it.
    func claims(of left: RecordedRequest, changedTo request: AccessRequest, into judgement: inout Judgement) -> [Claim] {
        left.isEmergency == request.isEmergency ? claims(of: left, into: &judgement) : claimsUnread(of: left, into: &judgement)
    }
}

extension RecordedRequest {
    /// The part of its window that a content asks for; nil for none. Where that states no start, it opened when it is said to have.
    package func window(askedBy request: AccessRequest) -> Window? {
        var asked = request
        asked.start = request.start ?? window.start
        guard let asked = asked.window(acceptedAt: window.start) else { return nil }
        return Window(start: max(asked.start, window.start), end: min(asked.end, window.end))
    }

    /// What of it a content asks for.
    func bounded(by request: AccessRequest) -> RecordedRequest {
        var left = self
        let isAsked = user == request.user && isEmergency == request.isEmergency
        left.units = units.filter { isAsked && request.names($0) }
        if let window = window(askedBy: request) { left.window = window } else { left.units = [] }
        return left
    }

    /// What it says beyond what is left of it, in words; empty for nothing.
    fileprivate func excess(over left: RecordedRequest, _ request: AccessRequest) -> [String] {
        guard left.units != units || left.window != window else { return [] }
        if user != request.user { return ["it is for \(user)"] }
        if isEmergency != request.isEmergency { return [isEmergency ? "it is an emergency" : "it is no emergency"] }
        var excess = units.filter { !request.names($0) }.map { "it gives '\($0.entitlement)' in \($0.account)" }
        if window(askedBy: request) != window { excess.append("it lasts from \(window.start) until \(window.end)") }
        return excess
    }
}

extension AccessRequest {
    /// Whether it asks for what a record gives in an account.
    func names(_ unit: RecordedRequest.Unit) -> Bool {
        access.contains { $0.name == unit.entitlement && ($0.account ?? unit.account) == unit.account }
    }
}
