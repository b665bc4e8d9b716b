import AccessCore

@testable import AccessRequests

private let groupAdvice = "Give a group so far: group: and its name."
private let longGroup = "G" + String(repeating: "r", count: 120)

extension MistakeCase {
    private static func access(
        _ code: String, _ message: String, _ advice: String?, _ own: String, without: [String] = [],
        _ severity: Diagnostic.Severity = .error
    ) -> Self { policy(code, message, advice, "access/prod.yaml", own, without: without, severity) }

    static let entitlements: [MistakeCase] = [
        access("DP1301", "version '1.0' is not known", "Write version: 1.", "version: «1.0»"),
        access(
            "DP1302", "the key 'eligible' is missing", "Add eligible: { users: [member01] }.", "«»version: 1", without: ["eligible"]),
        access("DP1303", "unknown key 'aproval' — did you mean 'approval'?", nil, "approval: automatic\n«aproval»: automatic"),
        access(
            "DP1303", "unknown key 'color'", "Known here: duration, ahead, active.", "limits: { «color»: red }"),
        access(
            "DP1304", "'eligible' is a list where a mapping belongs", "Write lines of 'key: value' under 'eligible:', indented.",
            "eligible: «[a]»"),
        access("DP1305", "'group' has no value", "Write one, or remove the key.", "«group»:"),
        access("DP1305", "'accounts' has no value", "Write one, or remove the key.", "«accounts»: []", without: ["account"]),
        access("DP1305", "'tags' has no value", "Write one, or remove the key.", "accounts: { «tags»: {} }", without: ["account"]),
        access(
            "DP1306", "'description' has 201 characters, more than 200", "Shorten it.",
            "description: «\(String(repeating: "d", count: 201))»"),
        access("DP1307", "'description' has a character that doesn't show (U+202E)", "Delete it.", "description: «\"a\\u202Eb\"»"),
        access("DP1309", "'role' is not supported yet", groupAdvice, "«role»: arn:aws:iam::222222222222:role/Prod", without: ["group"]),
        access("DP1309", "'session-manager' is not supported yet", groupAdvice, "«session-manager»: {}", without: ["group"]),
        access("DP1309", "'permissions' is not supported yet", groupAdvice, "«permissions»: []", without: ["group"]),
        access(
            "DP1302", "the key 'review' is missing", "Add review: 3d.",
            "«emergency»: { rules: [{ from: leads, count: 1 }], duration: 2h }"),
        access(
            "DP1302", "the key 'rules' is missing", "Add rules: [{ from: leads, count: 1 }].", "«emergency»: { duration: 2h, review: 3d }"),
        access(
            "DP1309", "'sessions' is not supported yet",
            "Remove it; sessions that are open at the end last until they expire by themselves.", "«sessions»: { revoke: user }"),
        access(
            "DP1343", "only signatures would approve it, and settings don't trust them",
            "Add signature to approval.evidence in settings.yaml, or remove the line.",
            "approval: { rules: [{ from: leads, count: 1 }], evidence: «signature» }"),
        access("DP1310", "'member01' stands twice in 'users'", "Remove one of them.", "eligible: { users: [member01, «member01»] }"),
        access("DP1310", "'Env' stands twice in 'tags'", "Remove one of them.", "eligible: { tags: { env: a, «Env»: b } }"),
        access(
            "DP1310", "'leads' stands twice in 'rules'", "Remove one of them.",
            "approval: { rules: [{ from: leads, count: 1 }, «{ from: leads, count: 2 }»] }"),
        access("DP1312", "'14 days' is not a duration", "Write it as 90m, 4h, 2d, 1h30m or PT4H.", "limits: { ahead: «14 days» }"),
        access("DP1312", "'12' is not a duration", "Write it as 90m, 4h, 2d, 1h30m or PT4H.", "limits: { duration: «12» }"),
        access(
            "DP1313", "'Prod Work' is not an IAM group name", "It has 1 to 128 letters, digits and + = , . @ _ -.", "group: «Prod Work»"),
        access(
            "DP1313", "'aws:x' is not a tag's key",
            "It has 1 to 128 letters, digits, spaces and _ . : / = + - @, and doesn't begin with aws:.",
            "eligible: { tags: { «aws:x»: b } }"),
        access(
            "DP1313", "'a;b' is not a tag's value", "It has at most 256 letters, digits, spaces and _ . : / = + - @.",
            "eligible: { tags: { team: «a;b» } }"),
        access(
            "DP1316", "'rules' has 21 entries, more than 20", "Split it.",
            "approval: { «rules»: [\(Array(repeating: "{ from: leads, count: 1 }", count: 21).joined(separator: ", "))] }"
        ).excerptLeftOut(),
        access("DP1317", "'enforced' is not one of report, enforce — did you mean 'enforce'?", "Write one of them.", "drift: «enforced»"),
        access("DP1317", "'none' is not one of automatic", "Write one of them.", "approval: «none»"),
        access(
            "DP1318", "'0' is not a number from 1 to 5000", "Write it in digits.", "approval: { rules: [{ from: leads, count: «0» }] }"),
        access("DP1318", "'0' is not a number from 1 to 5000", "Write it in digits.", "limits: { active: «0» }"),
        access("DP1317", "'yes' is not one of true, false", "Write one of them.", "require: { plan: «yes» }"),
        access("DP1319", "'account' and 'accounts' exclude each other", "Keep one of them.", "account: jump\n«accounts»: [jump]"),
        access(
            "DP1320", "one of 'account', 'accounts' is missing", "Add account: jump or accounts: [jump, training].", "«»version: 1",
            without: ["account"]),
        access(
            "DP1320", "one of 'group', 'role', 'session-manager', 'permissions' is missing", "Add group: ProdMemberWorkGroup.",
            "«»version: 1",
            without: ["group"]),
        access("DP1321", "'PT0S' is no time at all", "Write one longer than zero, like 4h.", "limits: { duration: «PT0S» }"),
        access("DP1322", "no account 'jmp' in settings.yaml — did you mean 'jump'?", nil, "account: «jmp»"),
        access(
            "DP1322", "no account 'production' in settings.yaml", "Write one of jump, test, or add the account to settings.yaml.",
            "accounts: [jump, «production»]", without: ["account"]),
        access(
            "DP1322", "no team 'lead' in people.yaml — did you mean 'leads'?", nil, "approval: { rules: [{ from: «lead», count: 1 }] }"),
        access(
            "DP1322", "no team 'ops' in people.yaml", "Write one of leads, or add the team to people.yaml.", "eligible: { teams: [«ops»] }"),
        access(
            "DP1322", "no channel 'prod' in settings.yaml", "There is none; add it to settings.yaml first.", "notify: [«prod»]"),

        MistakeCase(
            "DP1330", "'ProdWork' in jump is already what 'other' gives",
            "Keep one entitlement a group: two could not tell whose members are whose.",
            files: Base.policies("policies/access/other.yaml", Base.entitlement + "\n").merging([
                "policies/access/prod.yaml": Base.with(
                    "accounts: [test, jump]\ngroup: «ProdWork»", in: Base.entitlement, without: ["account"])
            ]) { $1 }),
        MistakeCase(
            "DP1331", "the tag key 'prodwork' differs only in case from 'ProdWork' of 'prod' in jump",
            "Rename a group or use leases.prefix: IAM takes both keys for one.",
            files: Base.policies("policies/access/zzz.yaml", Base.with("group: «prodwork»", in: Base.entitlement))),
        access(
            "DP1332", "the group's name 'Prod,Work' has a comma, which a tag's key can't have",
            "Rename the group: its name is the key of the tag that holds the end.", "group: «Prod,Work»"),
        MistakeCase(
            "DP1333", "the tag key 'daypass: G\(String(repeating: "r", count: 50))…' has 130 characters, more than 128",
            "Shorten leases.prefix or rename the group.",
            files: Base.policies("policies/access/prod.yaml", Base.with("group: «\(longGroup)»", in: Base.entitlement)).merging([
                "policies/settings.yaml": Base.with("leases: { prefix: \"daypass: \" }", in: Base.settings)
            ]) { $1 }),
        access(
            "DP1334", "3 of 'leads' must approve, but there are 2 people in it", "Lower the count or add people to the team.",
            "approval: { rules: [{ from: leads, count: «3» }] }"),
        access("DP1335", "nobody is eligible", "Name users, teams, groups or tags; one entry suffices.", "«eligible»: {}"),
        access("DP1335", "nobody is eligible", "Name users, teams, groups or tags; one entry suffices.", "«eligible»: { users: [] }"),
        access(
            "DP1336", "there are no rules", "Write rules, or approval: automatic if nobody's word is needed.", "approval: { «rules»: [] }"),
        access(
            "DP1337", "'require.mfa' can't be had of a group membership, which carries no condition",
            "Demand MFA in the trust policies of the roles that the group leads to.", "require: { «mfa»: true }"),
        access(
            "DP1338", "members of 'ProdWork' would be eligible for 'ProdWork'", "Name a standing group, or the users.",
            "«eligible»: { groups: [prodwork] }"),
        access(
            "DP1339", "member01 is standing, so never granted, and eligible", "Remove the name from one of the two.",
            "standing: [breakglass, «member01»]", .warning),
        access(
            "DP1340", "no account of settings has these tags", "Name the accounts, or tag them in settings.yaml.",
            "accounts: { tags: «{ env: production }» }", without: ["account"]),
        access(
            "DP1341", "the tag 'prodwork' is what a granted membership ends by, not a fact about a user", "Use another tag.",
            "«eligible»: { tags: { prodwork: x } }"),
        access(
            "DP1350", "nobody can approve what lead01 asks for: 2 of 'leads' must, and without lead01 there is 1 person in it",
            "Add people to the team, or take lead01 out of 'eligible'.",
            "eligible: { teams: [leads] }\n«approval»: { rules: [{ from: leads, count: 2 }] }", .warning),
        access(
            "DP1350", "nobody can approve what lead02 asks for: 2 of 'leads' must, and without lead02 there is 1 person in it",
            "Add people to the team, or take lead02 out of 'eligible'.",
            "eligible: { users: [lead02, member01] }\n«approval»: { rules: [{ from: leads, count: 2 }] }", .warning),
        // IAM has one user of that name, whatever its capitals.
        access(
            "DP1350", "nobody can approve what lead02 asks for: 2 of 'leads' must, and without lead02 there is 1 person in it",
            "Add people to the team, or take lead02 out of 'eligible'.",
            "eligible: { users: [LEAD02] }\n«approval»: { rules: [{ from: leads, count: 2 }] }", .warning),
        access(
            "DP1342", "'CHG-[0-9' is no pattern of a ticket: the '[' at character 5 has no other half",
            "Use letters, digits, sets like [0-9], \\d, \\w, . ( | ) and ? * + {2,4}; a backslash before another mark. The whole ticket is compared.",
            "require: { ticket: «'CHG-[0-9'» }"),
    ]
}
