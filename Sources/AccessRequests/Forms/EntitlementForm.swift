import AccessCore

/// `policies/access/<name>.yaml`.
enum EntitlementForm {
    static let document = MappingForm(
        [
            .version,
            .key("description", .text(most: InputLimits.line, lines: false), like: "Deploy and operate production", "What it is for."),
            .key("account", .name(.account), like: "jump", "An account of the settings; or write accounts."),
            .key(
                "accounts",
                .either([
                    .list(.name(.account), least: 1, most: InputLimits.accounts), .mapping(tagged),
                ]), like: "[jump, training]", "Several accounts by name, or all that have some tags."),
            .key("group", .name(.entitledGroup), like: "ProdMemberWorkGroup", "The IAM group whose membership is given."),
            .key("role", .refused, "Not supported yet."),
            .key("session-manager", .refused, "Not supported yet."),
            .key("permissions", .refused, "Not supported yet."),
            .required(
                "eligible", .mapping(eligible), like: "{ users: [member01] }",
                "Who may ask; one entry that fits is enough. Judged again in every run."),
            .required(
                "approval", .either([.choice(["automatic"]), .mapping(approval)]), like: "{ rules: [{ from: leads, count: 1 }] }",
                "Whose word is needed; automatic says that nobody's is."),
            .key("limits", .mapping(limits), like: "{ duration: 12h }", "How much one request may ask for."),
            .key("require", .mapping(require), "What a request must have."),
            .key(
                "emergency", .mapping(emergency), like: "{ rules: [{ from: oncall, count: 1 }], duration: 2h, review: 3d }",
                "The way for emergencies."),
            .key(
                "drift", .choice([DriftMode.report, .enforce].map(\.rawValue)), like: "enforce",
                "What is done about members nobody approved; left out, what the settings say."),
            .key(
                "standing", .list(.name(.user), most: InputLimits.users), like: "[breakglass-admin]",
                "Members nobody asks for: never removed, never granted."),
            .key("sessions", .refused, "Not supported yet."),
            .key("notify", .list(.name(.channel), most: InputLimits.notify), like: "[prod-changes]", "Channels of the settings."),
        ], oneOf: [["account", "accounts"], ["group", "role", "session-manager", "permissions"]])

    private static let tagged = MappingForm([
        .required(
            "tags", .entries(.tagKey, .name(.tagValue), least: 1, most: InputLimits.tags), like: "{ env: prod }",
            "All accounts that have all of these tags.")
    ])

    private static let eligible = MappingForm(
        [
            .key("users", .list(.name(.user), most: InputLimits.users), like: "[member01]", "IAM users."),
            .key("teams", .list(.name(.team), most: InputLimits.groups), like: "[developers]", "Teams of people.yaml."),
            .key(
                "groups", .list(.name(.group), most: InputLimits.groups), like: "[Developers]",
                "IAM groups: their members at that moment, those that Daypass put there left out."),
            .key("tags", .tags, like: "{ team: billing }", "IAM user tags, all of which must match."),
        ], anyOf: [["users", "teams", "groups", "tags"]])

    private static let approval = MappingForm([
        .required(
            "rules", .list(.mapping(rule), least: 1, most: InputLimits.rules), like: "[{ from: leads, count: 1 }]",
            "All of them must be met; one person counts once for each."),
        .key(
            "evidence", .choice(["any", "signature"]), like: "signature",
            "Which evidence counts: any that settings trust, or signatures alone."),
    ])

    private static let rule = MappingForm([
        .required("from", .name(.team), like: "leads", "A team of people.yaml."),
        .required("count", .number(1...Int64(InputLimits.users)), like: "1", "How many of them must approve."),
    ])

    private static let limits = MappingForm([
        .key("duration", .duration, like: "12h", "The longest window."),
        .key("ahead", .duration, like: "14d", "How far ahead a request may start."),
        .key("active", .number(1...Int64(InputLimits.users)), like: "3", "The most people who may have it at once."),
    ])

    private static let emergency = MappingForm([
        .required(
            "rules", .list(.mapping(rule), least: 1, most: InputLimits.rules), like: "[{ from: leads, count: 1 }]",
            "Whose word is needed, instead of the usual rules."),
        .required("duration", .duration, like: "2h", "The longest window of an emergency."),
        .required("review", .duration, like: "3d", "When somebody must have looked at it."),
    ])

    private static let require = MappingForm([
        .key(
            "ticket", .notation(most: TicketPattern.longest), like: "'CHG-[0-9]+'",
            "The pattern of the whole ticket, which must be there then."),
        .key("plan", .truth([true, false]), like: "true", "Whether a plan must be there."),
        .key("rollback", .truth([true, false]), like: "true", "Whether a roll-back plan must be there."),
        .key("mfa", .truth([false]), "A group membership carries no condition, so it can't be had of one."),
    ])
}

extension NameRule {
    /// A group whose name can be the key of a tag. That it has a comma is told in words of its own.
    static let entitledGroup = NameRule(group, pattern: "^[A-Za-z0-9_+=.@-]{1,128}$")
}
