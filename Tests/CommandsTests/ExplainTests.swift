import Foundation
import TestSupport
import Testing

/// `daypass explain`, on sites as people have them.
struct ExplainTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-11-22T23:00:00+09:00"
    private static let path = "requests/2026/11/deploy.yaml"

    private static func site() async throws -> Site {
        let site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: evening).code == 0)
        return site
    }

    private func json(_ site: Site, _ request: String, now: String = evening) async throws -> [String: Any] {
        let run = try await site.daypass("explain", request, "--format", "json", now: now)
        #expect(run.code == 0, "\(run.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test("A request's life: in the work tree, on the branch, in force, ended")
    func life() async throws {
        let site = try await Self.site()
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        let draft = try await site.daypass("explain", "deploy", now: Self.evening)
        #expect(draft.code == 0, "\(draft.errors)")
        #expect(draft.output.hasPrefix("requests/2026/11/deploy: not on record\n"), "\(draft.output)")
        #expect(
            draft.output.contains("In the work tree, not on the source branch")
                && draft.output.contains("needs 1 of leads: lead01 or lead02."))
        try await site.commit("a request")
        let merged = try await site.daypass("explain", Self.path, now: Self.evening)
        #expect(merged.output.hasPrefix("requests/2026/11/deploy: no run has judged it yet\n"), "\(merged.output)")
        #expect(merged.output.contains("2026, 22 Nov 22:00 +09:00") || merged.output.contains(", 22 Nov 22:00 +09:00\n"), "local times")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        let active = try await site.daypass("explain", "2026/11/deploy", now: Self.evening)
        for line in [
            "requests/2026/11/deploy: member01 has prod-member-work until 23 Nov 02:00\n", "\nAccepted 22 Nov 22:00 (content ",
            ": a single commit; whether it was squashed, fast-forwarded or pushed, git doesn't tell\n",
            "\n  + prod-member-work asks for 1 of leads; being merged counts for that (evidence: [merge]), nobody's word was looked at\n",
            "granted    Granted member01 ProdMemberWorkGroup until 2026-11-22T17:00:00Z.\n",
        ] { #expect(active.output.contains(line), "\(line)\n\(active.output)") }
        #expect(try await json(site, "deploy")["state"] as? String == "active")
        try site.remove(Self.path)
        try await site.commit("done")
        #expect(try await site.daypass("explain", "deploy", now: Self.evening).output.contains("Its file is gone from the source branch"))
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        let ended = try await json(site, "deploy", now: Self.later)
        #expect(ended["state"] as? String == "ended")
        #expect((ended["ended"] as? [String: String])?["because"] == "deleted")
        #expect((ended["file"] as? [String: String])?["state"] == "absent")
        #expect(
            (ended["history"] as? [[String: Any]])?.compactMap { $0["type"] as? String } == ["accepted", "granted", "ended", "revoked"])
    }

    @Test("What somebody takes away by hand is told of the request that gave it, and of no other")
    func inferred() async throws {
        let site = try await Self.site()
        try site.write(Site.request(end: "2026-11-22 22:30"), to: "requests/early.yaml")
        try await site.commit("early")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        #expect(try await site.daypass("reconcile", now: "2026-11-22T22:30:00+09:00").code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        try site.write(Site.request(user: "member02", end: "2026-11-23 02:00"), to: "requests/other.yaml")
        try await site.commit("two more")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T22:40:00+09:00").code == 0)
        let directory = try String(contentsOfFile: site.directory, encoding: .utf8)
        var world = try #require(try JSONSerialization.jsonObject(with: Data(directory.utf8)) as? [String: Any])
        var users = try #require(world["users"] as? [String: Any])
        var member = try #require(users["member01"] as? [String: Any])
        (member["groups"], member["tags"]) = (["Developers"], [String: String]())
        users["member01"] = member
        world["users"] = users
        try JSONSerialization.data(withJSONObject: world).write(to: URL(fileURLWithPath: site.directory))
        // Due, and not there any more: a run has nothing to take away.
        _ = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        let inferred = try await site.records("inferred")
        #expect(inferred.count == 1 && inferred[0].contains("\"finding\":\"membership-gone\""), "\(inferred)")
        let told = try await site.daypass("explain", "deploy", now: Self.later)
        #expect(
            told.output.contains("inferred   member01 is not in ProdMemberWorkGroup any more, and it wasn't us who removed them.\n"),
            "\(told.output)")
        func types(_ request: String) async throws -> [String] {
            (try await json(site, request, now: Self.later)["history"] as? [[String: Any]] ?? []).compactMap { $0["type"] as? String }
        }
        #expect(try await types("deploy") == ["accepted", "granted", "ended", "inferred"])
        #expect(try await types("early") == ["accepted", "granted", "ended", "revoked"])
        #expect(try await types("other") == ["accepted", "granted", "ended", "revoked"])
    }

    @Test("Every way to name a request, and what was meant by another")
    func names() async throws {
        let site = try await Self.site()
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        try site.write(Site.request(user: "member02", end: "2026-11-23 02:00"), to: "requests/2026/12/other.yaml")
        try site.write(Site.request(user: "member02", end: "2026-11-23 02:00"), to: "requests/2026/11/other.yaml")
        try await site.commit("requests")
        for name in [
            Self.path, "./" + Self.path, "2026/11/deploy", "11/deploy.yaml", "deploy", "requests/2026/11/deploy",
            "requests/2026/11/deploy.review.yaml", site.repository + "/" + Self.path, "../" + Self.path,
        ] {
            #expect(try await json(site, name)["request"] as? String == "2026/11/deploy", "\(name)")
        }
        let two = try await site.daypass("explain", "other", now: Self.evening)
        #expect(two.code == 1)
        #expect(
            two.errors == """
                error: 'other' can be requests/2026/11/other or requests/2026/12/other
                  Write the path of one.

                """)
        let misspelt = try await site.daypass("explain", "depoly", now: Self.evening)
        #expect(misspelt.code == 1 && misspelt.output.isEmpty)
        #expect(
            misspelt.errors == """
                error: there is no request 'depoly', neither on record nor on the source branch
                  Did you mean 'deploy'?

                """)
        let unknown = try await site.daypass("explain", "something-else", now: Self.evening)
        #expect(unknown.errors.hasSuffix("  Write its path, requests/….yaml; daypass status lists those in force.\n"))
    }

    @Test("Denied: why, and what to do; mistakes of a file that isn't judged stand on standard error")
    func denied() async throws {
        let site = try await Self.site()
        try site.write(Site.request(end: "2026-11-25 02:00"), to: Self.path)
        try await site.commit("too long")
        let unjudged = try await site.daypass("explain", "deploy", now: Self.evening)
        #expect(unjudged.code == 0)
        #expect(unjudged.errors.contains("[DP2007]"), "\(unjudged.errors)")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 1)
        let told = try await site.daypass("explain", "deploy", now: Self.evening)
        #expect(told.output.hasPrefix("requests/2026/11/deploy: denied, nothing of it is granted\n"), "\(told.output)")
        #expect(told.output.contains("allows (12h) [DP2007]\n  Ask for at most 12h, and again when more is needed.\n"), "\(told.output)")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        try await site.commit("shorter")
        let changed = try await json(site, "deploy")
        #expect((changed["file"] as? [String: String])?["state"] == "not-judged")
        #expect((changed["check"] as? [String: Any])?["mistakes"] as? Int == 0)
    }

    @Test("Where signatures are asked for it says who could give them")
    func signatures() async throws {
        let site = try await Site.sample()
        try site.write(
            try site.read("policies/settings.yaml").replacing("evidence: [merge]", with: "evidence: [signature]"),
            to: "policies/settings.yaml")
        let key = "keys: [{ key: \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\" }]"
        try site.write(
            try site.read("policies/people.yaml").replacing("    mail: lead01@", with: "    \(key)\n    mail: lead01@"),
            to: "policies/people.yaml")
        let root = try await site.commit("signatures")
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        try await site.commit("a request")
        try await site.daypass("reconcile", "--root", root, now: Self.evening)
        let told = try await site.daypass("explain", "deploy", "--root", root, now: Self.evening)
        #expect(told.output.hasPrefix("requests/2026/11/deploy: waits, nothing of it is granted yet\n"), "\(told.output)\(told.errors)")
        #expect(
            told.output.contains("\n  · prod-member-work needs 1 of leads: 1 is missing; who could: lead01, lead02\n"), "\(told.output)")
        #expect(told.output.contains("  One of them runs daypass approve \(Self.path) and merges the signature.\n"), "\(told.output)")
        let doctor = try await site.daypass("doctor", now: Self.evening)
        #expect(doctor.code == 1)
        for line in [
            "+ approval     what proves one: signature\n", "! approval     no root of trust is given",
            "~ approval     no keys of the ledger are pinned",
            "~ approval     of leads these can never approve anything, without a key that signs now: lead02\n",
            "! approval     'prod-leader-work' needs 1 of security, and nobody of them can ever approve; without a key that signs now: security01\n",
        ] { #expect(doctor.output.contains(line), "\(line)\n\(doctor.output)") }
        #expect(!doctor.output.contains("ledger       no root of trust"))
    }

    @Test("Without a ledger it says how to make one")
    func noLedger() async throws {
        let site = try await Site.sample()
        let run = try await site.daypass("explain", "deploy", now: Self.evening)
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(run.errors.contains("daypass audit init"), "\(run.errors)")
    }
}
