import AccessCore

@testable import AccessRequests

private let ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDKGmszwu9cCnNG1OZi2DUL8bcCpb1jTsYGPgO9GPXJD"
private let shared = "Two people can't share one; correct either."

extension MistakeCase {
    private static func people(_ code: String, _ message: String, _ advice: String?, _ own: String, without: [String] = []) -> Self {
        var files = Base.policies("policies/people.yaml", Base.with(own, in: Base.people, without: without))
        files["policies/access/prod.yaml"] = nil
        return Self(code, message, advice, files: files)
    }

    static let people: [MistakeCase] = [
        people("DP1401", "version '0' is not known", "Write version: 1.", "version: «0»"),
        people(
            "DP1402", "the key 'people' is missing", "Add people: { member01: { mail: member01@example.com } }.", "«»version: 1",
            without: ["people", "teams"]),
        people(
            "DP1402", "the key 'id' is missing", "Add id: 1001.", "people: { lead01: { «github»: { login: one } }, lead02: {} }"),
        people(
            "DP1403", "unknown key 'gihub' — did you mean 'github'?", nil,
            "people: { lead01: { «gihub»: { login: one, id: 1 } }, lead02: {} }"),
        people(
            "DP1404", "'leads' is a text where a mapping belongs", "Write lines of 'key: value' under 'leads:', indented.",
            "teams: { leads: «lead01» }"),
        people("DP1405", "'lead01' has no value", "Write one, or remove the key.", "people:\n  lead02: {}\n  «lead01»:"),
        people("DP1410", "'lead01' stands twice in 'leads'", "Remove one of them.", "teams: { leads: [lead01, «lead01»] }"),
        people(
            "DP1411", "'2026-01-01' is not a time", "Write it as 2026-11-23 02:00 (Europe/Berlin) or 2026-11-23T02:00:00+01:00.",
            "people: { lead01: { keys: [{ key: \(ed25519), from: «2026-01-01» }] }, lead02: {} }"),
        people(
            "DP1413", "'-rf' is not a person's name",
            "It has 1 to 64 letters, digits and + = , . @ _ -, a letter or digit first.",
            "people: { lead01: {}, lead02: {}, «-rf»: {} }"),
        people(
            "DP1413", "'ssh-ed25519 AAAA' is not a public key in OpenSSH's form",
            "Copy the one line of the .pub file, like ssh-ed25519 AAAA… name.",
            "people: { lead01: { keys: [{ key: «ssh-ed25519 AAAA» }] }, lead02: {} }"),
        people(
            "DP1414", "'2026-03-29 02:30' doesn't exist in Europe/Berlin: a clock change skips it",
            "Write 2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00.",
            "people: { lead01: { keys: [{ key: \(ed25519), from: «2026-03-29 02:30» }] }, lead02: {} }"),
        people(
            "DP1415", "'2026-10-25 02:30' comes twice in Europe/Berlin: a clock change repeats it",
            "Write 2026-10-25T02:30:00+02:00 for the first time or 2026-10-25T02:30:00+01:00 for the second.",
            "people: { lead01: { keys: [{ key: \(ed25519), until: «2026-10-25 02:30» }] }, lead02: {} }"),
        people(
            "DP1416", "'keys' has 21 entries, more than 20", "Split it.",
            "people: { lead01: { «keys»: [\(Array(repeating: "{}", count: 21).joined(separator: ","))] }, lead02: {} }"),
        people(
            "DP1418", "'-5' is not a number from 1 to 9223372036854775807", "Write it in digits.",
            "people: { lead01: { github: { login: one, id: «-5» } }, lead02: {} }"),
        people("DP1422", "no person 'led01' in people.yaml — did you mean 'lead01'?", nil, "teams: { leads: [«led01»] }"),
        people(
            "DP1422", "no team 'ops' in people.yaml", "Write one of top, or add the team to people.yaml.",
            "teams: { top: { teams: [«ops»] } }"),
        people(
            "DP1422", "no account 'jmp' in settings.yaml — did you mean 'jump'?", nil,
            "people: { lead01: { iam: { «jmp»: lead.one } }, lead02: {} }"),
        people(
            "DP1423", "the end (2026-01-01T01:00:00+01:00) is not after the start (2027-01-01T01:00:00+01:00)", "Write a later end.",
            "people: { lead01: { keys: [{ key: \(ed25519), from: 2027-01-01T00:00:00Z, until: «2026-01-01T00:00:00Z» }] }, lead02: {} }"),
        people("DP1430", "the IAM user 'Lead01' is already 'lead01'", shared, "people: { lead01: {}, lead02: { iam: «Lead01» } }"),
        people(
            "DP1430", "the IAM user 'x' is already 'lead01'", shared,
            "people: { lead01: { iam: { jump: x, test: y } }, lead02: { iam: { test: x, jump: «x» } } }"),
        people(
            "DP1430", "the IAM user 'lead02' is already 'lead01'", shared, "people: { lead01: { iam: { test: lead02 } }, «lead02»: {} }"),
        people(
            "DP1431", "the github id 7 is already 'lead01'", shared,
            "people: { lead01: { github: { login: a, id: 7 } }, lead02: { github: { login: b, id: «7» } } }"),
        people(
            "DP1432", "the gitea login 'A' is already 'lead01'", shared,
            "people: { lead01: { gitea: { login: a, id: 7 } }, lead02: { gitea: { login: «A», id: 8 } } }"),
        people(
            "DP1433", "this key is already one of 'lead01'", shared,
            "people:\n  lead01: { keys: [{ key: \(ed25519) a }] }\n  lead02: { keys: [{ key: «\(ed25519) b» }] }"),
        people(
            "DP1434", "teams contain each other: 'leads', 'other'", "Remove one of these teams from the other.",
            "teams: { leads: { people: [lead01], teams: [other] }, other: { teams: [«leads»] } }"),
        people(
            "DP1434", "teams contain each other: 'leads'", "Remove one of these teams from the other.",
            "teams: { leads: { teams: [«leads»] } }"),
        people(
            "DP1435", "keys of the type 'ssh-dss' are not accepted",
            "Use one of ssh-ed25519, ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, ecdsa-sha2-nistp521, ssh-rsa, sk-ssh-ed25519@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com.",
            "people: { lead01: { keys: [{ key: «ssh-dss AAAAB3NzaC1kc3MAAA==» }] }, lead02: {} }"),
        people(
            "DP1436",
            "nothing can be verified by this key: the key is too weak: anybody can sign by it; make one with ssh-keygen -t ed25519",
            "Copy the .pub file's line anew, or take another key: ssh-keygen -t ed25519.",
            "people: { lead01: { keys: [{ key: «ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA» }] }, lead02: {} }"
        ),
        people(
            "DP1411", "'false' is not a time", "Write it as 2026-11-23 02:00 (Europe/Berlin) or 2026-11-23T02:00:00+01:00.",
            "people: { lead01: { keys: [{ key: \(ed25519), revoked: «false» }] }, lead02: {} }"),
    ]
}
