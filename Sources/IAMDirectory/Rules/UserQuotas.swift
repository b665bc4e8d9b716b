/// How much a user of IAM can have; neither can be raised (IAM User Guide, "IAM and AWS STS quotas").
package enum UserQuotas {
    /// Tags of one user.
    package static let tags = 50
    /// Groups one user is in.
    package static let groups = 10
}
