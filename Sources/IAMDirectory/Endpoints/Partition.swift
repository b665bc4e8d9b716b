/// A part of AWS with users, roles and an IAM of its own (AWS General Reference, "Service endpoints"; botocore's
/// `endpoints.json`).
struct Partition: Hashable, Sendable {
    /// As in ARNs.
    let name: String
    let suffix: String
    let iamHost: String
    /// The region that IAM's requests are signed for; also STS's where none is chosen.
    let region: String

    static let commercial = Partition(name: "aws", suffix: "amazonaws.com", iamHost: "iam.amazonaws.com", region: "us-east-1")
    static let china = Partition(
        name: "aws-cn", suffix: "amazonaws.com.cn", iamHost: "iam.cn-north-1.amazonaws.com.cn", region: "cn-north-1")
    static let government = Partition(
        name: "aws-us-gov", suffix: "amazonaws.com", iamHost: "iam.us-gov.amazonaws.com", region: "us-gov-west-1")

    /// The partition an ARN names; nil for one that isn't known here.
    static func named(_ name: some StringProtocol) -> Partition? { [commercial, china, government].first { $0.name == name } }

    /// The partition a region belongs to.
    static func of(region: String) -> Partition {
        if region.hasPrefix("cn-") { return china }
        return region.hasPrefix("us-gov-") ? government : commercial
    }
}
