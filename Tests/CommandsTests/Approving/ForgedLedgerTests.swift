import AccessCore
import Foundation
import TestSupport
import Testing

/// A ledger that nobody signs is anybody's to write: what it remembers of evidence grants nothing.
@Suite struct ForgedLedgerTests {
    /// Writes the newest denial of a request anew.
    private func forge(_ site: Site, _ id: String, _ change: (inout Denial) throws -> Void) async throws {
        try await site.forge { state in
            var denial = try #require(state.denials[RequestID(id)])
            try change(&denial)
            return .denied(denial)
        }
    }

    @Test("a review that was never given")
    func review() async throws {
        var place = try await ReviewedSite.made(isSigned: false)
        try await place.merge(7, Site.request(end: "2026-11-23 02:00"), reviewer: nil)
        #expect(try await place.run().errors.contains("[DP2101]"))
        try await forge(place.site, "deploy") { denial in
            let merged = try #require(Timestamp("2026-11-22T12:50:00Z"))
            let said = Approval(
                person: PersonName("lead01"), kind: .github, account: ForgeIdentity(login: "lead-one", id: 1004), at: merged, digest: "d")
            denial.found = FoundEvidence(
                testimonies: [
                    Testimony(kind: .github, arrival: Arrival(.mergeCommit, pullRequest: 7, merged: merged), approvals: [said])
                ])
        }
        for run in 1...2 {
            let ended = try await place.run()
            #expect(ended.errors.contains("[DP2101]"), "run \(run): \(ended.errors)")
            #expect(try !place.isGranted())
        }
        // A review that was given is as good as ever.
        try await place.merge(8, Site.request(end: "2026-11-23 02:00"), to: "requests/anew.yaml")
        _ = try await place.run()
        #expect(try place.isGranted())
    }

    @Test("policies that are said to have been accepted")
    func acceptedPolicies() async throws {
        let place = try await ApprovedSite.made(isSigned: false)
        try await place.run()
        try place.writePolicies(rules: "automatic")
        let step = try await place.commit("loosened, and nobody was asked")
        let tree = try await Shell.git("rev-parse", "HEAD:policies", in: place.site.repository)
        try await place.site.forge { state in
            var policy = try #require(state.policy)
            (policy.tree, policy.commit) = (TreeID(tree), CommitID(step))
            return .policyAccepted(policy)
        }
        try await place.ask()
        try await place.expectDenied(saying: "it needs")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
    }

    @Test("policies that a request is said to have come under")
    func policies() async throws {
        var place = try await ApprovedSite.made(isSigned: false)
        try await place.ask()
        // The request is there at the root of trust, so no step tells what it came under.
        try await Shell.git("branch", "-D", "audit", in: place.site.repository)
        place.root = try await Shell.git("rev-parse", "HEAD", in: place.site.repository)
        let begun = try await place.site.daypass(
            "audit", "init", "--root", place.root, now: ApprovedSite.evening, cache: "fresh")
        #expect(begun.code == 0, "\(begun.errors)")
        try place.writePolicies(rules: "automatic")
        try await place.commit("loosened, for what comes after")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01 agrees")
        let honest = try await place.run(cache: "fresh")
        #expect(honest.errors.contains("[DP2101]"), "\(honest.errors)")
        let loose = try await Shell.git("rev-parse", "HEAD:policies", in: place.site.repository)
        try await forge(place.site, "deploy") { $0.evidence.policies = TreeID(loose) }
        for run in 1...2 {
            let ended = try await place.run(cache: "fresh")
            #expect(ended.errors.contains("[DP2101]"), "run \(run): \(ended.errors)")
            #expect(try !place.isGranted())
        }
    }

    @Test("a ledger founded anew at a root that nobody else named, by whoever can push to it, for a runner that knows neither")
    func anotherRoot() async throws {
        let place = try await ApprovedSite.made(isSigned: false)
        try place.writePolicies(rules: "automatic")
        let loose = try await place.commit("loosened, and nobody was asked")
        try await place.ask()
        try await Shell.git("branch", "-D", "audit", in: place.site.repository)
        let begun = try await place.site.daypass("audit", "init", "--root", loose, now: ApprovedSite.evening, cache: "forger")
        #expect(begun.code == 0, "\(begun.errors)")
        // Without a root of its own a run has nothing to hold against it.
        for command in ["plan", "reconcile", "reconcile"] {
            let ended = try await place.site.daypass(command, now: ApprovedSite.evening, cache: "fresh")
            #expect(
                ended.errors.contains("[DP5008]") && !ended.errors.contains("[DP5004]") && ended.code == 1, "\(command): \(ended.errors)")
            #expect(try !place.isGranted(), "\(command): \(ended.errors)")
        }
        let given = try await place.run(cache: "another")
        #expect(given.code == 1 && given.errors.contains("[DP4002]") && given.errors.contains("DAYPASS_ROOT"), "\(given.errors)")
        #expect(try !place.isGranted())
        // At the root that is given it is the ledger that it was; what is due needs none.
        try await Shell.git("branch", "-D", "audit", in: place.site.repository)
        let honest = try await place.site.daypass("audit", "init", "--root", place.root, now: ApprovedSite.evening, cache: "honest")
        #expect(honest.code == 0, "\(honest.errors)")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        let granted = try await place.run(cache: "honest")
        #expect(try place.isGranted(), "\(granted.errors)")
        let due = try await place.site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00", cache: "honest")
        #expect(try !place.isGranted() && due.errors.contains("[DP5008]"), "\(due.errors)")
    }

    // Where a merge is enough: what was merged is the proof.

    private static let work = "ProdMemberWorkGroup"
    private static let reading = "ProdReadOnlyGroup"

    /// Writes that a request was accepted, as its record says or otherwise.
    private func forgeAcceptance(_ site: Site, of id: String, _ change: (inout Acceptance) -> Void) async throws {
        try await site.forge(in: AccountName("jump")) { state in
            let record = try #require(state.requests[RequestID(id)])
            var acceptance = Acceptance(
                request: record.version, user: record.user, userID: try #require(record.units.first).userID,
                gives: record.units.map { Acceptance.Unit(entitlement: $0.entitlement, group: $0.group) }, window: record.window,
                evidence: record.evidence, facts: Acceptance.Facts(person: nil, groups: [], tags: [:]))
            change(&acceptance)
            return .accepted(acceptance)
        }
    }

    @Test("a merged request that is said to be for another user")
    func anotherUser() async throws {
        let site = try await Site.granting(["member01", "partner01"])
        try await forgeAcceptance(site, of: "partner01") { acceptance in
            (acceptance.user, acceptance.userID) = (UserName("member02"), UserID("member02"))
            acceptance.window = Window(start: acceptance.window.start, end: acceptance.window.end.advanced(by: .seconds(-60)))!
        }
        for run in 1...2 {
            let ended = try await site.daypass("reconcile", now: "2026-11-22T22:0\(run):00+09:00")
            #expect(
                ended.errors.contains(
                    "requests/partner01.yaml: warning: its record says more than the file, and counts no further: it is for member02"),
                "run \(run): \(ended.errors)")
            #expect(try site.user("member02").groups == ["Developers"], "run \(run): \(ended.output)")
            #expect(try site.user("member01").groups.contains(Self.work))
        }
        // The same in a file that was merged.
        try site.write(Site.request(user: "member02", end: "2026-11-23 02:00"), to: "requests/member02.yaml")
        try await site.commit("asked for")
        let ended = try await site.daypass("reconcile", now: "2026-11-22T22:05:00+09:00")
        #expect(try site.user("member02").groups.contains(Self.work), "\(ended.errors)")
    }

    @Test("a merged request that is said to give another entitlement besides")
    func anotherEntitlement() async throws {
        let site = try await Site.granting(["partner01"])
        try await forgeAcceptance(site, of: "partner01") { acceptance in
            acceptance.gives.append(Acceptance.Unit(entitlement: EntitlementName("prod-read"), group: GroupName(Self.reading)))
        }
        for run in 1...2 {
            let ended = try await site.daypass("reconcile", now: "2026-11-22T22:0\(run):00+09:00")
            #expect(ended.errors.contains("counts no further: it gives 'prod-read' in jump"), "run \(run): \(ended.errors)")
            #expect(try site.user("partner01").groups == [Self.work], "run \(run): \(ended.output)")
        }
        try site.write(Site.request(user: "partner01", access: "prod-read", end: "2026-11-23 02:00"), to: "requests/read.yaml")
        try await site.commit("asked for")
        let ended = try await site.daypass("reconcile", now: "2026-11-22T22:05:00+09:00")
        #expect(try site.user("partner01").groups == [Self.work, Self.reading], "\(ended.errors)")
    }

    @Test("a merged request that is said to last longer")
    func longer() async throws {
        let site = try await Site.granting(["partner01"])
        let lease = try site.user("partner01").tags
        try await forgeAcceptance(site, of: "partner01") { acceptance in
            acceptance.window = Window(start: acceptance.window.start, end: acceptance.window.end.advanced(by: .seconds(3600)))!
        }
        let ended = try await site.daypass("reconcile", now: "2026-11-22T22:01:00+09:00")
        #expect(ended.errors.contains("counts no further: it lasts from") && ended.errors.contains("[DP2041]"), "\(ended.errors)")
        #expect(try site.user("partner01").groups == [Self.work] && site.user("partner01").tags == lease, "\(ended.output)")
        let due = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(try site.user("partner01").groups == [], "\(due.errors)")
        // A file that asks for it is granted it.
        let honest = try await Site.granting(["partner01"])
        try honest.write(Site.request(user: "partner01", end: "2026-11-23 03:00"), to: "requests/partner01.yaml")
        try await honest.commit("asked for")
        try await honest.daypass("reconcile", now: "2026-11-22T22:01:00+09:00")
        let stays = try await honest.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(try honest.user("partner01").groups == [Self.work], "\(stays.errors)")
    }

    /// Local times are read anew in each run, and the window stays as it was frozen: 02:00 in Berlin, by a run that read the zone's
    /// change with the request, is neither 02:00 in Tokyo, where the policies from before the request were, nor in Auckland.
    @Test("another time zone since the request was accepted")
    func anotherZone() async throws {
        let site = try await Site.granting([])
        let settings = try site.read("policies/settings.yaml")
        func move(to zone: String) async throws {
            try site.write(settings.replacingOccurrences(of: "Asia/Tokyo", with: zone), to: "policies/settings.yaml")
            try await site.commit(zone)
        }
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/member01.yaml")
        try await site.commit("asked for")
        try await move(to: "Europe/Berlin")
        try await site.daypass("reconcile", now: "2026-11-22T13:00:00Z")
        let lease = try site.user("member01").tags
        #expect(lease.values.contains("2026-11-23T01:00:00Z"), "\(lease)")
        try await move(to: "Pacific/Auckland")
        for now in ["2026-11-22T13:05:00Z", "2026-11-22T17:05:00Z", "2026-11-23T00:59:00Z"] {
            let ended = try await site.daypass("reconcile", now: now)
            #expect(ended.code == 0 && !ended.errors.contains("DP2041"), "\(ended.errors)")
            #expect(try site.user("member01").groups.contains(Self.work) && site.user("member01").tags == lease, "\(now): \(ended.output)")
        }
        let due = try await site.daypass("reconcile", now: "2026-11-23T01:00:00Z")
        #expect(try site.user("member01").groups == ["Developers"], "\(due.errors)")
    }
}
