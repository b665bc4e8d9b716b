/// Which forge is asked for reviews, and with what: `approval.forge` of `settings.yaml`. Secrets are named by their
/// environment variables, never written.
package struct ForgeSettings: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case github, gitlab, gitea

        /// The evidence that its reviews are.
        package var evidence: EvidenceKind {
            switch self {
            case .github: .github
            case .gitlab: .gitlab
            case .gitea: .gitea
            }
        }
    }

    /// What opens the forge's API.
    package enum Credential: Hashable, Sendable {
        /// A token in this environment variable.
        case token(variable: String)
        /// A GitHub App, by its id and the variable with its private key (PEM), installed as `installation`.
        case app(id: String, keyVariable: String, installation: Int64)
    }

    package var kind: Kind
    /// The repository's path at the forge: `owner/name`, for GitLab with all its groups.
    package var repository: String
    /// Where the forge's API is, without a slash at the end; nil for the forge's public service.
    package var api: String?
    package var credential: Credential

    package init(kind: Kind, repository: String, api: String? = nil, credential: Credential) {
        (self.kind, self.repository, self.api, self.credential) = (kind, repository, api, credential)
    }
}
