/// What opens GitHub's API. Never prints.
package enum GitHubCredential: Sendable {
    /// A personal access token, or the one of a workflow. It needs to read contents and pull requests.
    case token(String)
    /// A GitHub App: its id, its private key as a PEM text, and the number of its installation.
    case app(id: String, key: String, installation: Int64)
}

extension GitHubCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch self {
        case .token: "a token"
        case .app(let id, _, let installation): "the App \(id), installation \(installation)"
        }
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
