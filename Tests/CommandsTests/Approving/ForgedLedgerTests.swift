import AccessCore
import Foundation
import Git
import Ledger
import Reconciliation
import TestSupport
import Testing

/// A ledger that nobody signs is anybody's to write: what it remembers of evidence grants nothing.
@Suite struct ForgedLedgerTests {
    /// Writes the newest denial of a request anew.
    private func forge(_ site: Site, _ id: String, _ change: (inout Denial) throws -> Void) async throws {
        try await forge(site) { state in
            var denial = try #require(state.denials[RequestID(id)])
            try change(&denial)
            return .denied(denial)
        }
    }

    /// Writes a record, chained as it should be.
    private func forge(_ site: Site, _ event: (RecordedState) throws -> LedgerEvent) async throws {
        let folder = TemporaryDirectory()
        let repository = RepositoryQueue { try Repository.initBare(at: folder("git")) }
        let branch = AuditBranch(
            AuditSettings(), in: GitLedgerStore(.local(path: site.repository), through: repository), cache: CacheFolder(folder.path))
        let view = try await branch.open()
        let time = try #require(Timestamp("2026-11-22T13:00:00Z"))
        let entry = LedgerEntry(time: time, run: RunID("forged"), account: nil, event: try event(view.state))
        guard case .appended = try await branch.append([entry], phase: .outcome, to: view) else {
            Issue.record("the forged record was refused")
            return
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
        try await forge(place.site) { state in
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
}
