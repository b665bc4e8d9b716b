import AccessCore

/// `policies/people.yaml`.
enum PeopleForm {
    static let document = MappingForm([
        .version,
        .required(
            "people", .entries(.person, .mapping(person), most: InputLimits.users), like: "{ member01: { mail: member01@example.com } }",
            "People by name; the name is the IAM user's too, unless iam says otherwise."),
        .key(
            "teams",
            .entries(
                .team,
                .either([.list(.name(.person), most: InputLimits.users), .mapping(team)]), most: InputLimits.groups),
            like: "{ leads: [lead01] }", "Teams by name: people, and other teams."),
    ])

    private static let person = MappingForm(
        [
            .key(
                "iam", .either([.name(.user), .entries(.account, .name(.user), most: InputLimits.accounts)]), like: "{ jump: lead.one }",
                "The IAM user name, the same everywhere or for each account."),
            .key("mail", .name(.mail), like: "lead01@example.com", "The mail address."),
        ]
            + [EvidenceKind.github, .gitlab, .gitea].map {
                .key($0.rawValue, .mapping(forge), like: "{ login: lead-one, id: 1002 }", "The account there, by its immutable id.")
            } + [
                .key(
                    "keys", .list(.mapping(key), most: InputLimits.keys, unique: false),
                    like: "[{ key: \"\(NameRule.exampleKey)\" }]", "Public keys that sign for this person.")
            ])

    private static let forge = MappingForm([
        .required("login", .name(.login), like: "member-one", "The name there."),
        .required("id", .number(1...Int64.max), like: "1001", "The number there, which is never given to somebody else."),
    ])

    private static let key = MappingForm([
        .required("key", .name(.signingKey), like: "ssh-ed25519 AAAA…", "The line of the .pub file."),
        .key("from", .time, like: "2026-01-01T00:00:00Z", "It counts from this time."),
        .key("until", .time, like: "2027-01-01T00:00:00Z", "It counts until this time."),
        .key(
            "revoked", .either([.truth([true]), .time]), like: "2026-06-01T00:00:00Z",
            "Somebody else may have it: nothing counts that it signed, ever (true) or from this time on."),
    ])

    private static let team = MappingForm([
        .key("people", .list(.name(.person), most: InputLimits.users), like: "[lead01]", "People by name."),
        .key("teams", .list(.name(.team), most: InputLimits.groups), like: "[platform-leads]", "Teams whose people are in it too."),
    ])
}

extension NameRule {
    /// A key whose private half nobody has: its point is the SHA-256 of "daypass example key 15", the first of these that is one of
    /// the large group.
    static let exampleKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbb1w8UbHb3Xqc1+zl/rcyEumRo7Mk0Wk64y/bNA6RJ example"
}
