/// Names of AWS in settings: their shapes.
extension NameRule {
    static let accountID = NameRule("an account's number", advice: "It has 12 digits.", pattern: "^[0-9]{12}$") { isAccountID($0) }

    /// IAM User Guide, "IAM identifiers": `arn:partition:iam::account:role/path/name`.
    static let roleARN = NameRule(
        "a role's ARN", advice: "Write it as arn:aws:iam::111111111111:role/Daypass.",
        pattern: "^arn:aws(-[A-Za-z0-9._-]*)?:iam::[0-9]{12}:role/([!-.0-~]+/)*[A-Za-z0-9_+=,.@-]{1,64}$"
    ) { text in
        guard let resource = resource(of: text, service: "iam", hasRegion: false), resource.hasPrefix("role/") else { return false }
        let parts = resource.dropFirst("role/".count).split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, (1...64).contains(name.utf8.count), name.utf8.allSatisfy(isIAMNameByte) else { return false }
        return resource.utf8.count <= 600
            && parts.dropLast().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    }

    /// SNS API Reference, CreateTopic: up to 256 letters, digits, hyphens and underscores.
    static let topicARN = NameRule(
        "an SNS topic's ARN", advice: "Write it as arn:aws:sns:ap-northeast-1:111111111111:topic.",
        pattern: "^arn:aws(-[A-Za-z0-9._-]*)?:sns:[A-Za-z0-9][A-Za-z0-9._-]{0,63}:[0-9]{12}:[A-Za-z0-9_.-]{1,256}$"
    ) { text in
        guard let resource = resource(of: text, service: "sns", hasRegion: true) else { return false }
        return (1...256).contains(resource.utf8.count) && resource.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
    }

    /// STS API Reference, AssumeRole, ExternalId: 2 to 1,224 characters of `[\w+=,.@:\/-]`.
    static let externalID = NameRule(
        "an external id", advice: "It has 2 to 1224 letters, digits and + = , . @ : / _ -.", pattern: "^[A-Za-z0-9_+=,.@:/-]{2,1224}$"
    ) {
        (2...1224).contains($0.utf8.count) && $0.utf8.allSatisfy { isIAMNameByte($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
    }

    static func accountID(ofARN text: String) -> String {
        text.split(separator: ":", omittingEmptySubsequences: false).dropFirst(4).first.map(String.init) ?? ""
    }

    private static func isAccountID(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The last part of an ARN of a service, `arn:aws:service:region:account:resource`.
    private static func resource(of text: String, service: String, hasRegion: Bool) -> Substring? {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[1] == "aws" || parts[1].hasPrefix("aws-"), isPlainName(parts[1]),
            parts[2] == service, hasRegion ? isPlainName(parts[3]) : parts[3].isEmpty, isAccountID(parts[4])
        else { return nil }
        return parts[5]
    }
}
