/// What a change of requests and policies comes to, once it is merged: who would get what, from when until when, on whose
/// word. Decided from what the files say and, if there is one, a snapshot of IAM; the ledger isn't asked.
package struct ChangeMeaning: Hashable, Sendable {
    /// By path.
    package private(set) var requests: [RequestMeaning] = []
    /// Nil if policies don't change, or one of both sides has mistakes.
    package private(set) var policies: PolicyMeaning?
    /// What speaks against it, each at its place.
    package private(set) var diagnostics: [Diagnostic] = []
    /// What counts as approval, by the accepted settings; empty if there are none.
    package private(set) var evidence: [EvidenceKind] = []
    /// Teams whose word a change of policies needs.
    package private(set) var policyOwners: [TeamName] = []
    /// When the snapshot was taken that IAM-dependent rules were judged by; nil if there was none that counts.
    package private(set) var snapshotTaken: Timestamp?

    /// What is decided from.
    package struct Input: Sendable {
        /// Files of requests that differ between both sides.
        package var requests: [ProposedRequest]
        /// In force before the change; nil if they have mistakes.
        package var accepted: PolicySet?
        /// Those of the change; nil if it leaves them alone, or they have mistakes.
        package var proposed: PolicySet?
        /// What the change began from, if the branch has got other policies since.
        package var started: PolicySet?
        /// Requests of the new side that the change doesn't touch, as far as they are about the same users or about
        /// entitlements that change.
        package var others: [AccessRequest]
        package var snapshot: DirectorySnapshot?
        package var now: Timestamp

        package init(
            requests: [ProposedRequest], accepted: PolicySet?, proposed: PolicySet? = nil, started: PolicySet? = nil,
            others: [AccessRequest] = [], snapshot: DirectorySnapshot? = nil, now: Timestamp
        ) {
            (self.requests, self.accepted, self.proposed, self.others) = (requests, accepted, proposed, others)
            self.started = started ?? accepted
            (self.snapshot, self.now) = (snapshot, now)
        }
    }

    package init(_ input: Input) {
        var snapshot = input.snapshot
        if let policies = input.accepted ?? input.proposed, let objection = snapshot?.objection(for: policies, at: input.now) {
            diagnostics.append(objection.diagnostic())
            snapshot = nil
        }
        snapshotTaken = snapshot?.taken
        evidence = input.accepted?.settings.evidence ?? []
        policyOwners = input.accepted?.settings.policyOwners ?? []
        let review = RequestReview(input, snapshot: snapshot)
        for change in input.requests.sorted(by: { $0.path < $1.path }) {
            guard let (meaning, found) = review.look(at: change) else { continue }
            requests.append(meaning)
            diagnostics += found
        }
        if let proposed = input.proposed {
            policies = input.started.map { PolicyMeaning(from: $0, to: proposed) }
            diagnostics += Self.losses(of: input, started: input.started, proposed: proposed)
        }
        diagnostics = Set(diagnostics).sorted(by: Diagnostic.inOrder)
    }

    /// Requests that the change doesn't touch and that its policies speak against: warnings, since taking access away is
    /// what a policy may do, but nobody should do it unawares.
    private static func losses(of input: Input, started: PolicySet?, proposed: PolicySet) -> [Diagnostic] {
        input.others.filter { !$0.isOver(at: input.now) }.flatMap { request in
            request.access.flatMap { reference -> [Diagnostic] in
                let before = Set(started?.objections(to: reference, of: request) ?? [])
                let after = proposed.objections(to: reference, of: request).filter { !before.contains($0) && $0.severity == .error }
                return after.map { objection in
                    var diagnostic = objection.diagnostic(at: objection.place(in: request, of: reference))
                    diagnostic.severity = .warning
                    diagnostic.advice = "This change of policies takes it away. Leave it if that is meant."
                    return diagnostic
                }
            }
        }
    }
}

extension AccessRequest {
    /// Whether its end is known and has passed.
    package func isOver(at now: Timestamp) -> Bool {
        switch (start, end) {
        case (_, .at(let end)): end <= now
        case (let start?, .after(let span)): start.advanced(by: span) <= now
        case (nil, .after): false
        }
    }
}
