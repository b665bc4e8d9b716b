import Foundation
import TestSupport
import Testing

/// What stands in the way of too much at once: IAM's quota of groups, and the limits on removals that aren't due.
struct QuotaTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    @Test("an eleventh group of a user isn't granted: check says so with a snapshot, a run without trying")
    func groups() async throws {
        let site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        let place = URL(fileURLWithPath: site.directory)
        var all = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: place)) as? [String: Any])
        var users = try #require(all["users"] as? [String: [String: Any]])
        let more = (0..<9).map { "Standing\($0)" }
        users["member01"]?["groups"] = ["Developers"] + more
        (all["users"], all["groups"]) = (users, try #require(all["groups"] as? [String]) + more)
        try JSONSerialization.data(withJSONObject: all).write(to: place)
        #expect(
            try await site.daypass("snapshot", site.repository, "--output", site.folder("iam.json")).code == 0)
        try await Shell.git("checkout", "-q", "-b", "mine", in: site.repository)
        let time = ISO8601DateFormatter().string(from: Date())
        try site.write(Site.request(end: "x").replacing("end: x", with: "duration: 1h"), to: "requests/a.yaml")
        try site.write(Site.request(user: "member02", end: "x").replacing("end: x", with: "duration: 1h"), to: "requests/b.yaml")
        let check = try await site.daypass("check", "--base", "main", "--snapshot", site.folder("iam.json"), site.repository, now: time)
        #expect(check.errors.contains("member01 would be in 11 groups in jump, and IAM allows 10 [DP2031]"), "\(check.errors)")
        #expect(!check.errors.contains("member02"), "\(check.errors)")
        try await site.commit("asked for")
        try await Shell.git("checkout", "-q", "main", in: site.repository)
        try await Shell.git("merge", "-q", "--ff-only", "mine", in: site.repository)
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 1 && run.errors.contains("10 groups"), "\(run.errors)")
        #expect(try !site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == nil, "nothing was tried")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"), "others go on")
    }

    @Test(
        "removals that aren't due wait above the absolute limit as above the fraction; a single one goes",
        arguments: [
            ("most: 1, fraction: 1", true), ("most: 10, fraction: 0.4", true), ("most: 2, fraction: 1", false),
        ])
    func removals(limits: String, wait: Bool) async throws {
        let site = try await Site.granting(["member01", "member02", "partner01"])
        let path = "policies/settings.yaml"
        try site.write(try site.read(path).replacing("most: 10, fraction: 0.2", with: limits), to: path)
        try await site.commit("limits")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        for user in ["member01", "member02"] { try site.remove("requests/\(user).yaml") }
        try await site.commit("done")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == (wait ? 1 : 0), "\(run.errors)")
        #expect(run.errors.contains("daypass release ") == wait, "\(run.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup") == wait)
        guard wait else { return }
        try site.write(Site.request(user: "member01", end: "2026-11-23 02:00"), to: "requests/member01-again.yaml")
        try await site.commit("one of them after all, by another name")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00").code == 0, "one alone goes")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try !site.user("member02").groups.contains("ProdMemberWorkGroup"))
    }
}
