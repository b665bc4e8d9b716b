import AccessCore

@testable import AccessRequests

private let arnAdvice = "Write it as arn:aws:iam::111111111111:role/Daypass."
private let endpointAdvice = "Write it as https://host or http://127.0.0.1:port, without a path or a password."
private let zoneAdvice = "Write a name of the tz database, like Asia/Tokyo, Europe/Berlin or UTC."

extension MistakeCase {
    private static func setting(
        _ code: String, _ message: String, _ advice: String?, _ own: String, without: [String] = [],
        _ severity: Diagnostic.Severity = .error
    ) -> Self {
        var files = Base.policies("policies/settings.yaml", Base.with(own, in: Base.settings, without: without))
        files["policies/access/prod.yaml"] = nil
        return Self(code, message, advice, severity, files: files)
    }

    static let settings: [MistakeCase] = [
        setting("DP1501", "version 'one' is not known", "Write version: 1.", "version: «one»"),
        setting("DP1502", "the key 'timezone' is missing", "Add timezone: Asia/Tokyo.", "«»version: 1", without: ["timezone"]),
        setting(
            "DP1502", "the key 'evidence' is missing", "Add evidence: [signature, github].", "«approval»: {}"),
        setting(
            "DP1502", "the key 'role' is missing", "Add role: arn:aws:iam::111111111111:role/Daypass.",
            "accounts: { «jump»: { id: \"111111111111\", external-id: example } }"),
        setting("DP1503", "unknown key 'time-zone' — did you mean 'timezone'?", nil, "«time-zone»: UTC"),
        setting(
            "DP1504", "'accounts' is a list where a mapping belongs", "Write lines of 'key: value' under 'accounts:', indented.",
            "accounts: «[jump]»"),
        setting("DP1505", "'jump' has no value", "Write one, or remove the key.", "accounts:\n  «jump»:"),
        setting("DP1505", "'accounts' has no value", "Write one, or remove the key.", "«accounts»: {}"),
        setting("DP1505", "'evidence' has no value", "Write one, or remove the key.", "approval: { «evidence»: [] }"),
        setting(
            "DP1535", "'YYYY-MM-DD' is no format of a time",
            "Write YYYY, MM, DD, HH, mm, and ss if it is there, with the marks between them: \"YYYY-MM-DD HH:mm\".",
            "leases: { also-read: [«YYYY-MM-DD»] }"),
        setting(
            "DP1510", "'YYYYMMDDHHmm' stands twice in 'also-read'", "Remove one of them.",
            "leases: { also-read: [YYYYMMDDHHmm, «YYYYMMDDHHmm»] }"),
        setting("DP1502", "the key 'after' is missing", "Add after: 30d.", "«expired»: { files: remove }"),
        setting("DP1510", "'merge' stands twice in 'evidence'", "Remove one of them.", "approval: { evidence: [merge, «merge»] }"),
        setting(
            "DP1510", "'leads' stands twice in 'policy-owners'", "Remove one of them.",
            "approval: { evidence: [merge], policy-owners: [leads, «leads»] }"),
        setting("DP1512", "'often' is not a duration", "Write it as 90m, 4h, 2d, 1h30m or PT4H.", "cadence: «often»"),
        setting("DP1513", "'11111111111' is not an account's number", "It has 12 digits.", "accounts: { jump: { id: «11111111111» } }"),
        setting(
            "DP1513", "'arn:aws:iam::1:role/x' is not a role's ARN", arnAdvice,
            "accounts: { jump: { id: \"111111111111\", role: «arn:aws:iam::1:role/x» } }"),
        setting(
            "DP1513", "'arn:aws:iam::111111111111:user/x' is not a role's ARN", arnAdvice,
            "accounts: { jump: { id: \"111111111111\", role: «arn:aws:iam::111111111111:user/x» } }"),
        setting(
            "DP1513", "'https://a:b@c' is not an endpoint", endpointAdvice,
            "accounts: { jump: { id: \"111111111111\", endpoint: «https://a:b@c» } }"),
        setting(
            "DP1513", "'training.json' is not a directory", "Write it as file: and a path, like file:training.json.",
            "accounts: { jump: { directory: «training.json» } }"),
        setting(
            "DP1513", "'a..b' is not a branch's name", "Use letters, digits, '.', '_' and '-' in parts between slashes.",
            "audit: { branch: «a..b» }"),
        setting(
            "DP1513", "'arn:aws:sns:x' is not an SNS topic's ARN", "Write it as arn:aws:sns:ap-northeast-1:111111111111:topic.",
            "channels: { prod: { sns: «\"arn:aws:sns:x\"» } }"
        ).also("DP1524"),
        setting(
            "DP1516", "'evidence' has 6 entries, more than 5", "Split it.",
            "approval: { «evidence»: [merge, merge, merge, merge, merge, merge] }"),
        setting("DP1517", "'off' is not one of report, enforce", "Write one of them.", "drift: «off»"),
        setting("DP1518", "'1.5' is not a number from 0 to 1", "Write it in digits.", "removals: { fraction: «1.5» }"),
        setting("DP1518", "'-1' is not a number from 0 to 100000", "Write it in digits.", "removals: { most: «-1» }"),
        setting(
            "DP1519", "'directory' and 'role' exclude each other", "Keep one of them.",
            "accounts: { jump: { directory: \"file:a\", «role»: \"arn:aws:iam::111111111111:role/Daypass\" } }"),
        setting("DP1519", "'files: keep' and 'after' exclude each other", "Keep one of them.", "expired: { files: keep, «after»: 30d }"),
        setting(
            "DP1520", "one of 'id', 'directory' is missing", "Add id: \"111111111111\" or directory: \"file:training.json\".",
            "accounts: { «jump»: { tags: { a: b } } }"),
        setting("DP1521", "'0m' is no time at all", "Write one longer than zero, like 4h.", "cadence: «0m»"),
        setting(
            "DP1522", "no team 'lead' in people.yaml — did you mean 'leads'?", nil,
            "approval: { evidence: [merge], policy-owners: [«lead»] }"),
        setting(
            "DP1524", "'channels' is checked, but nobody is notified yet", nil,
            "«channels»: { prod: { sns: \"arn:aws:sns:eu-central-1:111111111111:prod\" } }", .note),

        setting("DP1530", "'Tokyo time' is not a time zone's name", zoneAdvice, "timezone: «Tokyo time»"),
        setting("DP1530", "'../passwd' is not a time zone's name", zoneAdvice, "timezone: «../passwd»"),
        setting(
            "DP1530", "no time zone 'Asia/Tokio' in /usr/share/zoneinfo — did you mean 'Asia/Tokyo'?", zoneAdvice, "timezone: «Asia/Tokio»"),
        setting(
            "DP1530", "no time zone 'tokyo' in /usr/share/zoneinfo — did you mean 'Asia/Tokyo'?", zoneAdvice, "timezone: «tokyo»"),
        setting("DP1530", "'New York' is not a time zone's name — did you mean 'America/New_York'?", zoneAdvice, "timezone: «New York»"),
        setting("DP1530", "no time zone 'Nowhere' in /usr/share/zoneinfo", zoneAdvice, "timezone: «Nowhere»"),
        setting(
            "DP1531", "the role is in the account 222222222222, not in 111111111111", "Correct 'id' or 'role'.",
            "accounts: { jump: { id: \"111111111111\", role: «\"arn:aws:iam::222222222222:role/x/Daypass\"» } }"),
        setting(
            "DP1532", "'http://iam.example.com' is not encrypted", "Write https; plain http is for loopback addresses only.",
            "accounts: { jump: { id: \"111111111111\", endpoint: «\"http://iam.example.com\"» } }"),
        setting(
            "DP1532", "'http://127.0.0.1.example.com:80' is not encrypted", "Write https; plain http is for loopback addresses only.",
            "accounts: { jump: { id: \"111111111111\", endpoint: «\"http://127.0.0.1.example.com:80\"» } }"),
        setting(
            "DP1533", "'b' and 'a' have the same id", "Keep one of them: two names for one account would undo each other's work.",
            "accounts: { a: { id: \"111111111111\" }, «b»: { id: \"111111111111\" } }"),
        setting(
            "DP1533", "'b' and 'a' have the same directory", "Keep one of them: two names for one account would undo each other's work.",
            "accounts: { a: { directory: \"file:x\" }, «b»: { directory: \"file:x\" } }"),
        setting(
            "DP1534", "'merge' stands beside other evidence",
            "Write evidence: [merge] alone, or leave it out: it would make the others meaningless.",
            "approval: { «evidence»: [merge, gitlab] }"
        ),
        setting(
            "DP1502", "the key 'api' is missing", "Add api: https://ghe.example.com/api/v3.",
            "approval: { evidence: [gitea], policy-owners: [leads], «forge»: { kind: gitea, repository: a/b, token: { env: T } } }"),
        setting(
            "DP1502", "the key 'installation' is missing", "Add installation: 678.",
            "approval: { evidence: [github], policy-owners: [leads], forge: { kind: github, repository: a/b, «app»: { id: \"1\", key: { env: T } } } }"
        ),
        setting(
            "DP1513", "'https://ghe.example.com/api?x=1' is not the address of an API",
            "Write it as https://ghe.example.com/api/v3, without a password or a query.",
            "approval: { evidence: [github], policy-owners: [leads], forge: { kind: github, repository: a/b, api: «\"https://ghe.example.com/api?x=1\"», token: { env: T } } }"
        ),
        setting(
            "DP1513", "'1/2' is not a GitHub App's id", "Write its id or client id, in quotes.",
            "approval: { evidence: [github], policy-owners: [leads], forge: { kind: github, repository: a/b, app: { id: «\"1/2\"», key: { env: T }, installation: 1 } } }"
        ),
        setting(
            "DP1517", "'gihub' is not one of merge, signature, github, gitlab, gitea — did you mean 'github'?", "Write one of them.",
            "approval: { evidence: [signature, «gihub»], policy-owners: [leads] }"),
        setting(
            "DP1518", "'0' is not a number from 1 to 9223372036854775807", "Write it in digits.",
            "approval: { evidence: [github], policy-owners: [leads], forge: { kind: github, repository: a/b, app: { id: \"1\", key: { env: T }, installation: «0» } } }"
        ),
        setting(
            "DP1519", "'token' and 'app' exclude each other", "Keep one of them.",
            "approval: { evidence: [github], policy-owners: [leads], forge: { kind: github, repository: a/b, token: { env: T }, «app»: { id: \"1\", key: { env: T }, installation: 1 } } }"
        ),
        setting(
            "DP1520", "one of 'token', 'app' is missing",
            "Add token: { env: GITHUB_TOKEN } or app: { id: \"12345\", key: { env: GITHUB_APP_KEY }, installation: 678 }.",
            "approval: { evidence: [github], policy-owners: [leads], «forge»: { kind: github, repository: a/b } }"),
        setting(
            "DP1532", "'http://git.example.com/api/v1' is not encrypted", "Write https; plain http is for loopback addresses only.",
            "approval: { evidence: [gitea], policy-owners: [leads], forge: { kind: gitea, repository: a/b, api: «\"http://git.example.com/api/v1\"», token: { env: T } } }"
        ),
        setting(
            "DP1536", "nobody may approve a change of policies",
            "Name the teams: policy-owners: [security]. With evidence: [merge] alone it may be left out.",
            "«approval»: { evidence: [signature] }"),
        setting(
            "DP1536", "nobody may approve a change of policies",
            "Name the teams: policy-owners: [security]. With evidence: [merge] alone it may be left out.",
            "approval: { evidence: [signature], «policy-owners»: [] }"),
        setting(
            "DP1537", "evidence names github, and 'forge' doesn't say where to ask for its reviews",
            "Write forge: { kind: github, repository: owner/name, token: { env: NAME } }, or take github out.",
            "approval: { «evidence»: [signature, github], policy-owners: [leads] }"),
        setting(
            "DP1537", "evidence names github, and 'forge' doesn't say where to ask for its reviews",
            "Write forge: { kind: github, repository: owner/name, token: { env: NAME } }, or take github out.",
            "approval: { evidence: [gitlab, github], policy-owners: [leads], «forge»: { kind: gitlab, repository: a/b, token: { env: T } } }"
        ),
        setting(
            "DP1538", "evidence doesn't name github, so this forge is never asked", "Add github to evidence, or remove 'forge'.",
            "approval: { evidence: [merge], «forge»: { kind: github, repository: example/access, token: { env: GITHUB_TOKEN } } }", .warning
        ),
        setting(
            "DP1539", "an App opens GitHub, not gitlab", "Write token: { env: NAME }.",
            "approval: { evidence: [gitlab], policy-owners: [leads], forge: { kind: gitlab, repository: a/b, «app»: { id: \"1\", key: { env: T }, installation: 1 } } }"
        ),
    ]
}
