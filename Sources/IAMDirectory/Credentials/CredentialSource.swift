/// Where credentials are found, and what has to be done to have them.
indirect enum CredentialSource: Hashable, Sendable {
    /// Long-lived keys, or a session's that somebody else renews.
    case keys(Credentials)
    /// A role that is assumed with others.
    case role(RoleToAssume, with: CredentialSource)
    /// A role that is assumed with a token of an identity provider, which is in a file.
    case webIdentity(RoleToAssume, tokenFile: String)
}

/// What `sts:AssumeRole` is asked for.
struct RoleToAssume: Hashable, Sendable {
    var arn: String
    var externalID: String?
    /// 2–64 characters of `[\w+=,.@-]`; stands in CloudTrail.
    var sessionName: String
}
