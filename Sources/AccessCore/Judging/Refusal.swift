/// Why a request isn't granted, as data; its words stand here and nowhere else.
package enum Refusal: Hashable, Sendable {
    case endedBefore(at: Timestamp)
    case mixedStep(after: CommitID)
    case noPolicies
    /// Policies speak against it.
    case objection(RequestObjection)
    case alreadyOver(end: Timestamp)
    case endsBeforeItStarts
    case noSuchUser(UserName, AccountName, meant: String?)
    case tooLateToChange(ended: Timestamp)
    /// As many as may hold it at once do, or will within its window.
    case allTaken(EntitlementName, AccountName, limit: Int, by: [UserName], until: Timestamp)
    /// Too few people approved it who may.
    case notApproved(EntitlementName, [Shortfall], [SetAside], path: String, canBeSigned: Bool)
    case objectedTo(EntitlementName, by: [PersonName])
    /// Whether it is approved can't be told yet.
    case approvalUnclear(EntitlementName, [String])
    /// An approver allows it for a time of which nothing is left.
    case allowedTooShort(by: PersonName?, until: Timestamp)
    /// A change of policies that waits for approval speaks against it.
    case proposedOtherwise(String)

    package var code: String {
        switch self {
        case .endedBefore: "DP2001"
        case .mixedStep: "DP2002"
        case .noPolicies: "DP2003"
        case .objection(let objection): objection.code
        case .alreadyOver: "DP2008"
        case .endsBeforeItStarts: "DP2009"
        case .noSuchUser: "DP2010"
        case .tooLateToChange: "DP2012"
        case .allTaken: "DP2017"
        case .notApproved: "DP2101"
        case .objectedTo: "DP2102"
        case .approvalUnclear: "DP2103"
        case .allowedTooShort: "DP2104"
        case .proposedOtherwise: "DP2105"
        }
    }

    package var message: String {
        switch self {
        case .endedBefore(let at): "this request ended at \(at), and ended is final"
        case .mixedStep(let after): "it came in commit \(after.text.prefix(7)) together with a change of policies"
        case .noPolicies: "no policies were in force when it came in"
        case .objection(let objection): objection.message
        case .alreadyOver(let end): "its end, \(end), has passed before it was accepted"
        case .endsBeforeItStarts: "it ends before it starts"
        case .noSuchUser(let user, let account, let meant):
            "there is no IAM user '\(user)' in \(account)" + Suggestion.asked(meant)
        case .tooLateToChange(let ended): "it was changed after its end, \(ended), and ended is final"
        case .allTaken(let name, let account, let limit, let users, let until):
            "'\(name)' in \(account) is for \(limit == 1 ? "1 user" : "\(limit) users") at once, and "
                + "\(users.prefix(5).map(\.text).joined(separator: ", "))\(users.count > 5 ? ", …" : "") "
                + "\(users.count == 1 ? "has" : "have") it until \(until)"
        case .notApproved(let name, let shortfalls, let setAside, _, _):
            "'\(name)' is not approved: " + VerdictWords.needs(shortfalls) + VerdictWords.without(setAside)
        case .objectedTo(let name, let people):
            "'\(name)' is not approved: \(VerdictWords.objecting(people))"
        case .approvalUnclear(let name, let reasons):
            "whether '\(name)' is approved can't be told yet: " + reasons.joined(separator: "; ")
        case .allowedTooShort(let who, let until):
            "\(who?.text ?? "an approver") allows it until \(until) only, and nothing is left of that"
        case .proposedOtherwise(let message): "a change of policies that waits for approval speaks against it: \(message)"
        }
    }

    /// What only waits for others is no mistake.
    package var severity: Diagnostic.Severity {
        switch self {
        case .allTaken, .approvalUnclear, .proposedOtherwise: .warning
        // It waits for a signature.
        case .notApproved(_, _, _, _, let canBeSigned): canBeSigned ? .warning : .error
        case .objection(let objection): objection.severity
        default: .error
        }
    }

    package var advice: String? {
        switch self {
        case .endedBefore, .tooLateToChange: "Ask anew in a file with a new name."
        case .mixedStep:
            "Split it: merge the policies first, then the request in a change of its own, with a new file name or another content."
        case .noPolicies: "Add policies/ first, in a change of its own; then the request, with a new file name or another content."
        case .objection(let objection): objection.advice
        case .alreadyOver: "Move the end, or delete the file."
        case .endsBeforeItStarts: "Move the end or the start."
        case .noSuchUser: "user is the IAM user's name, exactly as IAM has it."
        case .notApproved(_, _, _, let path, let canBeSigned):
            Self.wayToApproval(of: path, canBeSigned: canBeSigned) + " daypass explain tells the whole story."
        case .objectedTo: "Settle it with them. What was merged against their word is asked for anew, in a file with a new name."
        case .approvalUnclear: "It is looked at again by itself; nothing has to be done unless it lasts."
        case .allowedTooShort: "Ask anew for a time that the approver allows."
        case .proposedOtherwise: "It is looked at again when that change is approved or taken back."
        case .allTaken: "It is granted when a place is free, if its window is still open then. Or ask for another time."
        }
    }

    /// How a content that too few people approved can still be, or be asked for anew.
    package static func wayToApproval(of path: String, canBeSigned: Bool) -> String {
        canBeSigned
            ? "One of them runs daypass approve \(path) and merges the signature."
            : "Ask anew, in a file with a new name, and have it approved before it is merged."
    }

    package func diagnostic(at place: Place) -> Diagnostic {
        Diagnostic(severity, code, message, advice: advice, at: place)
    }
}

extension Denial {
    /// No policies were in force when the request came in. The evidence names those of the run that denied it, and must not
    /// be taken for what it came under (P1).
    package var cameBeforeAnyPolicies: Bool { code == Refusal.noPolicies.code }
}

extension AccessRequest {
    /// What is wrong with its window, of which nothing is left at an instant or never was anything.
    package func untimeliness(at now: Timestamp) -> Refusal {
        switch end {
        case .at(let end) where end <= now: .alreadyOver(end: end)
        case .after(let span): .alreadyOver(end: (start ?? now).advanced(by: span))
        case .at: .endsBeforeItStarts
        }
    }
}
