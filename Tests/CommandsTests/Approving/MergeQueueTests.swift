import Foundation
import TestSupport
import Testing

/// GitHub's merge queue, with the built command: it puts several pull requests onto the branch in one push, and each of them is
/// proven by itself.
@Suite struct MergeQueueTests {
    private static let merged = "2026-11-22T12:50:00Z"
    private static let people = [(user: "member01", number: 7), (user: "member02", number: 8), (user: "partner01", number: 9)]

    /// Three pull requests of one queue, of which only the one in the middle was reviewed.
    ///
    /// - Parameters:
    ///   - ways: how each comes onto the branch.
    ///   - isShownTogether: whether the forge names all of them for each commit.
    private func queued(_ ways: [Proposal.Way], reviewed: Int = 8, isShownTogether: Bool = false) async throws -> ReviewedSite {
        var place = try await ReviewedSite.made()
        for ((user, number), way) in zip(Self.people, ways) {
            var proposal = Proposal(number: number, path: path(number), pushes: [.init(text: text(user))], way: way, mergedAt: Self.merged)
            proposal.reviews = number == reviewed ? [.init()] : []
            proposal.queuedAt = "2026-11-22T12:45:00Z"
            if isShownTogether { proposal.shownBeside = Self.people.map(\.number).filter { $0 != number } }
            try await place.merge(proposal)
        }
        return place
    }

    private func path(_ number: Int) -> String { "requests/queued-\(number).yaml" }

    private func text(_ user: String) -> String { Site.request(user: user, end: "2026-11-23 02:00") }

    @Test(
        "three at once, one of them reviewed: that one alone is granted, by its own pull request",
        arguments: [
            [Proposal.Way.squash, .squash, .squash], [.mergeCommit, .mergeCommit, .mergeCommit], [.squash, .mergeCommit, .squash],
        ], [false, true])
    func oneIsReviewed(ways: [Proposal.Way], isShownTogether: Bool) async throws {
        var place = try await queued(ways, isShownTogether: isShownTogether)
        let ended = try await place.run()
        #expect(ended.code == 1, "\(ended.errors)")
        // A round of two queries, and a page for each branch.
        #expect(try place.calls() == ["FindPullRequests", "activity", "activity", "activity", "JudgePullRequests"])
        #expect(try !place.isGranted("member01") && place.isGranted("member02") && !place.isGranted("partner01"), "\(ended.errors)")
        for number in [7, 9] {
            let words = ended.errors.split(separator: "\n").filter { $0.contains(path(number)) && $0.contains("[DP2101]") }
            #expect(words.count == 1, "\(number): \(ended.errors)")
        }
        let accepted = try await place.site.records("accepted")
        let record = try #require(accepted.first)
        #expect(accepted.count == 1 && record.contains("\"pullRequest\":8") && record.contains("\"way\":\"queue\""), "\(record)")
        let denied = try await place.site.records("denied")
        #expect(denied.count == 2 && denied.allSatisfy { !$0.contains("lead01 approved") }, "\(denied)")
        // Reviewed by themselves, what the others ask for is granted.
        var anew = Proposal(number: 70, path: path(70), pushes: [.init(text: text("member01"))], way: ways[0], mergedAt: Self.merged)
        anew.queuedAt = "2026-11-22T12:45:00Z"
        try await place.merge(anew)
        _ = try await place.run()
        #expect(try place.isGranted("member01"))
    }

    @Test("an approval of the pull request before or behind it in the queue counts for no other", arguments: [7, 9])
    func theNeighboursApproval(reviewed: Int) async throws {
        let place = try await queued([.squash, .squash, .squash], reviewed: reviewed, isShownTogether: true)
        let ended = try await place.run()
        #expect(try !place.isGranted("member02"), "\(ended.errors)")
        for (user, number) in Self.people { #expect(try place.isGranted(user) == (number == reviewed), "\(user): \(ended.errors)") }
    }

    @Test("a queue that changes what was reviewed: refused like any other merge that does", arguments: [Proposal.Way.squash, .mergeCommit])
    func changedInTheQueue(way: Proposal.Way) async throws {
        var place = try await ReviewedSite.made()
        var proposal = Proposal(number: 7, pushes: [.init(text: text("member01"))], way: way, mergedAt: Self.merged)
        proposal.queuedAt = "2026-11-22T12:45:00Z"
        proposal.mergedText = Site.request(end: "2026-11-23 09:00")
        try await place.merge(proposal)
        try await place.expectDenied(saying: "requests/deploy.yaml as it was merged is not what stood at")
        (proposal.number, proposal.path, proposal.mergedText) = (8, "requests/anew.yaml", nil)
        try await place.merge(proposal)
        _ = try await place.run()
        #expect(try place.isGranted())
    }
}
