package import AccessCore

extension DirectoryFactory {
    /// Whether an account is on this machine: a directory in a file, or an endpoint on a loopback address.
    package func isLocal(_ account: Account) -> Bool {
        switch account.backend {
        case .directory: true
        case .cloud(_, _, let endpoint):
            (try? Endpoints(endpoint: endpoint, role: nil, region: nil, environment: environment))?.iam.isOnThisMachine ?? false
        }
    }
}
