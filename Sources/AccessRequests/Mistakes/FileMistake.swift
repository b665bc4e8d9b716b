import AccessCore

/// What is wrong with a file before or after it is read.
enum FileMistake: Mistake {
    case moreMistakes
    case ending(String)
    case notRead
    case unknownPolicyFile(meant: String?)
    case nestedEntitlement
    case notARequest
    case badRequestID
    case badEntitlementName
    case missingSettings
    case policiesTooLarge(bytes: Int)
    case tooManyEntitlements(Int)

    var number: Int {
        switch self {
        case .moreMistakes: 50
        case .ending: 51
        case .notRead: 52
        case .unknownPolicyFile: 53
        case .nestedEntitlement: 54
        case .notARequest: 55
        case .badRequestID: 56
        case .badEntitlementName: 57
        case .missingSettings: 58
        case .policiesTooLarge: 60
        case .tooManyEntitlements: 61
        }
    }

    var severity: Diagnostic.Severity {
        switch self {
        case .notRead: .warning
        default: .error
        }
    }

    var message: String {
        switch self {
        case .moreMistakes: "more mistakes in this file than are told"
        case .ending(let ending): "a file that ends in \(quoted(ending)) is not read"
        case .notRead: "this file is not read"
        case .unknownPolicyFile(let meant): "no policy is called that" + didYouMean(meant)
        case .nestedEntitlement: "an entitlement in a folder of its own is not read"
        case .notARequest: "this is not the path of a request"
        case .badRequestID: "the path has characters that a request's id can't have"
        case .badEntitlementName: "the file's name is not an entitlement's name"
        case .missingSettings: "there are no settings"
        case .policiesTooLarge(let bytes): "the policies have \(bytes) bytes, more than \(InputLimits.policiesBytes)"
        case .tooManyEntitlements(let count): "\(count) entitlements, more than \(InputLimits.entitlements)"
        }
    }

    var advice: String? {
        switch self {
        case .moreMistakes: "Correct those that are told and check again."
        case .ending: "Rename it to end in .yaml."
        case .notRead: "Move it out of here, or rename it to end in .yaml if it is meant to be read."
        case .unknownPolicyFile:
            "Policies are policies/settings.yaml, policies/people.yaml, policies/calendar.yaml and policies/access/<name>.yaml."
        case .nestedEntitlement: "Move it to policies/access/ itself."
        case .notARequest: "A request is a file requests/….yaml."
        case .badRequestID:
            "Use letters, digits, '.', '_' and '-', a letter or digit first in each part, at most \(InputLimits.requestID) characters in all."
        case .badEntitlementName: "Use 1 to 64 letters, digits, '.', '_' and '-', a letter or digit first."
        case .missingSettings: "Add policies/settings.yaml with version, repository, timezone, accounts and approval."
        case .policiesTooLarge: "Shorten them."
        case .tooManyEntitlements: "Remove some."
        }
    }
}

extension FileMistake {
    func diagnostic(of path: String) -> Diagnostic {
        Diagnostic(severity, Area.files.code(number), message, advice: advice, at: Place(path))
    }
}
