import AccessCore

/// What is wrong with the settings of a GitLab or Gitea repository, so that it can't even be asked.
package enum ForgeFault: Error, Hashable, Sendable {
    /// The path is none of that forge's; the example is one.
    case repository(String, example: String)
    case api(String, example: String)
    case noAPI(example: String)
    case noToken
}

extension ForgeFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .repository(let text, let example): "approval.forge.repository is '\(PlainWords(text))': write it as \(example)"
        case .api(let text, let example): "approval.forge.api is '\(PlainWords(text))': write it as \(example)"
        case .noAPI(let example): "approval.forge.api is missing, and there is no public server to take instead: write it as \(example)"
        case .noToken: "the variable that approval.forge.token names holds no token that can be sent: put the token there and nothing else"
        }
    }
}
