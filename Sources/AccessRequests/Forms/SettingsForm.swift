import AccessCore

/// `policies/settings.yaml`.
enum SettingsForm {
    static let document = MappingForm([
        .version,
        .required(
            "repository", .name(.repository), like: "example/access", "Identity of this repository in the ledger, whatever its address."),
        .required("timezone", .timezone, like: "Asia/Tokyo", "Local times are read and shown in it."),
        .required(
            "accounts", .entries(.account, .mapping(account), least: 1, most: InputLimits.accounts),
            like: "{ training: { directory: \"file:training.json\" } }", "AWS accounts and embedded directories, by name."),
        .key(
            "drift", .choice([DriftMode.report, .enforce].map(\.rawValue)), like: "report",
            "What is done about members nobody approved, where an entitlement doesn't say."),
        .key("removals", .mapping(removals), like: "{ most: 10, fraction: 0.2 }", "When removals that are not due wait for a release."),
        .key("leases", .mapping(leases), like: "{ prefix: \"\" }", "How the tag that holds the end is called."),
        .required("approval", .mapping(approval), like: "{ evidence: [merge] }", "What proves an approval."),
        .key("audit", .mapping(audit), like: "{ branch: audit }", "Where the ledger is, and who commits to it."),
        .key("expired", .mapping(expired), like: "{ files: keep }", "What becomes of requests that have ended."),
        .key("cadence", .duration, like: "15m", "How often a run is expected."),
        .key(
            "channels", .entries(.channel, .mapping(channel), most: InputLimits.groups),
            like: "{ prod-changes: { sns: \"arn:aws:sns:ap-northeast-1:111111111111:prod-changes\" } }", "Where news goes, by name."),
    ])

    private static let account = MappingForm(
        [
            .key("id", .name(.accountID), like: "\"111111111111\"", "The AWS account's 12 digits, in quotes."),
            .key("role", .name(.roleARN), like: "arn:aws:iam::111111111111:role/Daypass", "Assumed to reach it."),
            .key("external-id", .name(.externalID), like: "example", "The external id for that role."),
            .key("endpoint", .name(.endpoint), like: "http://127.0.0.1:5000", "Of IAM and STS; left out, AWS's."),
            .key("tags", .tags, like: "{ env: prod }", "For accounts: { tags: … } of entitlements."),
            .key("directory", .name(.directory), like: "\"file:training.json\"", "The embedded directory's file."),
        ], anyOf: [["id", "directory"]], excluded: ["directory": ["role", "external-id", "endpoint"]], needed: ["external-id": "role"])

    private static let removals = MappingForm([
        .key("most", .number(0...100_000), like: "10", "More than so many in one run and account wait."),
        .key("fraction", .fraction, like: "0.2", "More than this part of an account's memberships wait."),
    ])

    private static let leases = MappingForm([
        .key("prefix", .name(.leasePrefix), like: "\"daypass/\"", "Stands before the group's name in the tag's key."),
        .key(
            "also-read", .list(.notation(most: TagTimeFormat.longest), least: 1, most: InputLimits.tagFormats),
            like: "[\"YYYY-MM-DD HH:mm\"]",
            "Older formats of tags that are read as ends, by the clocks of the time zone."),
    ])

    private static let approval = MappingForm([
        .required(
            "evidence", .list(.choice(EvidenceKind.trustable.map(\.rawValue)), least: 1, most: EvidenceKind.trustable.count),
            like: "[signature, github]", "What is trusted: signatures, reviews at a forge; or, alone, that it was merged."),
        .key(
            "policy-owners", .list(.name(.team), most: InputLimits.groups), like: "[security]",
            "Teams that must approve changes of policies."),
        .key("forge", .mapping(forge), "The forge whose reviews count."),
    ])

    private static let forge = MappingForm(
        [
            .required("kind", .choice(["github", "gitlab", "gitea"]), like: "github", "Which kind of forge it is."),
            .required("repository", .name(.repository), like: "example/access", "The repository's path there."),
            .key("api", .name(.api), like: "https://ghe.example.com/api/v3", "Where its API is; left out, the public service's."),
            .key("token", .mapping(secret), like: "{ env: GITHUB_TOKEN }", "The variable that holds a token."),
            .key(
                "app", .mapping(app), like: "{ id: \"12345\", key: { env: GITHUB_APP_KEY }, installation: 678 }",
                "A GitHub App instead of a token."),
        ], oneOf: [["token", "app"]])

    private static let app = MappingForm([
        .required("id", .name(.appID), like: "\"12345\"", "The App's id or client id."),
        .required("key", .mapping(secret), like: "{ env: GITHUB_APP_KEY }", "The variable that holds its private key (PEM)."),
        .required("installation", .number(1...Int64.max), like: "678", "The number of its installation."),
    ])

    private static let secret = MappingForm([
        .required("env", .name(.variable), like: "GITHUB_TOKEN", "The environment variable's name.")
    ])

    private static let audit = MappingForm([
        .key("branch", .name(.branch), like: "audit", "The ledger's branch."),
        .key("committer", .mapping(committer), like: "{ name: Daypass, email: daypass@example.com }", "Who commits to it."),
    ])

    private static let committer = MappingForm([
        .required("name", .name(.committer), like: "Daypass", "The name in commits."),
        .required("email", .name(.mail), like: "daypass@example.com", "The address in commits."),
    ])

    private static let expired = MappingForm([
        .required("files", .choice(["keep", "remove"]), like: "keep", "Whether they stay or go."),
        .key("after", .duration, like: "30d", "How long after the end they go; with remove only."),
    ])

    private static let channel = MappingForm([
        .required(
            "sns", .name(.topicARN), like: "\"arn:aws:sns:ap-northeast-1:111111111111:prod-changes\"", "An SNS topic.")
    ])
}
