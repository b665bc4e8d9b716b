import TestSupport
import Testing

extension Site {
    /// A site with a ledger, and requests of these users until two, which are granted at ten in the evening.
    static func granting(_ users: [String] = ["member01"]) async throws -> Site {
        let evening = "2026-11-22T22:00:00+09:00"
        let site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: evening).code == 0)
        for user in users { try site.write(Site.request(user: user, end: "2026-11-23 02:00"), to: "requests/\(user).yaml") }
        try await site.commit("requests")
        if !users.isEmpty {
            let run = try await site.daypass("reconcile", now: evening)
            #expect(run.code == 0, "\(run.errors)")
        }
        return site
    }
}
