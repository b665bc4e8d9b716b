/// What can be wrong with people and teams beyond their shape.
enum PeopleMistake: Mistake {
    case sameUser(String, of: String)
    case sameForgeID(String, Int64, of: String)
    case sameForgeLogin(String, String, of: String)
    case sameKey(of: String)
    case cycle([String])
    case keyType(String)
    /// A key that nothing can be verified by: why.
    case badKey(String)

    var number: Int {
        switch self {
        case .sameUser: 30
        case .sameForgeID: 31
        case .sameForgeLogin: 32
        case .sameKey: 33
        case .cycle: 34
        case .keyType: 35
        case .badKey: 36
        }
    }

    var message: String {
        switch self {
        case .sameUser(let user, let other): "the IAM user \(quoted(user)) is already '\(other)'"
        case .sameForgeID(let forge, let id, let other): "the \(forge) id \(id) is already '\(other)'"
        case .sameForgeLogin(let forge, let login, let other): "the \(forge) login \(quoted(login)) is already '\(other)'"
        case .sameKey(let other): "this key is already one of '\(other)'"
        case .cycle(let teams): "teams contain each other: \(listed(teams.map { "'\($0)'" }))"
        case .keyType(let type): "keys of the type \(quoted(type)) are not accepted"
        case .badKey(let why): "nothing can be verified by this key: \(why)"
        }
    }

    var advice: String? {
        switch self {
        case .sameUser, .sameForgeID, .sameForgeLogin, .sameKey: "Two people can't share one; correct either."
        case .cycle: "Remove one of these teams from the other."
        case .badKey: "Copy the .pub file's line anew, or take another key: ssh-keygen -t ed25519."
        case .keyType: "Use one of \(SigningKeyText.types.joined(separator: ", "))."
        }
    }
}
