/// `requests/**/*.yaml`.
enum RequestForm {
    static let document = MappingForm(
        [
            .version,
            .key("title", .text(most: InputLimits.line, lines: false), like: "Deploy billing v2.3", "What it is about, in a line."),
            .required("user", .name(.user), like: "member01", "The IAM user who gets it."),
            .required(
                "access", .list(.name(.reference), least: 1, most: InputLimits.access), like: "[prod-member-work]",
                "Entitlements, by the names of their files below policies/access/; name@account for one account of several."),
            .key(
                "start", .time, like: "2026-11-22T22:00:00+09:00",
                "When it begins; left out, when a run first accepts the request. Local times are in the settings' time zone."),
            .key("end", .time, like: "2026-11-23T02:00:00+09:00", "When it ends; or write a duration."),
            .key("duration", .duration, like: "4h", "How long it lasts from its start; or write an end."),
            .required("reason", .text(most: InputLimits.reason, lines: true), like: "Deploy billing v2.3", "Why it is needed."),
            .key("ticket", .text(most: InputLimits.ticket, lines: false), like: "CHG-1234", "The ticket that it belongs to."),
            .key("plan", .text(most: InputLimits.plan, lines: true), "What will be done."),
            .key("rollback", .text(most: InputLimits.plan, lines: true), "How to get back."),
            .key(
                "notify", .list(.name(.mail), most: InputLimits.notify), like: "[billing@example.com]",
                "Mail addresses that are told, besides the policy's channels."),
            .key("emergency", .truth([true, false]), like: "false", "Asks by the entitlement's way for emergencies, if it has one."),
        ], oneOf: [["end", "duration"]],
        otherwise: [
            "from": "start", "begin": "start", "since": "start", "until": "end", "to": "end", "till": "end", "expires": "end",
            "expiry": "end", "for": "user", "who": "user", "username": "user", "member": "user", "group": "access", "groups": "access",
            "role": "access", "entitlement": "access", "entitlements": "access", "why": "reason", "description": "reason",
            "justification": "reason", "issue": "ticket", "change": "ticket", "length": "duration", "hours": "duration",
            "revert": "rollback", "backout": "rollback", "steps": "plan",
        ])
}
