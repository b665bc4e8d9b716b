import Foundation
import TestSupport
import Testing

/// What is remembered of a forge's answers: of which content, for how long, and who is believed.
@Suite struct ForgeMemoryTests {
    private static let text = Site.request(end: "2026-11-23 02:00")
    private static let policy = "policies/access/prod-member-work.yaml"
    /// More than one run asks.
    private static var down: [[String: Any]] { Array(repeating: ["status": 502, "text": ""], count: 10) }

    @Test("what was approved and couldn't be granted approves no other content of the file")
    func anotherContent() async throws {
        var place = try await ReviewedSite.made()
        try await place.merge(7, Site.request(end: "2026-11-25 02:00"))
        let long = try await place.run()
        #expect(long.errors.contains("[DP2007]") && !long.errors.contains("[DP2101]"), "\(long.errors)")
        try await place.merge(8, Self.text, reviewer: nil)
        for run in 1...2 {
            let ended = try await place.run()
            #expect(ended.errors.contains("[DP2101]"), "run \(run): \(ended.errors)")
            #expect(try !place.isGranted())
        }
    }

    @Test("a hundred new requests in one push take two queries and a page of the branch's activity")
    func aHundredAtOnce() async throws {
        var place = try await ReviewedSite.made()
        let more: @Sendable (Site) async throws -> Void = { site in
            for number in 1..<100 { try site.write(Site.request(end: "2026-11-23 01:00"), to: "requests/many/r\(number).yaml") }
        }
        try await place.merge(Proposal(number: 7, pushes: [.init(text: Self.text, also: more)], way: .squash))
        let ended = try await place.run()
        #expect(try place.isGranted(), "\(ended.errors)")
        #expect(try await place.site.records("accepted").count == 100)
        #expect(try place.calls() == ["FindPullRequests", "activity", "JudgePullRequests"])
    }

    @Test("a ledger that could be anybody's keeps nobody from asking")
    func unsignedLedger() async throws {
        var place = try await ReviewedSite.made(isSigned: false)
        try await place.merge(7, Self.text)
        try place.plan(Self.down)
        let down = try await place.run()
        #expect(down.errors.contains("[DP2103]"), "\(down.errors)")
        try place.plan([])
        let up = try await place.run()
        #expect(try place.isGranted(), "\(up.errors)")
        // Nor about policies.
        let loose = try place.site.read(Self.policy).replacingOccurrences(of: "users: [partner01]", with: "users: [bystander]")
        try await place.merge(8, loose, to: Self.policy, reviewer: .security)
        try place.plan(Self.down)
        let unclear = try await place.run()
        #expect(unclear.errors.contains("[DP2106]"), "\(unclear.errors)")
        try place.plan([])
        let clear = try await place.run()
        #expect(!clear.errors.contains("[DP2106]"), "\(clear.errors)")
    }

    @Test("a forge that says for how long it wants no question isn't asked before, and is then", arguments: ReviewedSite.Forge.allCases)
    func busy(forge: ReviewedSite.Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        try await place.merge(7, Self.text)
        try place.plan([["status": 429, "headers": ["Retry-After": "1800"], "body": ["message": "slow down"]]])
        try await place.expectPending("2026-11-22T22:00:00+09:00", saying: "in too short a time")
        // By the pauses of tries alone it would have been asked from 22:01 on.
        for time in ["22:01:30", "22:29:50"] {
            try place.publish()
            try await place.expectPending("2026-11-22T\(time)+09:00", saying: "in too short a time")
            #expect(try place.calls().isEmpty, "\(forge), \(time)")
        }
        let up = try await place.run("2026-11-22T22:30:10+09:00")
        #expect(try place.isGranted() && !place.calls().isEmpty, "\(forge): \(up.errors)")
    }

    @Test("a change of policies that a forge can't tell about is asked about after longer and longer pauses")
    func policies() async throws {
        var place = try await ReviewedSite.made()
        let loose = try place.site.read(Self.policy).replacingOccurrences(of: "users: [partner01]", with: "users: [bystander]")
        try await place.merge(7, loose, to: Self.policy, reviewer: .security)
        // One minute after the first time, two after the second.
        for (time, isAsked) in [("22:00:00", true), ("22:00:30", false), ("22:01:00", true), ("22:02:00", false), ("22:03:00", true)] {
            try place.publish()
            try place.plan(Self.down)
            let ended = try await place.run("2026-11-22T\(time)+09:00")
            #expect(ended.errors.contains("[DP2106]") && ended.errors.contains("can't be told yet"), "\(time): \(ended.errors)")
            #expect(try place.calls().isEmpty != isAsked, "\(time)")
        }
        try place.publish()
        try place.plan([])
        let up = try await place.run("2026-11-22T23:00:00+09:00")
        #expect(!up.errors.contains("[DP2106]"), "\(up.errors)")
    }

    @Test("policies that are on record as accepted stay in force while the forge is silent, though a request of the same push still waits")
    func acceptedPolicies() async throws {
        var place = try await ReviewedSite.made()
        let changed = try place.site.read(Self.policy).replacingOccurrences(of: "users: [partner01]", with: "users: [bystander]")
        try await place.merge(7, changed, to: Self.policy, reviewer: .security)
        try await place.merge(8, Self.text)
        let directory = try Data(contentsOf: URL(fileURLWithPath: place.site.directory))
        try Data("out of order".utf8).write(to: URL(fileURLWithPath: place.site.directory))
        let first = try await place.run()
        #expect(first.errors.contains("[DP3001]") && !first.errors.contains("[DP2106]"), "\(first.errors)")
        try place.publish()
        try place.plan(Self.down)
        let down = try await place.run()
        #expect(down.errors.contains("[DP3001]") && !down.errors.contains("[DP2106]"), "\(down.errors)")
        try directory.write(to: URL(fileURLWithPath: place.site.directory))
        try place.publish()
        try place.plan([])
        // The forge is asked about the request again after a pause.
        let up = try await place.run("2026-11-22T23:00:00+09:00")
        #expect(try place.isGranted(), "\(up.errors)")
    }

    @Test("what the root of trust holds came by no pull request: it is said at once, and nobody is asked")
    func atTheRoot() async throws {
        var place = try await ReviewedSite.made()
        try place.site.write(Self.text, to: ReviewedSite.request)
        place.root = try await place.site.commit("there from the beginning")
        try await Shell.git("branch", "-D", "audit", in: place.site.repository)
        place.site.environment["DAYPASS_CACHE"] = place.site.folder("fresh")
        let begun = try await place.site.daypass("audit", "init", "--root", place.root, now: ApprovedSite.evening, cache: "fresh")
        #expect(begun.code == 0, "\(begun.errors)")
        try place.publish()
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2101]") && ended.errors.contains("before the root of trust"), "\(ended.errors)")
        #expect(try place.calls().isEmpty && !place.isGranted())
    }
}
