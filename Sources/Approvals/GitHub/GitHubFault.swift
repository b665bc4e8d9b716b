/// What is wrong with the settings of a GitHub repository, so that it can't even be asked.
package enum GitHubFault: Error, Hashable, Sendable {
    case repository(String)
    case api(String)
    /// The private key of the App is none; the reason never holds any of it.
    case key(String)
}

extension GitHubFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .repository(let text): "approval.forge.repository is '\(PlainWords(text))': write it as owner/name"
        case .api(let text):
            "approval.forge.api is '\(PlainWords(text))': write it as https://github.example.com/api/v3, or leave it out for github.com"
        case .key(let reason): "the private key of the GitHub App can't be used (\(reason)): take the PEM file that GitHub made"
        }
    }
}
