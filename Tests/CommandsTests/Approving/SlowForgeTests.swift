import Foundation
import TestSupport
import Testing

/// A forge that is silent, slow, or closes the connection, with the built command: what has to be proven waits with its reason,
/// what is due goes, and the next run that gets an answer grants.
@Suite struct SlowForgeTests {
    typealias Forge = ReviewedSite.Forge
    private static let text = Site.request(end: "2026-11-23 02:00")
    /// Longer than any test may take: whoever waits for it has waited too long.
    private static let forever = 600

    /// member02 has access until 22:30 (by a review), and member01's request is merged and not proven yet.
    private func place(_ forge: Forge, seconds: String = "1") async throws -> ReviewedSite {
        var place = try await ReviewedSite.made(forge)
        try await place.merge(6, Site.request(user: "member02", end: "2026-11-22 22:30"), to: "requests/early.yaml")
        let granted = try await place.run()
        #expect(try place.isGranted("member02"), "\(forge): \(granted.errors)")
        try await place.merge(7, Self.text)
        place.site.environment["DAYPASS_FORGE_TIMEOUT"] = seconds
        return place
    }

    /// It waits, what is due goes, and soon it is granted.
    private func expectPendingThenGranted(_ place: ReviewedSite, saying words: String...) async throws {
        let began = ContinuousClock.now
        try await place.expectPending("2026-11-22T22:40:00+09:00", saying: words[0])
        #expect(ContinuousClock.now - began < .seconds(Self.forever / 2), "\(place.forge)")
        #expect(try !place.isGranted("member02"), "\(place.forge): what is due goes all the same")
        let denied = try #require(try await place.site.records("denied").last)
        for word in words { #expect(denied.contains(word), "\(place.forge): \(denied)") }
        // Before its pause is over nobody is asked, and it is said again; for those who are strict that is no success.
        let strict = try await place.site.daypass("reconcile", "--strict", now: "2026-11-22T22:40:20+09:00")
        #expect(strict.code == 1 && strict.errors.contains("[DP2103]"), "\(place.forge): \(strict.errors)")
        try place.publish()
        let up = try await place.run("2026-11-22T22:41:30+09:00")
        #expect(up.code == 0, "\(place.forge): \(up.errors)")
        #expect(try place.isGranted(), "\(place.forge): \(up.errors)")
    }

    @Test("it takes the connection and never answers", arguments: Forge.allCases)
    func silent(forge: Forge) async throws {
        let place = try await place(forge)
        try place.plan([["hang": Self.forever]])
        try await expectPendingThenGranted(place, saying: "couldn't be asked (not done within 1.0 seconds)")
    }

    @Test("it closes the connection in the middle of an answer", arguments: Forge.allCases)
    func closed(forge: Forge) async throws {
        let place = try await place(forge, seconds: "20")
        try place.plan([["cut": 20]])
        try await expectPendingThenGranted(place, saying: "couldn't be asked (")
        let denied = try #require(try await place.site.records("denied").last)
        #expect(!denied.contains("not done within"), "\(forge): \(denied)")
    }

    @Test("each of its answers is in time, and all of them together aren't: there is an end to that", arguments: Forge.allCases)
    func slow(forge: Forge) async throws {
        var place = try await place(forge, seconds: "3")
        // GitLab and Gitea are asked often about one pull request, GitHub by a page of each one's branch, four at a time.
        if forge == .github {
            for number in 10..<30 { try await place.merge(number, Self.text, to: "requests/more-\(number).yaml") }
        }
        try place.plan([], also: ["every": [["hang": 2.2]]])
        try await expectPendingThenGranted(
            place, saying: "the 12 seconds that there are for all of a run's questions are over", "DAYPASS_FORGE_TIMEOUT makes it more")
    }

    @Test("a forge that never answers a question about policies leaves those from before in force", arguments: Forge.allCases)
    func policies(forge: Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        place.site.environment["DAYPASS_FORGE_TIMEOUT"] = "1"
        let path = "policies/access/prod-member-work.yaml"
        let loose = try place.site.read(path).replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]")
        try await place.merge(7, loose, to: path, reviewer: .security)
        try await place.merge(8, Site.request(user: "bystander", end: "2026-11-23 02:00"))
        try place.plan([["hang": Self.forever]])
        let ended = try await place.run()
        #expect(ended.errors.contains("can't be told yet") && ended.errors.contains("couldn't be asked"), "\(forge): \(ended.errors)")
        #expect(try !place.isGranted("bystander"))
        // What was looked at before the change was in force stays under the policies from before it.
        try await place.merge(9, Site.request(user: "bystander", end: "2026-11-23 03:00"), to: "requests/anew.yaml")
        let up = try await place.run("2026-11-22T22:10:00+09:00")
        #expect(!up.errors.contains("[DP2106]"), "\(forge): \(up.errors)")
        #expect(try place.isGranted("bystander"), "\(forge): \(up.errors)")
    }

    @Test("how long it is waited for is a number of seconds", arguments: ["0", "61", "-1", "soon", "1.5"])
    func noNumber(text: String) async throws {
        var site = try await Site.sample()
        site.environment["DAYPASS_FORGE_TIMEOUT"] = text
        let ended = try await site.daypass("plan", now: ApprovedSite.evening)
        #expect(ended.code == 64, "\(ended.errors)")
        #expect(
            ended.errors.contains("DAYPASS_FORGE_TIMEOUT: '\(text)' is not a number of seconds")
                && ended.errors.contains("Give 1 to 60; without it, it is 30."), "\(ended.errors)")
    }
}
