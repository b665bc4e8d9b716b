import Reconciliation

/// Profiles of the AWS CLI's two files: `~/.aws/config` and `~/.aws/credentials`, whose keys win.
struct Profiles: Sendable {
    /// Profiles that lead to each other; more is a mistake.
    static let longestChain = 10

    private let profiles: [String: [String: String]]
    /// The files, for a message.
    let places: String

    init(environment: EnvironmentCredentials, home: String?) throws(DirectoryFailure) {
        func path(_ variable: String, _ name: String) -> String? {
            guard let path = environment[variable] ?? home.map({ $0 + "/.aws/" + name }) else { return nil }
            guard path.hasPrefix("~/"), let home else { return path }
            return home + path.dropFirst()
        }
        let configuration = path("AWS_CONFIG_FILE", "config")
        let credentials = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
        var profiles = try Self.read(configuration).profilesOfConfiguration
        for (name, values) in try Self.read(credentials).sections { profiles[name, default: [:]].merge(values) { _, new in new } }
        self.profiles = profiles
        let found = [configuration, credentials].compactMap { $0 }
        places = found.isEmpty ? "~/.aws (there is no home directory)" : found.joined(separator: " and ")
    }

    subscript(name: String) -> [String: String]? { profiles[name] }

    func region(of profile: String) -> String? { profiles[profile]?["region"] }

    func source(
        of profile: String, environment: EnvironmentCredentials, sessionName: String, from earlier: [String] = []
    ) throws(DirectoryFailure) -> CredentialSource {
        func mistake(_ message: String) -> DirectoryFailure {
            DirectoryFailure(.credentials, "the profile '\(profile)' of \(places) \(message)")
        }
        guard let values = profiles[profile] else { throw mistake("doesn't exist") }
        // A profile that is its own source stands for its keys.
        if let arn = values["role_arn"], earlier.last != profile {
            guard !earlier.contains(profile), earlier.count < Self.longestChain else { throw mistake("leads back to itself") }
            if values["mfa_serial"] != nil { throw mistake("needs an MFA code, which is not supported: it would have to be typed in") }
            let role = RoleToAssume(
                arn: arn, externalID: values["external_id"], sessionName: values["role_session_name"] ?? sessionName)
            if let file = values["web_identity_token_file"] { return .webIdentity(role, tokenFile: file) }
            if let source = values["source_profile"] {
                return .role(
                    role,
                    with: try self.source(of: source, environment: environment, sessionName: sessionName, from: earlier + [profile]))
            }
            switch values["credential_source"] {
            case "Environment":
                guard let keys = try environment.keys() else { throw mistake("names the environment, which has no keys") }
                return .role(role, with: .keys(keys))
            case let other?: throw mistake("has 'credential_source = \(other)', which is not supported")
            case nil: throw mistake("has 'role_arn' without 'source_profile'")
            }
        }
        switch (values["aws_access_key_id"], values["aws_secret_access_key"]) {
        case (let id?, let secret?) where !id.isEmpty && !secret.isEmpty:
            let token = values["aws_session_token"].flatMap { $0.isEmpty ? nil : $0 }
            return .keys(Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token))
        case (nil, nil):
            for key in ["credential_process", "sso_session", "sso_start_url", "login_session"] where values[key] != nil {
                throw mistake(
                    "has '\(key)', which is not supported; put keys into the environment: eval \"$(aws configure export-credentials --format env)\""
                )
            }
            throw mistake("has no keys")
        default: throw mistake("has only one of 'aws_access_key_id' and 'aws_secret_access_key'")
        }
    }

    /// A file that isn't there has no profiles.
    private static func read(_ path: String?) throws(DirectoryFailure) -> ConfigurationFile {
        guard let path else { return ConfigurationFile() }
        let content: StoredFile.Content
        do throws(SystemFailure) { content = try StoredFile(path: path).read(limit: ConfigurationFile.largest) } catch {
            if error.isMissing { return ConfigurationFile() }
            throw DirectoryFailure(.credentials, error.message)
        }
        guard case .bytes(let bytes) = content else {
            throw DirectoryFailure(.credentials, "\(path): not a file, or larger than \(ConfigurationFile.largest >> 20) MiB")
        }
        return try ConfigurationFile(String(decoding: bytes, as: UTF8.self), path: path)
    }
}
