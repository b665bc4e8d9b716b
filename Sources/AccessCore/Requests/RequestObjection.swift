/// What speaks against one entitlement of a request, as far as policies alone can tell: the facts and their words,
/// the same in `check`, in a plan and in a run.
package enum RequestObjection: Hashable, Sendable {
    case unknownEntitlement(EntitlementName, meant: String?)
    case unknownAccount(EntitlementName, AccountName, accounts: [AccountName])
    case tooLong(EntitlementName, Duration, limit: Duration)
    case notEligible(UserName, EntitlementName, AccountName, meant: String? = nil)
    case standing(UserName, EntitlementName)
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
        }
    }

    package var severity: Diagnostic.Severity {
        switch self {
        case .eligibilityUnknown: .note
        default: .error
        }
    }

    package var message: String {
        switch self {
        case .unknownEntitlement(let name, let meant): "no entitlement '\(name)'" + (meant.map { " — did you mean '\($0)'?" } ?? "")
        case .unknownAccount(let name, let account, _): "'\(name)' is not given in the account '\(account)'"
        case .tooLong(let name, let length, let limit): "\(length.inWords) is longer than '\(name)' allows (\(limit.inWords))"
        case .notEligible(let user, let name, let account, let meant):
            "\(user) may not ask for '\(name)' in \(account)" + (meant.map { " — did you mean '\($0)'?" } ?? "")
        case .standing(let user, let name): "\(user) is a standing member of '\(name)' and is never granted it"
        case .eligibilityUnknown(let user, let name, let account):
            "whether \(user) may ask for '\(name)' in \(account) is up to groups and tags there"
        case .tooManyGroups(let account, let count):
            "\(count) groups of \(account) are asked for, and IAM allows a user \(AccountDraft.groupsOfUser)"
        }
    }

    package var advice: String? {
        switch self {
        case .unknownEntitlement(_, let meant): meant == nil ? "Write the name of a file below policies/access/." : nil
        case .unknownAccount(let name, _, let accounts):
            "Write \(accounts.map { "\(name)@\($0)" }.joined(separator: " or ")), or \(name) for all of its accounts."
        case .tooLong(_, _, let limit): "Ask for at most \(limit.inWords), and again when more is needed."
        case .notEligible(_, let name, _, _): "Who may is said in policies/access/\(name).yaml under 'eligible'."
        case .standing: "Remove this request; that membership has no end."
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

    /// It is the window that is wrong.
    package var isAboutLength: Bool { if case .tooLong = self { true } else { false } }

    package func diagnostic(at place: Place) -> Diagnostic { Diagnostic(severity, code, message, advice: advice, at: place) }
}

extension PolicySet {
    /// What speaks against an entitlement that a request names, whoever approves it; empty if nothing does.
    ///
    /// - Parameter window: the window to be judged, once it is frozen; till then the one that the request states counts.
    package func objections(
        to reference: EntitlementReference, of request: AccessRequest, window: Window? = nil
    ) -> [RequestObjection] {
        guard let entitlement = entitlements[reference.name] else {
            let meant = Suggestion.nearest(to: reference.name.text, among: entitlements.keys.map(\.text))
            return [.unknownEntitlement(reference.name, meant: meant)]
        }
        if let account = reference.account, !entitlement.accounts.contains(account) {
            return [.unknownAccount(reference.name, account, accounts: entitlement.accounts)]
        }
        var found: [RequestObjection] = []
        if let limit = entitlement.limits.duration, let length = window?.length ?? request.length, length > limit {
            found.append(.tooLong(reference.name, length, limit: limit))
        }
        if entitlement.standing.contains(request.user) { return found + [.standing(request.user, reference.name)] }
        for account in reference.account.map({ [$0] }) ?? entitlement.accounts {
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
            for account in reference.account.map({ [$0] }) ?? entitlement.accounts {
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
