/// What speaks against one entitlement of a request, as far as policies alone can tell: the facts and their words,
/// the same in `check`, in a plan and in a run.
package enum RequestObjection: Hashable, Sendable {
    /// `known`: some of those that there are.
    case unknownEntitlement(EntitlementName, meant: String?, known: [EntitlementName] = [])
    case unknownAccount(EntitlementName, AccountName, accounts: [AccountName])
    case tooLong(EntitlementName, Duration, limit: Duration)
    case notEligible(UserName, EntitlementName, AccountName, meant: String? = nil)
    case tooFarAhead(EntitlementName, Duration, limit: Duration)
    case ticketMissing(EntitlementName, pattern: String)
    case ticketMismatch(EntitlementName, ticket: String, pattern: String)
    case planMissing(EntitlementName)
    case rollbackMissing(EntitlementName)
    case standing(UserName, EntitlementName)
    case noEmergency(EntitlementName)
    /// It can't start before a freeze window closes.
    case frozen(EntitlementName, AccountName, OpenFreeze)
    /// Only what IAM holds can tell.
    case eligibilityUnknown(UserName, EntitlementName, AccountName)
    /// More groups of an account than a user can be in.
    case tooManyGroups(AccountName, count: Int)

    /// The code of its diagnostics: `DP20…`.
    package var code: String {
        switch self {
        case .unknownEntitlement: "DP2004"
        case .unknownAccount: "DP2005"
        case .tooLong: "DP2007"
        case .notEligible: "DP2006"
        case .standing: "DP2011"
        case .eligibilityUnknown: "DP2014"
        case .tooManyGroups: "DP2040"
        case .tooFarAhead: "DP2016"
        case .ticketMissing: "DP2018"
        case .ticketMismatch: "DP2019"
        case .planMissing: "DP2020"
        case .rollbackMissing: "DP2021"
        case .frozen: "DP2022"
        case .noEmergency: "DP2023"
        }
    }

    package var severity: Diagnostic.Severity {
        switch self {
        case .eligibilityUnknown: .note
        case .frozen: .warning
        default: .error
        }
    }

    package var message: String {
        switch self {
        case .unknownEntitlement(let name, let meant, _): "no entitlement '\(name)'" + Suggestion.asked(meant)
        case .unknownAccount(let name, let account, _): "'\(name)' is not given in the account '\(account)'"
        case .tooLong(let name, let length, let limit): "\(length.inWords) is longer than '\(name)' allows (\(limit.inWords))"
        case .notEligible(let user, let name, let account, let meant):
            "\(user) may not ask for '\(name)' in \(account)" + Suggestion.asked(meant)
        case .tooFarAhead(let name, _, let limit):
            "it starts more than \(limit.inWords) after it was first looked at, and '\(name)' allows no more"
        case .ticketMissing(let name, _): "'\(name)' requires a ticket"
        case .ticketMismatch(let name, let ticket, let pattern): "the ticket '\(ticket.shown)' is not what '\(name)' requires: \(pattern)"
        case .planMissing(let name): "'\(name)' requires a plan"
        case .rollbackMissing(let name): "'\(name)' requires a way back"
        case .frozen(let name, let account, let freeze):
            "nothing of '\(name)' in \(account) starts or is extended before the freeze window '\(freeze.name.shown)' closes at \(freeze.until)"
                + (freeze.reason.map { ": \($0.shown)" } ?? "")
        case .noEmergency(let name): "'\(name)' has no way for emergencies"
        case .standing(let user, let name): "\(user) is a standing member of '\(name)' and is never granted it"
        case .eligibilityUnknown(let user, let name, let account):
            "whether \(user) may ask for '\(name)' in \(account) is up to groups and tags there"
        case .tooManyGroups(let account, let count):
            "\(count) groups of \(account) are asked for, and IAM allows a user \(AccountDraft.groupsOfUser)"
        }
    }

    package var advice: String? {
        switch self {
        case .unknownEntitlement(_, let meant, let known):
            meant != nil
                ? nil
                : known.isEmpty
                    ? "Write the name of a file below policies/access/."
                    : "Write the name of a file below policies/access/, like \(known.map(\.text).joined(separator: ", "))."
        case .unknownAccount(let name, _, let accounts):
            "Write \(accounts.map { "\(name)@\($0)" }.joined(separator: " or ")), or \(name) for all of its accounts."
        case .tooLong(_, _, let limit): "Ask for at most \(limit.inWords), and again when more is needed."
        case .notEligible(_, let name, _, _): "Who may is said in policies/access/\(name).yaml under 'eligible'."
        case .tooFarAhead(_, _, let limit): "Ask again at most \(limit.inWords) before the start: the file has to change then."
        case .ticketMissing(_, let pattern): "Add ticket: and one that matches \(pattern)."
        case .ticketMismatch: "Correct the ticket; the whole of it is compared."
        case .planMissing: "Add plan: and what will be done."
        case .rollbackMissing: "Add rollback: and how to get back."
        case .noEmergency: "Remove emergency: true and ask as usual."
        case .standing: "Remove this request; that membership has no end."
        case .frozen: "It is granted by itself then, if its window is still open."
        case .eligibilityUnknown: nil
        case .tooManyGroups: "Ask for fewer at once."
        }
    }

    /// A look into IAM settles it better.
    var isAboutEligibility: Bool {
        switch self {
        case .notEligible, .eligibilityUnknown: true
        default: false
        }
    }

    /// Where the part of a request stands that it is about.
    package func place(in request: AccessRequest, of reference: EntitlementReference) -> Place {
        switch self {
        case .tooLong: request.places.end
        case .noEmergency: request.places.emergency ?? reference.place
        case .tooFarAhead: request.places.start ?? request.places.end
        case .ticketMismatch: request.places.ticket ?? reference.place
        default: reference.place
        }
    }

    package func diagnostic(at place: Place) -> Diagnostic { Diagnostic(severity, code, message, advice: advice, at: place) }
}

extension PolicySet {
    /// The first few entitlements that a request may name: those that its user may ask for, as far as policies tell, or any.
    private func someEntitlements(for request: AccessRequest) -> [EntitlementName] {
        let names = entitlements.keys.sorted()
        let own = names.filter { name in
            guard let entitlement = entitlements[name] else { return false }
            return entitlement.accounts.contains {
                entitlement.eligibility(of: request.user, in: $0, under: self, snapshot: nil) != .no
            }
        }
        return Array((own.isEmpty ? names : own).prefix(5))
    }

    /// What speaks against an entitlement that a request names, whoever approves it; empty if nothing does.
    ///
    /// - Parameters:
    ///   - window: the window to be judged, once it is frozen; till then the one that the request states counts.
    ///   - judged: when the request is, or was, first judged in this content; nil if that isn't known, and then nobody
    ///     asks how far ahead it is.
    package func objections(
        to reference: EntitlementReference, of request: AccessRequest, window: Window? = nil, judged: Timestamp? = nil
    ) -> [RequestObjection] {
        guard let entitlement = entitlements[reference.name] else {
            let meant = Suggestion.nearest(to: reference.name.text, among: entitlements.keys.map(\.text))
            return [.unknownEntitlement(reference.name, meant: meant, known: meant == nil ? someEntitlements(for: request) : [])]
        }
        if let account = reference.account, !entitlement.accounts.contains(account) {
            return [.unknownAccount(reference.name, account, accounts: entitlement.accounts)]
        }
        var found: [RequestObjection] = []
        if request.isEmergency, entitlement.emergency == nil { found.append(.noEmergency(reference.name)) }
        let allowed = request.isEmergency ? entitlement.emergency?.duration : entitlement.limits.duration
        let longest = min(allowed ?? Window.longest, Window.longest)
        if let length = window?.length ?? request.length, length > longest {
            found.append(.tooLong(reference.name, length, limit: longest))
        }
        if let limit = entitlement.limits.ahead, let start = request.start, let judged, start.since(judged) > limit {
            found.append(.tooFarAhead(reference.name, start.since(judged), limit: limit))
        }
        // In an emergency nobody waits for a ticket; what was done is looked at in its review.
        if !request.isEmergency { found += entitlement.missing(in: request) }
        if entitlement.standing.contains(request.user) { return found + [.standing(request.user, reference.name)] }
        for account in reference.accounts(of: entitlement) {
            if entitlement.admitsByName(request.user, in: account, people: people) { continue }
            let isForIAMToTell = !entitlement.eligible.groups.isEmpty || !entitlement.eligible.tags.isEmpty
            found.append(
                isForIAMToTell
                    ? .eligibilityUnknown(request.user, reference.name, account)
                    : .notEligible(request.user, reference.name, account, meant: userMeant(request.user, entitlement, account)))
        }
        return found
    }

    /// What speaks against a request as a whole, whatever each of its entitlements allows.
    package func objections(to request: AccessRequest) -> [RequestObjection] {
        var groups: [AccountName: Set<GroupName>] = [:]
        for reference in request.access {
            guard let entitlement = entitlements[reference.name] else { continue }
            for account in reference.accounts(of: entitlement) {
                groups[account, default: []].insert(entitlement.group)
            }
        }
        return groups.filter { $0.value.count > AccountDraft.groupsOfUser }.sorted { $0.key < $1.key }
            .map { .tooManyGroups($0.key, count: $0.value.count) }
    }

    /// Whom somebody meant who wrote the name of a user that policies don't know: one who may ask.
    private func userMeant(_ user: UserName, _ entitlement: Entitlement, _ account: AccountName) -> String? {
        guard people.person(user: user, in: account) == nil else { return nil }
        let members = entitlement.eligible.teams.flatMap { people.teams[$0] ?? [] }.compactMap {
            people.people[$0]?.user(in: account)?.text
        }
        return Suggestion.nearest(to: user.text, among: entitlement.eligible.users.map(\.text) + members)
    }
}

extension AccessRequest {
    /// How long its window is, if that can be told before it is accepted.
    package var length: Duration? {
        switch (start, end) {
        case (_, .after(let span)): span
        case (let start?, .at(let end)): end.since(start)
        case (nil, .at): nil
        }
    }
}

extension Entitlement {
    /// What it requires and a request doesn't say.
    fileprivate func missing(in request: AccessRequest) -> [RequestObjection] {
        var missing: [RequestObjection] = []
        switch (requirements.ticket, request.ticket) {
        case (let pattern?, let ticket?) where !pattern.matches(ticket):
            missing.append(.ticketMismatch(name, ticket: ticket, pattern: pattern.text))
        case (let pattern?, nil): missing.append(.ticketMissing(name, pattern: pattern.text))
        default: break
        }
        if requirements.plan, request.plan == nil { missing.append(.planMissing(name)) }
        if requirements.rollback, request.rollback == nil { missing.append(.rollbackMissing(name)) }
        return missing
    }
}

extension PolicySet {
    /// The freeze windows of the calendar that are open when a request would start; each concerns one of its entitlements
    /// in one account.
    package func freezes(of reference: EntitlementReference, at start: Timestamp) -> [RequestObjection] {
        guard let entitlement = entitlements[reference.name] else { return [] }
        return reference.accounts(of: entitlement).compactMap { account in
            calendar.freeze(of: reference.name, in: account, at: start).map { .frozen(reference.name, account, $0) }
        }
    }
}
