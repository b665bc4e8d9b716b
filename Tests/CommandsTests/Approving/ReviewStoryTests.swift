import Foundation
import TestSupport
import Testing

/// Reviews at GitHub as evidence, with the built command: real merges, and a GitHub that is asked over HTTP.
@Suite struct ReviewStoryTests {
    private static let text = Site.request(end: "2026-11-23 02:00")

    @Test("reviewed, merged, granted; and nobody is asked again", arguments: [ReviewedSite.Way.mergeCommit, .squash])
    fileprivate func honest(way: ReviewedSite.Way) async throws {
        var place = try await ReviewedSite.made()
        try await place.merge(7, Self.text, by: way)
        let ended = try await place.run()
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try place.isGranted())
        #expect(try place.calls() == ["FindPullRequests", "activity", "JudgePullRequests"])
        let record = try #require(try await place.site.records("accepted").first)
        #expect(record.contains("\"person\":\"lead01\"") && record.contains("\"pullRequest\":7"), "\(record)")
        // The tip is as it was: a scheduled run makes no call at all.
        try place.publish()
        #expect(try await place.run("2026-11-22T22:15:00+09:00").code == 0)
        #expect(try place.calls().isEmpty)
        #expect(try place.isGranted())
        // The token stands nowhere in what was committed.
        for branch in ["audit", "main"] {
            let all = try await Shell.git("log", "-p", branch, in: place.site.repository)
            #expect(!all.contains(ReviewedSite.token))
        }
    }

    @Test("merged without a review, or by a review after the merge: denied, and not asked again")
    func notReviewed() async throws {
        var place = try await ReviewedSite.made()
        try await place.merge(7, Self.text, reviewer: nil)
        try await place.merge(8, Self.text, to: "requests/late.yaml", reviewedAt: "2026-11-22T12:55:00Z")
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("[DP2101]"), "\(ended.errors)")
        #expect(try !place.isGranted())
        try place.publish()
        #expect(try await place.run().errors.contains("[DP2101]"))
        #expect(try place.calls().isEmpty)
    }

    @Test("approve, then push: what was merged isn't what was approved")
    func approveThenPush() async throws {
        var place = try await ReviewedSite.made()
        try await place.merge(7, Self.text, afterReview: Site.request(end: "2026-11-23 09:00"))
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("[DP2101]") && ended.errors.contains("lead01"), "\(ended.errors)")
        #expect(try !place.isGranted())
    }

    @Test("pushed to the branch without a pull request: it waits for the index, and is never granted")
    func directPush() async throws {
        let place = try await ReviewedSite.made()
        try place.publish()
        try place.site.write(Self.text, to: ReviewedSite.request)
        try await place.site.commit("past the protection")
        let ended = try await place.run()
        #expect(!ended.errors.contains("granted") && ended.errors.contains("[DP2"), "\(ended.errors)")
        #expect(try !place.isGranted())
    }

    @Test("a forge that is down, lies, or can't be asked: pending with its reason, tried again later, and granted then")
    func pending() async throws {
        var place = try await ReviewedSite.made()
        try await place.merge(7, Self.text)
        let closed = try await place.run(environment: ["GITHUB_TOKEN": ""])
        #expect(closed.errors.contains("[DP2103]") && closed.errors.contains("GITHUB_TOKEN"), "\(closed.errors)")
        try place.plan([["status": 502, "text": "<html>Bad Gateway</html>"], ["status": 502, "text": "<html>Bad Gateway</html>"]])
        let early = try await place.run("2026-11-22T22:00:30+09:00")
        #expect(try early.errors.contains("[DP2103]") && place.calls().isEmpty, "not before its pause is over: \(early.errors)")
        #expect(early.errors.contains("GITHUB_TOKEN"), "why it couldn't be told is said in every run: \(early.errors)")
        let down = try await place.run("2026-11-22T22:01:00+09:00")
        #expect(down.errors.contains("[DP2103]"), "\(down.errors)")
        #expect(try !place.isGranted())
        try place.plan([["text": "{\"data\": {\"repository\""]])
        let cut = try await place.run("2026-11-22T22:10:00+09:00")
        #expect(cut.errors.contains("[DP2103]"), "\(cut.errors)")
        let up = try await place.run("2026-11-22T23:00:00+09:00")
        #expect(try place.isGranted(), "\(up.errors)")
        // What is granted ends whatever the forge does.
        try place.plan([["status": 500, "text": ""]])
        _ = try await place.run("2026-11-23T02:00:00+09:00", environment: ["GITHUB_TOKEN": ""])
        #expect(try !place.isGranted())
    }

    @Test("policies loosened in a pull request that nobody of the owners approved")
    func policies() async throws {
        var place = try await ReviewedSite.made()
        let work = try place.site.read("policies/access/prod-member-work.yaml")
        let loose = work.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]")
        try await place.merge(7, loose, to: "policies/access/prod-member-work.yaml")
        try await place.merge(8, Site.request(user: "bystander", end: "2026-11-23 02:00"))
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]") && ended.errors.contains("security01"), "\(ended.errors)")
        #expect(try place.site.user("bystander").groups == ["Developers"])
        try place.publish()
        _ = try await place.run()
        #expect(try place.calls().isEmpty, "what is sure is remembered")
        // Approved by the owner it is in force for what comes after.
        try await place.merge(9, work, to: "policies/access/prod-member-work.yaml")
        try await place.merge(
            10, loose, to: "policies/access/prod-member-work.yaml", reviewer: .security)
        try await place.merge(11, Site.request(user: "bystander", end: "2026-11-23 03:00"), to: "requests/again.yaml")
        let approved = try await place.run()
        #expect(try place.site.user("bystander").groups.contains("ProdMemberWorkGroup"), "\(approved.errors)")
    }
}
