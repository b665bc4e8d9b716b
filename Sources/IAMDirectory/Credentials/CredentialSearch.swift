import Reconciliation

/// Looks for credentials where the AWS CLI does (AWS CLI User Guide, "Configuration and credential precedence"): the
/// environment, the profile's role, a web identity, the profile's keys.
struct CredentialSearch: Sendable {
    let environment: [String: String]
    let home: String?
    /// Name of sessions whose profile doesn't name them.
    let sessionName: String

    struct Found: Hashable, Sendable {
        var source: CredentialSource
        var region: String?
    }

    func find() throws(DirectoryFailure) -> Found {
        let environment = EnvironmentCredentials(environment)
        let region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
        if let keys = try environment.keys() { return Found(source: .keys(keys), region: region) }
        let chosen = environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"]
        let profiles = try Profiles(environment: environment, home: home)
        let profile = chosen ?? "default"
        let found = { (source: CredentialSource) in Found(source: source, region: region ?? profiles.region(of: profile)) }
        if let chosen, profiles[chosen] == nil {
            throw DirectoryFailure(.credentials, "there is no profile '\(chosen)' in \(profiles.places)")
        }
        if profiles[profile]?["role_arn"] != nil {
            return found(try profiles.source(of: profile, environment: environment, sessionName: sessionName))
        }
        if let source = environment.webIdentity(sessionName: sessionName) { return found(source) }
        if profiles[profile] != nil {
            return found(try profiles.source(of: profile, environment: environment, sessionName: sessionName))
        }
        throw DirectoryFailure(
            .credentials,
            "no AWS credentials: looked at AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE and the profile 'default' in \(profiles.places)")
    }
}
