import Foundation
import TestSupport
import Testing

/// Attacks by what a proposal doesn't show: a content that is on its branch and in no difference that anybody reviews. In each the forge
/// tells nothing but the truth, and the approval is given for something else.
@Suite struct MergeAttackTests {
    typealias Forge = ReviewedSite.Forge
    private static let text = Site.request(end: "2026-11-23 02:00")
    private static let shown = "notes.txt"
    private static let later = "2026-11-22T12:10:00Z"

    /// A request that was pushed past everybody lies on the branch, and waits.
    private func place(_ forge: Forge) async throws -> ReviewedSite {
        let place = try await ReviewedSite.made(forge)
        try place.site.write(Self.text, to: ReviewedSite.request)
        try await place.site.commit("past the protection")
        #expect(try await place.run().errors.contains("[DP2103]"))
        return place
    }

    /// A proposal of something harmless, which lead01 approves.
    private func harmless(_ change: (inout Proposal) -> Void) -> Proposal {
        var proposal = Proposal(number: 7, path: Self.shown, pushes: [.init(text: "Mind the gap.\n")])
        change(&proposal)
        return proposal
    }

    /// Asked for in a file of its own, in the same way, it is granted.
    private func expectHonest(_ place: ReviewedSite, _ way: Proposal.Way = .mergeCommit) async throws {
        var place = place
        try await place.merge(Proposal(number: 70, path: "requests/anew.yaml", pushes: [.init(text: Self.text)], way: way))
        let ended = try await place.run()
        #expect(try place.isGranted(), "\(place.forge): \(ended.errors)")
    }

    @Test("a proposal that only lets a file be run: its content came with another step", arguments: Forge.allCases, [true, false])
    func otherMode(forge: Forge, isSeen: Bool) async throws {
        var place = try await isSeen ? place(forge) : ReviewedSite.made(forge)
        if !isSeen {
            try place.site.write(Self.text, to: ReviewedSite.request)
            try await place.site.commit("past the protection")
        }
        try await place.merge(
            harmless {
                $0.pushes[0].also = { site in
                    try FileManager.default.setAttributes(
                        [.posixPermissions: 0o755], ofItemAtPath: site.repository + "/" + ReviewedSite.request)
                }
            })
        #expect(try await Shell.git("ls-tree", "HEAD", ReviewedSite.request, in: place.site.repository).hasPrefix("100755 "))
        let ended = try await place.run("2026-11-22T22:10:00+09:00")
        #expect(try !place.isGranted() && ended.errors.contains("[DP2103]"), "\(forge): \(ended.errors)")
        try await expectHonest(place)
    }

    @Test("a merge made by hand that brings back what its branch had from before it parted", arguments: Forge.allCases)
    func mergedByHand(forge: Forge) async throws {
        var place = try await place(forge)
        try await place.merge(
            harmless {
                $0.meanwhile = { site in
                    try site.remove(ReviewedSite.request)
                    try await site.commit("not needed any more")
                }
                $0.byHand = { site in try site.write(Self.text, to: ReviewedSite.request) }
            })
        try await place.expectDenied(
            saying: "requests/deploy.yaml as it was merged stood already where the branch of pull request #7 parted")
        try await expectHonest(place)
    }

    @Test("an end that was moved up, moved back by a merge made by hand")
    func extendedByHand() async throws {
        var place = try await ReviewedSite.made()
        try await place.merge(5, Self.text)
        try await place.expectGranted()
        let seen = place
        try await place.merge(
            harmless {
                $0.meanwhile = { site in
                    try site.write(Site.request(end: "2026-11-22 23:00"), to: ReviewedSite.request)
                    try await site.commit("until eleven")
                    #expect(try await seen.run().code == 0)
                }
                $0.byHand = { site in try site.write(Self.text, to: ReviewedSite.request) }
            })
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2101]") && ended.errors.contains("stood already where"), "\(ended.errors)")
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:00:00Z")
        // Moved back in a proposal that shows it, and approved there.
        try await place.merge(8, Site.request(end: "2026-11-23 02:00", more: "ticket: CHG-2\n"))
        _ = try await place.run()
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")
    }

    @Test("policies that were taken back, brought back by a merge made by hand", arguments: Forge.allCases)
    func policiesByHand(forge: Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        let path = "policies/access/prod-member-work.yaml"
        let work = try place.site.read(path)
        let loose = work.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]")
        try place.site.write(loose, to: path)
        try await place.site.commit("past the protection")
        try await place.merge(
            harmless {
                $0.reviews = [.init(by: .security)]
                $0.meanwhile = { site in
                    try site.write(work, to: path)
                    try await site.commit("as it was")
                }
                $0.byHand = { site in try site.write(loose, to: path) }
            })
        try await place.merge(8, Site.request(user: "bystander", end: "2026-11-23 02:00"))
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]") && ended.errors.contains("policies as it was merged stood already"), "\(ended.errors)")
        #expect(try place.site.user("bystander").groups == ["Developers"], "\(ended.errors)")
        // Taken back, and proposed so that the owner sees it.
        try await place.loosen(path, to: loose, insteadOf: work)
        let honest = try await place.run()
        #expect(try place.isGranted("bystander"), "\(honest.errors)")
    }

    @Test("a fast-forward of several commits, one of which takes away what the next brings back", arguments: Forge.allCases)
    func takenAwayAndBack(forge: Forge) async throws {
        var place = try await place(forge)
        try await place.merge(
            harmless {
                $0.way = .fastForward
                $0.pushes[0].also = { site in try site.remove(ReviewedSite.request) }
                $0.pushes.append(
                    .init(text: "Mind the gaps.\n", at: Self.later, also: { site in try site.write(Self.text, to: ReviewedSite.request) }))
            })
        try await place.expectDenied(saying: "pull request #7 came as several commits of a fast-forward")
        try await expectHonest(place, .fastForward)
    }
}
