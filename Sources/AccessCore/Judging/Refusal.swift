/// Why a request isn't granted, as data; its words stand here and nowhere else.
package enum Refusal: Hashable, Sendable {
    case endedBefore(at: Timestamp)
    case mixedStep(after: CommitID)
    case noPolicies
    case unknownEntitlement(EntitlementReference, suggestion: EntitlementName?)
    case wrongAccount(EntitlementReference, accounts: [AccountName])
    case notEligible(UserName, EntitlementName, AccountName)
    case tooLong(EntitlementName, asked: Duration, limit: Duration)
    case alreadyOver(end: Timestamp)
    case endsBeforeItStarts
    case noSuchUser(UserName, AccountName)
    case standing(UserName, EntitlementName)
    case tooLateToChange(ended: Timestamp)

    package var code: String {
        switch self {
        case .endedBefore: "DP2001"
        case .mixedStep: "DP2002"
        case .noPolicies: "DP2003"
        case .unknownEntitlement: "DP2004"
        case .wrongAccount: "DP2005"
        case .notEligible: "DP2006"
        case .tooLong: "DP2007"
        case .alreadyOver: "DP2008"
        case .endsBeforeItStarts: "DP2009"
        case .noSuchUser: "DP2010"
        case .standing: "DP2011"
        case .tooLateToChange: "DP2012"
        }
    }

    package var message: String {
        switch self {
        case .endedBefore(let at): "this request ended at \(at), and ended is final"
        case .mixedStep(let after): "it came in commit \(after.text.prefix(7)) together with a change of policies"
        case .noPolicies: "no policies were in force when it came in"
        case .unknownEntitlement(let reference, let suggestion):
            "there is no entitlement '\(reference.name)'" + (suggestion.map { " — did you mean '\($0)'?" } ?? "")
        case .wrongAccount(let reference, _):
            "the entitlement '\(reference.name)' doesn't cover the account '\(reference.account?.text ?? "")'"
        case .notEligible(let user, let entitlement, let account): "\(user) may not ask for \(entitlement) in \(account)"
        case .tooLong(let entitlement, let asked, let limit):
            "\(asked.inWords) is longer than \(entitlement) allows, \(limit.inWords)"
        case .alreadyOver(let end): "its end, \(end), has passed before it was accepted"
        case .endsBeforeItStarts: "it ends before it starts"
        case .noSuchUser(let user, let account): "there is no IAM user '\(user)' in \(account)"
        case .standing(let user, let entitlement): "\(user) is a standing member of \(entitlement)"
        case .tooLateToChange(let ended): "it was changed after its end, \(ended), and ended is final"
        }
    }

    package var advice: String {
        switch self {
        case .endedBefore, .tooLateToChange: "Ask anew in a file with a new name."
        case .mixedStep:
            "Split it: merge the policies first, then the request in a change of its own, with a new file name or another content."
        case .noPolicies: "Add policies/ first, in a change of its own."
        case .unknownEntitlement: "Entitlements are the files below policies/access/, named without .yaml."
        case .wrongAccount(_, let accounts): "It covers \(accounts.map(\.text).joined(separator: ", "))."
        case .notEligible(_, let entitlement, _): "policies/access/\(entitlement).yaml says who is eligible."
        case .tooLong(let entitlement, _, _):
            "Ask for less, or for the rest in a second request; limits.duration of policies/access/\(entitlement).yaml sets it."
        case .alreadyOver: "Move the end, or delete the file."
        case .endsBeforeItStarts: "Move the end or the start."
        case .noSuchUser: "user is the IAM user's name, exactly as IAM has it."
        case .standing: "It always has this access: delete the request."
        }
    }

    package func diagnostic(at place: Place) -> Diagnostic {
        Diagnostic(.error, code, message, advice: advice, at: place)
    }
}

extension Duration {
    /// `4h`, `1h30m`, `2d`: whole seconds, the largest units first.
    package var inWords: String {
        var rest = components.seconds.magnitude
        guard rest > 0 else { return "0s" }
        var words = components.seconds < 0 ? "-" : ""
        for (unit, length) in [("d", UInt64(86_400)), ("h", 3600), ("m", 60), ("s", 1)] where rest >= length {
            words += "\(rest / length)\(unit)"
            rest %= length
        }
        return words
    }
}
