import AccessCore

@testable import AccessRequests

private let timeAdvice = "Write it as 2026-11-23 02:00 (Europe/Berlin) or 2026-11-23T02:00:00+01:00."
private let spanAdvice = "Write it as 90m, 4h, 2d, 1h30m or PT4H."
private let referenceAdvice = "Write the name of its file below policies/access/, with @account for only one of its accounts."
private let userAdvice = "It has 1 to 64 letters, digits and + = , . @ _ -."

extension MistakeCase {
    static let requests: [MistakeCase] = [
        .request("DP1201", "version '2' is not known", "Write version: 1.", "version: «2»"),
        .request("DP1202", "the key 'user' is missing", "Add user: member01.", "«»title: Deploy", without: ["user"]),
        .request("DP1203", "unknown key 'acess' — did you mean 'access'?", nil, "«acess»: [prod]"),
        .request("DP1203", "unknown key 'Until' — did you mean 'end'?", nil, "«Until»: 2026-11-23 02:00", without: ["duration"]),
        .request(
            "DP1203", "unknown key 'colour'",
            "Known here: version, title, user, access, start, end, duration, reason, ticket, plan, rollback, notify, emergency.",
            "«colour»: red"),
        .request(
            "DP1204", "'access' is a text where a list belongs",
            "Write access: [first, second], or each on a line of its own that begins with '- '.", "access: «prod»"),
        .request("DP1204", "'user' is a list where a text belongs", "Write one value after 'user:'.", "user: «[member01]»"),
        .request("DP1204", "'reason' is a mapping where a text belongs", "Write one value after 'reason:'.", "reason: «{ a: b }»"),
        .request("DP1205", "'reason' has no value", "Write one.", "«reason»:"),
        .request("DP1205", "'reason' has no value", "Write one, or remove the key.", "«reason»: \" \""),
        .request("DP1205", "'reason' has no value", "Write one.", "«reason»: null"),
        .request("DP1205", "'ticket' has no value", "Write one, or remove the key.", "«ticket»: ~"),
        .request("DP1205", "'access' has no value", "Write one, or remove the key.", "«access»: []"),
        .request(
            "DP1206", "'title' has 201 characters, more than 200", "Shorten it.", "title: «\(String(repeating: "t", count: 201))»"),
        .request("DP1114", "a control character (U+0007)", "Delete it.", "title: «\"be\\all\"»"),
        .request("DP1207", "'reason' has a character that doesn't show (U+200B)", "Delete it.", "reason: «\"a\\u200bb\"»"),
        .request("DP1207", "'title' has more than one line", "Write it on one line.", "title: «\"two\\nlines\"»"),
        .request("DP1210", "'prod' stands twice in 'access'", "Remove one of them.", "access: [prod, «prod»]"),
        .request("DP1211", "'tomorrow 2am' is not a time", timeAdvice, "end: «tomorrow 2am»", without: ["duration"]),
        .request("DP1211", "'2026-11-22' is not a time", timeAdvice, "start: «2026-11-22»"),
        .request("DP1211", "'2026-11-31 10:00' is not a time", timeAdvice, "start: «2026-11-31 10:00»"),
        .request("DP1211", "'2026-11-22T10:00:00' is not a time", timeAdvice, "start: «2026-11-22T10:00:00»"),
        .request("DP1212", "'4 hours' is not a duration", spanAdvice, "duration: «4 hours»"),
        .request("DP1212", "'-4h' is not a duration", spanAdvice, "duration: «-4h»"),
        .request("DP1212", "'30m1h' is not a duration", spanAdvice, "duration: «30m1h»"),
        .request("DP1212", "'P1Y' is not a duration", spanAdvice, "duration: «P1Y»"),
        .request("DP1212", "'1000000000h' is not a duration", spanAdvice, "duration: «1000000000h»"),
        .request("DP1213", "'member 01' is not an IAM user name", userAdvice, "user: «member 01»"),
        .request("DP1213", "'\u{43C}ember01' is not an IAM user name", userAdvice, "user: «\u{43C}ember01»"),
        .request("DP1213", "'prod@a@b' is not an entitlement", referenceAdvice, "access: [«prod@a@b»]"),
        .request("DP1213", "'../prod' is not an entitlement", referenceAdvice, "access: [«../prod»]"),
        .request("DP1213", "'x@y@z' is not a mail address", "Write it as name@example.com.", "notify: [«x@y@z»]").also("DP1224"),
        .request(
            "DP1214", "'2026-03-29 02:30' doesn't exist in Europe/Berlin: a clock change skips it",
            "Write 2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00.", "start: «2026-03-29 02:30»"),
        .request(
            "DP1215", "'2026-10-25 02:30' comes twice in Europe/Berlin: a clock change repeats it",
            "Write 2026-10-25T02:30:00+02:00 for the first time or 2026-10-25T02:30:00+01:00 for the second.", "start: «2026-10-25 02:30»"),
        .request(
            "DP1216", "'access' has 21 entries, more than 20", "Split it.",
            "«access»: [\((0...20).map { "p\($0)" }.joined(separator: ", "))]"),
        .request("DP1217", "'yes' is not one of true, false", "Write one of them.", "emergency: «yes»"),
        .request("DP1219", "'end' and 'duration' exclude each other", "Keep one of them.", "end: 2026-11-22 10:00\n«duration»: 4h"),
        .request(
            "DP1220", "one of 'end', 'duration' is missing", "Add end: 2026-11-23T02:00:00+09:00 or duration: 4h.", "«»version: 1",
            without: ["duration"]),
        .request("DP1221", "'0h' is no time at all", "Write one longer than zero, like 4h.", "duration: «0h»"),
        .request("DP1221", "'3661d' is longer than ten years", "Write a shorter one.", "duration: «3661d»"),
        .request(
            "DP1223", "the end (2026-11-22T21:00:00+01:00) is not after the start (2026-11-22T21:00:00+01:00)", "Write a later end.",
            "start: 2026-11-22 21:00\nend: «2026-11-22T20:00:00Z»", without: ["duration"]),
        .request("DP1224", "'notify' is checked, but nobody is notified yet", nil, "«notify»: [a@example.com]", .note),
        .request(
            "DP1230", "'prod' is asked for in all of its accounts and in one of them",
            "Keep prod for all of them, or list those that are needed.", "access: [prod, «prod@jump»]"),
        .request(
            "DP1231", "the window is longer than ten years", "Write an earlier end.",
            "start: 2026-11-22 21:00\nend: «2099-11-22 21:00»", without: ["duration"]),

        .judged("DP2004", "no entitlement 'prd' — did you mean 'prod'?", nil, "access: [«prd»]"),
        .judged(
            "DP2004", "no entitlement 'training'", "Write the name of a file below policies/access/, like prod.", "access: [«training»]"),
        .judged(
            "DP2005", "'prod' is not given in the account 'test'", "Write prod@jump, or prod for all of its accounts.",
            "access: [«prod@test»]"),
        .judged(
            "DP2007", "13h is longer than 'prod' allows (12h)", "Ask for at most 12h, and again when more is needed.", "duration: «13h»",
            policy: "limits: { duration: 12h }"),
        .judged(
            "DP2007", "1d1h is longer than 'prod' allows (12h)", "Ask for at most 12h, and again when more is needed.",
            "start: 2026-11-22 21:00\nend: «2026-11-23 22:00»", policy: "limits: { duration: 12h }"),
        .demanded(
            "DP2018", "'prod' requires a ticket", "Add ticket: and one that matches CHG-[0-9]+.",
            "access: [«prod»]\nplan: a\nrollback: b"),
        .demanded(
            "DP2019", "the ticket 'CHG-1, CHG-2' is not what 'prod' requires: CHG-[0-9]+",
            "Correct the ticket; the whole of it is compared.",
            "ticket: «CHG-1, CHG-2»\nplan: a\nrollback: b"),
        .demanded(
            "DP2020", "'prod' requires a plan", "Add plan: and what will be done.", "access: [«prod»]\nticket: CHG-1\nrollback: b"),
        .demanded(
            "DP2021", "'prod' requires a way back", "Add rollback: and how to get back.", "access: [«prod»]\nticket: CHG-1\nplan: a"),
        .demanded(
            "DP2016", "it starts more than 14d after it was first looked at, and 'prod' allows no more",
            "Ask again at most 14d before the start: the file has to change then.",
            "start: «2026-11-15T00:00:01Z»\nticket: CHG-1\nplan: a\nrollback: b"),
        .judged(
            "DP2022",
            "nothing of 'prod' in jump starts or is extended before the freeze window 'closing' closes at 2026-11-02T07:00:00Z: the year's end",
            "It is granted by itself then, if its window is still open.", "access: [«prod»]", .warning
        ).with(
            "policies/calendar.yaml",
            "version: 1\nwindows: [{ name: closing, reason: the year's end, start: 2026-10-30 18:00, end: 2026-11-02 08:00 }]\n"),
        .judged(
            "DP2023", "'prod' has no way for emergencies", "Remove emergency: true and ask as usual.", "«emergency»: true"),
        .judged(
            "DP2007", "3h is longer than 'prod' allows (2h)", "Ask for at most 2h, and again when more is needed.",
            "duration: «3h»\nemergency: true",
            policy: "emergency: { rules: [{ from: leads, count: 1 }], duration: 2h, review: 3d }\nrequire: { plan: true }"),
        .judged(
            "DP2006", "stranger may not ask for 'prod' in jump", "Who may is said in policies/access/prod.yaml under 'eligible'.",
            "user: stranger\naccess: [«prod»]"),
        .judged(
            "DP2006", "membr01 may not ask for 'prod' in jump — did you mean 'member01'?",
            "Who may is said in policies/access/prod.yaml under 'eligible'.", "user: membr01\naccess: [«prod»]"),
        .judged(
            "DP2006", "lead01 may not ask for 'prod' in jump", "Who may is said in policies/access/prod.yaml under 'eligible'.",
            "user: lead01\naccess: [«prod»]", policy: "eligible: { users: [lead1] }"),
        .judged(
            "DP2011", "boss is a standing member of 'prod' and is never granted it", "Remove this request; that membership has no end.",
            "user: boss\naccess: [«prod»]", policy: "standing: [boss]"),
        .judged(
            "DP2014", "whether other may ask for 'prod' in jump is up to groups and tags there", nil, "user: other\naccess: [«prod»]",
            policy: "eligible: { groups: [Developers] }", .note),
        elevenGroups,
    ]

    /// More groups at once than IAM allows a user; the entitlements in another account don't count with them.
    private static var elevenGroups: Self {
        let names = (1...11).map { "e\($0)" }
        var files = Base.policies("policies/access/elsewhere.yaml", Base.with("account: test\ngroup: G", in: Base.entitlement))
        for name in names { files["policies/access/\(name).yaml"] = Base.with("group: G\(name)", in: Base.entitlement) }
        files["requests/a.yaml"] = Base.with("access: [elsewhere, \(names.joined(separator: ", "))]", in: Base.request)
        files["requests/ten.yaml"] = Base.with("access: [elsewhere, \(names.dropLast().joined(separator: ", "))]", in: Base.request)
        var example = Self(
            "DP2040", "11 groups of jump are asked for, and IAM allows a user 10", "Ask for fewer at once.", files: files)
        example.wholeFile = "requests/a.yaml"
        return example
    }

    /// A request under policies of which the entitlement has lines of its own.
    private static func judged(
        _ code: String, _ message: String, _ advice: String?, _ own: String, policy: String = "", _ severity: Diagnostic.Severity = .error
    ) -> Self {
        var files = Base.policies("policies/access/prod.yaml", Base.with(policy, in: Base.entitlement))
        files["requests/a.yaml"] = Base.with(own, in: Base.request, without: own.contains("end:") ? ["duration"] : [])
        return Self(code, message, advice, severity, files: files)
    }

    /// Of an entitlement that requires all there is to require.
    private static func demanded(_ code: String, _ message: String, _ advice: String?, _ own: String) -> Self {
        judged(
            code, message, advice, own,
            policy: "limits: { duration: 12h, ahead: 14d }\nrequire: { ticket: 'CHG-[0-9]+', plan: true, rollback: true }")
    }
}
