import Foundation
import TestSupport
import Testing

/// Tags that an older tool wrote, by the built command.
struct OlderTagsTests {
    /// The sample site with a member whom an older tool let in until eleven in the evening, Tokyo's time.
    private func site() async throws -> Site {
        let site = try await Site.sample()
        let path = "policies/settings.yaml"
        try site.write(
            try site.read(path).replacing("leases: { prefix: \"\" }", with: "leases: { also-read: [\"YYYY-MM-DD HH:mm\"] }"), to: path)
        try await site.commit("also read older tags")
        var file = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: site.directory))) as? [String: Any])
        var users = try #require(file["users"] as? [String: [String: Any]])
        users["member01"]?["groups"] = ["Developers", "ProdReadOnlyGroup"]
        users["member01"]?["tags"] = ["ProdReadOnlyGroup": "2026-11-22 23:00"]
        file["users"] = users
        try JSONSerialization.data(withJSONObject: file).write(to: URL(fileURLWithPath: site.directory))
        #expect(try await site.daypass("audit", "init", now: "2026-11-22T22:00:00+09:00").code == 0)
        let run = try await site.daypass("reconcile", now: "2026-11-22T22:00:00+09:00")
        #expect(run.errors.contains("2026-11-22T14:00:00Z") && !run.errors.contains("DP3008"), "\(run.errors)")
        #expect(try site.user("member01").groups.contains("ProdReadOnlyGroup"))
        return site
    }

    @Test("a run removes the member at the end that the tag states")
    func reconcile() async throws {
        let site = try await site()
        try await site.daypass("reconcile", now: "2026-11-22T22:59:59+09:00")
        #expect(try site.user("member01").groups.contains("ProdReadOnlyGroup"))
        try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(try site.user("member01").groups == ["Developers"])
        #expect(try site.user("member01").tags["ProdReadOnlyGroup"] == nil)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("expire does too, knowing the format and the zone from the ledger's state alone")
    func expire() async throws {
        var site = try await site()
        site.environment["DAYPASS_REPOSITORY"] = site.folder("gone")
        try await site.daypass("expire", now: "2026-11-22T23:00:00+09:00")
        #expect(try site.user("member01").groups == ["Developers"])
    }
}
