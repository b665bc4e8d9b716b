/// What a change of one request's file comes to, once it is merged.
package struct RequestMeaning: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case new
        /// The end of one request and a new one under another name.
        case renamed(from: RequestID)
        /// The file had mistakes before.
        case mended
        /// It asks for more: a later end, an earlier start, another user or another entitlement. Until it is accepted the
        /// old content stands for what it still asks for.
        case extended
        /// It only takes away: no approval is needed.
        case shortened
        /// It gives the same as before.
        case reworded
        /// The file goes, and with it what it gives.
        case deleted
        /// The new content has mistakes: what was accepted before stands until its end.
        case broken
    }

    package var id: RequestID
    package var path: String
    package var kind: Kind
    /// What the file says now; nil if it is deleted or has mistakes.
    package var request: AccessRequest?
    /// What it said before; nil if it is new or had mistakes.
    package var previous: AccessRequest?
    /// What it would give, by entitlement and account.
    package var gives: [GivenAccess] = []
    /// What was given before and isn't any more, as far as the accepted policies know it.
    package var takes: [GivenAccess] = []
    /// Other requests of the tree for the same, at the same time.
    package var overlaps: [Overlap] = []
    /// How many other requests for the same have a window that only the ledger knows.
    package var unknownOverlaps = 0
    /// SHA-256 of the new content in 64 hexadecimal digits; nil if the file is deleted.
    package var sha256: String?
    /// Who asks in the user's name, by the addresses of the commits that bring it; nil where it is the user, or nobody is known.
    package var askedBy: [PersonName]?
    /// Something speaks against it: nothing of it would be granted.
    package var isRefused = false

    package var needsApproval: Bool {
        switch kind {
        case .new, .renamed, .mended, .extended: gives.contains { $0.approval != .automatic }
        case .shortened, .reworded, .deleted, .broken: false
        }
    }

    /// Who it is about.
    package var user: UserName? { request?.user ?? previous?.user }

    /// Another request for the same user and entitlement whose window meets this one's.
    package struct Overlap: Hashable, Sendable {
        package var request: RequestID
        package var entitlement: EntitlementName
        package var window: Window

        package init(request: RequestID, entitlement: EntitlementName, window: Window) {
            (self.request, self.entitlement, self.window) = (request, entitlement, window)
        }
    }

    package init(id: RequestID, path: String, kind: Kind, request: AccessRequest?, previous: AccessRequest?) {
        (self.id, self.path, self.kind, self.request, self.previous) = (id, path, kind, request, previous)
    }
}

extension RequestMeaning.Kind {
    /// What became of a request's file. Nil if nothing did.
    ///
    /// - Parameter now: what a window without a start is measured from.
    init?(_ change: ProposedRequest, renamedFrom old: RequestID?, under policies: PolicySet?, at now: Timestamp) {
        switch (change.before, change.after) {
        case (.absent, .absent): return nil
        case (.absent, .request): self = old.map { .renamed(from: $0) } ?? .new
        case (_, .broken): self = .broken
        case (_, .absent): self = .deleted
        case (.broken, .request): self = .mended
        case (.request(let before), .request(let after)): self = Self.difference(from: before, to: after, under: policies, at: now)
        }
    }

    private static func difference(from before: AccessRequest, to after: AccessRequest, under policies: PolicySet?, at now: Timestamp)
        -> Self
    {
        // The way for emergencies has rules of its own, and needs a word of its own.
        guard before.user == after.user, before.isEmergency == after.isEmergency, policies.adds(nothingIn: after, beyond: before) else {
            return .extended
        }
        // When a window without a start has opened is for the ledger to say: what can't be compared counts as more.
        let isMeasured = [before.end, after.end].contains { if case .after = $0 { true } else { false } }
        if isMeasured, (before.start == nil) != (after.start == nil) { return .extended }
        let (old, new) = (Reach(before, at: now), Reach(after, at: now))
        guard new.opens >= old.opens, new.closes <= old.closes else { return .extended }
        let isSame = old == new && policies.adds(nothingIn: before, beyond: after)
        return isSame ? .reworded : .shortened
    }

    /// A window that can be compared with another of the same file: one that opens at its acceptance has opened by the same
    /// instant on both sides.
    private struct Reach: Equatable {
        var opens: Timestamp
        var closes: Timestamp

        init(_ request: AccessRequest, at now: Timestamp) {
            opens = request.start ?? .earliest
            switch request.end {
            case .at(let end): closes = end
            case .after(let span): closes = (request.start ?? now).advanced(by: span)
            }
        }
    }
}

extension PolicySet? {
    /// Whether each membership that one request asks for is one that another asks for too. Without policies names are all
    /// there is to compare.
    fileprivate func adds(nothingIn request: AccessRequest, beyond other: AccessRequest) -> Bool {
        guard let policies = self else { return request.references.isSubset(of: other.references) }
        func asked(_ request: AccessRequest) -> Set<String> {
            Set(
                request.access.flatMap { reference -> [String] in
                    let all = policies.entitlements[reference.name]?.accounts ?? []
                    let accounts = reference.account.map { [$0] } ?? all
                    return accounts.isEmpty ? [reference.description] : accounts.map { "\(reference.name)@\($0)" }
                })
        }
        return asked(request).isSubset(of: asked(other))
    }
}
