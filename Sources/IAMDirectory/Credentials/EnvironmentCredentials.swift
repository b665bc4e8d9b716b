import Reconciliation

/// What the environment says of credentials. Variables that are empty count as not set.
struct EnvironmentCredentials: Sendable {
    private let variables: [String: String]

    init(_ variables: [String: String]) { self.variables = variables }

    subscript(name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

    func keys() throws(DirectoryFailure) -> Credentials? {
        switch (self["AWS_ACCESS_KEY_ID"], self["AWS_SECRET_ACCESS_KEY"]) {
        case (let id?, let secret?): return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: self["AWS_SESSION_TOKEN"])
        case (_?, nil): throw DirectoryFailure(.credentials, "AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY isn't")
        // As the CLI has it: a secret alone is no choice of keys.
        case (nil, _): return nil
        }
    }

    func webIdentity(sessionName: String) -> CredentialSource? {
        guard let file = self["AWS_WEB_IDENTITY_TOKEN_FILE"], let role = self["AWS_ROLE_ARN"] else { return nil }
        return .webIdentity(RoleToAssume(arn: role, sessionName: self["AWS_ROLE_SESSION_NAME"] ?? sessionName), tokenFile: file)
    }
}
