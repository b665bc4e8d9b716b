/// What can be wrong with settings beyond their shape.
enum SettingsMistake: Mistake {
    case timezone(String, meant: String?)
    case otherAccountInRole(account: String, role: String)
    case plainHTTP(String)
    case sameAccount(String, as: String, what: String)
    case mergeIsNotAlone
    case tagFormat(String)

    var number: Int {
        switch self {
        case .timezone: 30
        case .otherAccountInRole: 31
        case .plainHTTP: 32
        case .sameAccount: 33
        case .mergeIsNotAlone: 34
        case .tagFormat: 35
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
        }
    }

    var advice: String? {
        switch self {
        case .timezone: "Write a name of the tz database, like Asia/Tokyo, Europe/Berlin or UTC."
        case .otherAccountInRole: "Correct 'id' or 'role'."
        case .plainHTTP: "Write https; plain http is for loopback addresses only."
        case .sameAccount: "Keep one of them: two names for one account would undo each other's work."
        case .mergeIsNotAlone: "Write evidence: [merge] alone, or leave it out: it would make the others meaningless."
        case .tagFormat: "Write YYYY, MM, DD, HH, mm, and ss if it is there, with the marks between them: \"YYYY-MM-DD HH:mm\"."
        }
    }
}
