/// What can be wrong with a request beyond its shape, without any policy.
enum RequestMistake: Mistake {
    case coveredTwice(String)
    case tooLong

    var number: Int {
        switch self {
        case .coveredTwice: 30
        case .tooLong: 31
        }
    }

    var message: String {
        switch self {
        case .coveredTwice(let name): "\(quoted(name)) is asked for in all of its accounts and in one of them"
        case .tooLong: "the window is longer than ten years"
        }
    }

    var advice: String? {
        switch self {
        case .coveredTwice(let name): "Keep \(name) for all of them, or list those that are needed."
        case .tooLong: "Write an earlier end."
        }
    }
}
