import Foundation
import TestSupport
import Testing

/// Requests or policies that are gone all at once, by the built command.
struct VanishedTests {
    private static let later = "2026-11-22T22:30:00+09:00"

    private func gone(_ paths: String...) async throws -> Site {
        let site = try await Site.granting(["member01", "partner01"])
        for path in paths { try site.remove(path) }
        try await site.commit("gone")
        return site
    }

    private func areIn(_ site: Site) throws -> Bool {
        try ["member01", "partner01"].allSatisfy { try site.user($0).groups.contains("ProdMemberWorkGroup") }
    }

    @Test("no request's file is left: nobody is removed before the end, and putting the files back makes it good")
    func requestsComeBack() async throws {
        let site = try await gone("requests")
        for time in [Self.later, "2026-11-22T22:40:00+09:00"] {
            let run = try await site.daypass("reconcile", now: time)
            #expect(run.code == 1)
            #expect(run.errors.contains("there is not one request left on the source branch, and 2 are in force [DP5007]"), "\(run.errors)")
            #expect(try areIn(site))
        }
        try await Shell.git("revert", "--no-edit", "HEAD", in: site.repository)
        let back = try await site.daypass("reconcile", now: "2026-11-22T22:50:00+09:00")
        #expect(back.code == 0, "\(back.errors)")
        #expect(try areIn(site))
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("what is due goes all the same")
    func due() async throws {
        let site = try await gone("requests")
        try await site.daypass("reconcile", now: Self.later)
        try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(try site.user("member01").groups == ["Developers"])
        #expect(try site.user("partner01").groups.contains("ProdMemberWorkGroup") == false)
    }

    @Test("if it is meant, a release lets them end")
    func released() async throws {
        let site = try await gone("requests")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(try await site.daypass("release", "0000", now: Self.later).code == 1)
        let release = try await site.daypass("release", try released(by: run), now: Self.later)
        #expect(release.code == 0 && release.errors.contains("released the ends of 2 requests"), "\(release.errors)")
        // The requests end; that so many lose access at once is held as ever, and released as ever.
        let ended = try await site.daypass("reconcile", now: "2026-11-22T22:40:00+09:00")
        #expect(ended.code == 1 && !ended.errors.contains("[DP5007]") && ended.errors.contains("[DP3011]"), "\(ended.errors)")
        #expect(try await site.daypass("release", try released(by: ended), now: "2026-11-22T22:40:00+09:00").code == 0)
        let next = try await site.daypass("reconcile", now: "2026-11-22T22:50:00+09:00")
        #expect(next.code == 0, "\(next.errors)")
        #expect(try site.user("member01").groups == ["Developers"])
        #expect(try site.user("partner01").groups.contains("ProdMemberWorkGroup") == false)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    /// The hash that a run's message asks for.
    private func released(by run: Finished) throws -> String {
        String(try #require(run.errors.components(separatedBy: "daypass release ").dropFirst().first).prefix { $0.isHexDigit })
    }

    @Test("policies/ is gone, or has no entitlement left: the policies accepted last stay in force")
    func policies() async throws {
        for path in ["policies", "policies/access"] {
            let site = try await gone(path)
            let run = try await site.daypass("reconcile", now: Self.later)
            #expect(run.code == 1)
            #expect(run.errors.contains(path == "policies" ? "[DP1002]" : "[DP1007]"), "\(run.errors)")
            #expect(try areIn(site))
            try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
            #expect(try site.user("member01").groups == ["Developers"], "what is due goes")
        }
    }
}
