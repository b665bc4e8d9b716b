import Foundation
import TestSupport
import Testing

/// What `daypass doctor` says of approvals, by what settings trust.
struct EvidenceDoctorTests {
    private static let now = "2026-11-22T22:00:00+09:00"
    private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"

    private static func site(evidence: String) async throws -> (site: Site, root: String) {
        let site = try await Site.sample()
        try site.write(try site.read("policies/settings.yaml").replacing("evidence: [merge]", with: evidence), to: "policies/settings.yaml")
        let root = try await site.commit("what is trusted")
        #expect(try await site.daypass("audit", "init", now: now).code == 0)
        return (site, root)
    }

    private func approvals(_ run: Finished) -> [String] {
        run.output.split(separator: "\n").map(String.init).filter { $0.dropFirst(2).hasPrefix("approval") }
    }

    @Test("The merge alone: what that doesn't prove, and nothing of what it doesn't need")
    func merge() async throws {
        let (site, _) = try await Self.site(evidence: "evidence: [merge]")
        let found = approvals(try await site.daypass("doctor", now: Self.now))
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix("~ approval     being merged counts as approved (evidence: [merge]): it isn't proven that anybody")
                == true)
    }

    @Test("A forge's reviews: its token, and approvers without an account there")
    func forge() async throws {
        let forge = "evidence: [github]\n  forge: { kind: github, repository: example/access, token: { env: REVIEWS_TOKEN } }"
        let (site, root) = try await Self.site(evidence: forge)
        let unset = approvals(try await site.daypass("doctor", "--root", root, now: Self.now))
        #expect(unset.contains("+ approval     what proves one: github"), "\(unset)")
        #expect(unset.contains { $0.hasPrefix("! approval     REVIEWS_TOKEN, the forge's token, isn't set: ") }, "\(unset)")
        #expect(!unset.contains { $0.contains("root of trust") || $0.contains("can never approve") }, "\(unset)")
        let empty = approvals(try await site.daypass("doctor", "--root", root, now: Self.now, environment: ["REVIEWS_TOKEN": ""]))
        #expect(empty.contains { $0.hasPrefix("! approval     REVIEWS_TOKEN, the forge's token, is empty: ") }, "\(empty)")
        let people = try site.read("policies/people.yaml")
        try site.write(people.replacing("    github: { login: lead-one, id: 1004 }\n", with: ""), to: "policies/people.yaml")
        try await site.commit("one without an account")
        let secrets = [
            "REVIEWS_TOKEN": "ghp_secret", "DAYPASS_ROOT": root,
            "DAYPASS_LEDGER_KEYS": "\(Self.key)CM43hpgsLmeyUuu092TGbNX57oeH7dE6eNL+aVyyGQ0",
        ]
        let run = try await site.daypass("doctor", now: Self.now, environment: secrets)
        #expect(!run.output.contains("ghp_secret") && !run.errors.contains("ghp_secret"))
        let set = approvals(run)
        #expect(
            set == [
                "+ approval     what proves one: github",
                "~ approval     of leads these can never approve anything, without an account at github: lead01",
            ], "\(set)")
    }

    @Test("Keys that have ended or end soon, and whether there is another")
    func keys() async throws {
        let (site, root) = try await Self.site(evidence: "evidence: [signature]")
        let keys = [
            "CM43hpgsLmeyUuu092TGbNX57oeH7dE6eNL+aVyyGQ0", "F8SK+RiAj4wV/f/fJQqh70M2TkGvODzriHKqrPU785Y",
            "ALbc9+rI82pvHG7AWRfIHwD/1HBYWSUfTTdByjLpk8O",
        ].map { "\"\(Self.key)\($0)\"" }
        var people = try site.read("policies/people.yaml")
        people = people.replacing(
            "    mail: lead01@", with: "    keys: [{ key: \(keys[0]), until: 2026-12-01T00:00:00Z }]\n    mail: lead01@")
        people = people.replacing(
            "    mail: lead02@",
            with: "    keys: [{ key: \(keys[1]), until: 2026-11-01T00:00:00Z }, { key: \(keys[2]) }]\n    mail: lead02@")
        try site.write(people, to: "policies/people.yaml")
        try await site.commit("keys")
        let found = approvals(try await site.daypass("doctor", "--root", root, now: Self.now))
        #expect(
            found.contains("~ approval     the key of lead01 ends at 2026-12-01T00:00:00Z, in 8 days, and there is no other after it"),
            "\(found)")
        #expect(found.contains("~ approval     key 1 of lead02 ended at 2026-11-01T00:00:00Z"), "\(found)")
        #expect(
            found.contains(
                "! approval     'prod-leader-work' needs 1 of security, and nobody of them can ever approve; without a key that signs now: security01"
            ), "\(found)")
    }
}
