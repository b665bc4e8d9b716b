import AccessCore

/// What can be wrong with settings beyond their shape.
enum SettingsMistake: Mistake {
    case timezone(String, meant: String?)
    case otherAccountInRole(account: String, role: String)
    case plainHTTP(String)
    case sameAccount(String, as: String, what: String)
    case mergeIsNotAlone
    case tagFormat(String)
    case noOwners
    case otherForge(String)
    case forgeNotTrusted(String)
    case appElsewhere(String)

    var number: Int {
        switch self {
        case .timezone: 30
        case .otherAccountInRole: 31
        case .plainHTTP: 32
        case .sameAccount: 33
        case .mergeIsNotAlone: 34
        case .tagFormat: 35
        case .noOwners: 36
        case .otherForge: 37
        case .forgeNotTrusted: 38
        case .appElsewhere: 39
        }
    }

    var severity: Diagnostic.Severity {
        switch self {
        case .forgeNotTrusted: .warning
        default: .error
        }
    }

    var message: String {
        switch self {
        case .timezone(let words, let meant): words + didYouMean(meant)
        case .otherAccountInRole(let account, let role): "the role is in the account \(role), not in \(account)"
        case .plainHTTP(let url): "\(quoted(url)) is not encrypted"
        case .sameAccount(let name, let other, let what): "'\(name)' and '\(other)' have the same \(what)"
        case .mergeIsNotAlone: "'merge' stands beside other evidence"
        case .tagFormat(let text): "\(quoted(text)) is no format of a time"
        case .noOwners: "nobody may approve a change of policies"
        case .otherForge(let kind): "evidence names \(kind), and 'forge' doesn't say where to ask for its reviews"
        case .forgeNotTrusted(let kind): "evidence doesn't name \(kind), so this forge is never asked"
        case .appElsewhere(let kind): "an App opens GitHub, not \(kind)"
        }
    }

    var advice: String? {
        switch self {
        case .timezone: "Write a name of the tz database, like Asia/Tokyo, Europe/Berlin or UTC."
        case .otherAccountInRole: "Correct 'id' or 'role'."
        case .plainHTTP: "Write https; plain http is for loopback addresses only."
        case .sameAccount: "Keep one of them: two names for one account would undo each other's work."
        case .mergeIsNotAlone: "Write evidence: [merge] alone, or leave it out: it would make the others meaningless."
        case .noOwners: "Name the teams: policy-owners: [security]. With evidence: [merge] alone it may be left out."
        case .otherForge(let kind): "Write forge: { kind: \(kind), repository: owner/name, token: { env: NAME } }, or take \(kind) out."
        case .forgeNotTrusted(let kind): "Add \(kind) to evidence, or remove 'forge'."
        case .appElsewhere: "Write token: { env: NAME }."
        case .tagFormat: "Write YYYY, MM, DD, HH, mm, and ss if it is there, with the marks between them: \"YYYY-MM-DD HH:mm\"."
        }
    }
}
