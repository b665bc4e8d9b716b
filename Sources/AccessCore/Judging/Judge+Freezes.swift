extension Judge {
    /// What may count of the claims to one membership while a freeze window is open: nothing starts and nothing is
    /// extended; what was granted before stays until the end that it has on record.
    func unfrozen(_ claims: [Claim], into judgement: inout Judgement) -> [Claim] {
        claims.compactMap { claim in
            guard !claim.isEmergency, let freeze = freezes.freeze(of: claim.entitlement, in: claim.membership.account)
            else { return claim }
            let grant = recorded.grants[claim.membership]
            let isTheirs = grant.map { $0.userID ?? claim.userID == claim.userID && $0.end > now } ?? false
            let kept = isTheirs ? grant.flatMap { claim.window.ending(by: $0.end) } : nil
            if kept != claim.window, claim.window.contains(now) || kept != nil {
                if let opens = Window(start: freeze.until, end: claim.window.end) { judgement.upcoming.append(opens) }
                let waits = RequestObjection.frozen(claim.entitlement, claim.membership.account, freeze)
                let path = recorded.requests[claim.request]?.version.path ?? "requests/\(claim.request).yaml"
                judgement.diagnostics.append(waits.diagnostic(at: Place(path)))
            }
            var left = claim
            guard let kept else { return nil }
            left.window = kept
            return left
        }
    }
}
