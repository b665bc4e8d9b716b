import Foundation
import TestSupport
import Testing

/// Many removals at once wait for a person's word; recorded ends never do.
struct ReleaseTests {
    private static let later = "2026-11-22T23:00:00+09:00"

    @Test("many early ends at once wait for a release of exactly that set")
    func release() async throws {
        let users = ["member01", "member02", "partner01"]
        let site = try await Site.granting(users)
        func hash() async throws -> String {
            let plan = try await site.daypass("plan", "--format", "json", now: Self.later)
            return String(try #require(plan.output.firstMatch(of: /"held-hash" : "([0-9a-f]+)"/), "\(plan.output)").1)
        }
        for user in users.dropLast() { try site.remove("requests/\(user).yaml") }
        try await site.commit("all done")
        let held = try await site.daypass("reconcile", now: Self.later)
        #expect(held.code == 1)
        let first = try await hash()
        #expect(held.errors.contains("daypass release \(first)"), "\(held.errors)")
        for user in users { #expect(try site.user(user).groups.contains("ProdMemberWorkGroup"), "\(user)") }

        // Another joins them: it is another set.
        try site.remove("requests/partner01.yaml")
        try await site.commit("partner too")
        #expect(try await site.daypass("reconcile", now: Self.later).code == 1)
        let second = try await hash()
        #expect(first != second)
        for stale in [first, "0000", ""] { #expect(try await site.daypass("release", stale, now: Self.later).code == 1, "\(stale)") }
        // What can't be put on record isn't said to be released.
        let lock = site.repository + "/.git/refs/heads/audit.lock"
        try FileManager.default.createDirectory(atPath: lock + "/x", withIntermediateDirectories: true)
        let refused = try await site.daypass("release", second, now: Self.later)
        #expect(refused.code == 1 && !refused.errors.contains("the next run carries them out"), "\(refused.errors)")
        try FileManager.default.removeItem(atPath: lock)
        // A machine that names nobody in its environment still knows whose process it is.
        let nobody = ["GITHUB_ACTOR": "", "GITLAB_USER_LOGIN": "", "SUDO_USER": "", "USER": "", "LOGNAME": ""]
        let released = try await site.daypass("release", second, now: Self.later, environment: nobody)
        #expect(released.code == 0, "\(released.errors)")
        #expect(released.errors.contains("released 3 removals in jump; the next run carries them out\n"), "\(released.errors)")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        for user in users { #expect(try !site.user(user).groups.contains("ProdMemberWorkGroup"), "\(user)") }
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        #expect(try await site.daypass("release", second, now: Self.later).code == 1, "it is done")
        let records = try await site.records("released")
        #expect(records.count == 1 && records[0].contains(#""by":"\#(NSUserName())""#), "\(records)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("what is held goes all the same when its end has passed")
    func heldUntilItsEnd() async throws {
        let users = ["member01", "member02", "partner01"]
        let site = try await Site.granting(users)
        for user in users { try site.remove("requests/\(user).yaml") }
        try await site.commit("all done")
        #expect(try await site.daypass("reconcile", now: Self.later).code == 1)
        let run = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(run.code == 0, "\(run.errors)")
        for user in users { #expect(try !site.user(user).groups.contains("ProdMemberWorkGroup"), "\(user)") }
    }
}
