import AccessCore

/// The least that the reconciler's role needs in an account: `docs/iam-policy.json` with the settings' own names in it.
struct LeastPolicy: Encodable {
    /// Characters without blanks that a managed policy may have (IAM User Guide, "IAM and AWS STS quotas").
    static let mostCharacters = 6144

    struct Statement: Encodable {
        struct Condition: Encodable {
            var keys: [String: [String]]
            var null: [String: String]

            enum CodingKeys: String, CodingKey {
                case keys = "ForAllValues:StringEquals"
                case null = "Null"
            }
        }

        var sid: String
        var effect = "Allow"
        var action: [String]
        var resource: [String]
        var condition: Condition?

        enum CodingKeys: String, CodingKey {
            case sid = "Sid"
            case effect = "Effect"
            case action = "Action"
            case resource = "Resource"
            case condition = "Condition"
        }
    }

    let version = "2012-10-17"
    let statements: [Statement]

    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case statements = "Statement"
    }

    /// - Returns: nil for an account that isn't in the cloud, or that no entitlement is for.
    init?(for account: Account, under policies: PolicySet) {
        guard case .cloud(let role, _, _) = account.backend, let id = account.id else { return nil }
        let groups = policies.entitlements.values.filter { $0.accounts.contains(account.name) }.map(\.group).sorted()
        guard !groups.isEmpty else { return nil }
        let partition = role.flatMap { $0.split(separator: ":").dropFirst().first.map(String.init) } ?? "aws"
        let keys = groups.map { policies.settings.leases.key(for: $0) }
        statements = [
            Statement(sid: "SeeUsersAndGroups", action: ["iam:GetAccountAuthorizationDetails"], resource: ["*"]),
            Statement(
                sid: "MembersOfTheEntitlementsGroups", action: ["iam:AddUserToGroup", "iam:RemoveUserFromGroup"],
                resource: groups.map { Self.arn(of: $0, id, partition) }),
            Statement(
                sid: "TagsThatHoldTheirEnds", action: ["iam:TagUser", "iam:UntagUser"], resource: ["arn:\(partition):iam::\(id):user/*"],
                condition: .init(keys: ["aws:TagKeys": keys], null: ["aws:TagKeys": "false"])),
        ]
    }

    /// Groups with a path have it between `group` and their name, which a group's name alone doesn't tell: those have to be put in.
    static func arn(of group: GroupName, _ id: AccountID, _ partition: String) -> String { "arn:\(partition):iam::\(id):group/\(group)" }

    /// As JSON that can be pasted into IAM.
    var text: String { get throws { try JSONText.of(self) } }

    /// Whether it is too long for one managed policy.
    var isTooLong: Bool { get throws { try text.count { !$0.isWhitespace } > Self.mostCharacters } }
}
