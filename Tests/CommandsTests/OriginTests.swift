import Foundation
import TestSupport
import Testing

/// Under which policies a request came, looked at by more than one run: nobody loosens a rule and uses it (P1).
@Suite struct OriginTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    /// Nothing is granted to a user, in several runs.
    private func expectDenied(_ user: String, code: String, _ site: Site) async throws {
        for run in 1...3 {
            let run = (number: run, ended: try await site.daypass("reconcile", now: Self.evening))
            #expect(run.ended.code == 1 && run.ended.errors.contains("[\(code)]"), "run \(run.number): \(run.ended.errors)")
            #expect(try site.user(user).groups == ["Developers"], "run \(run.number)")
        }
        #expect(try await site.records("accepted").isEmpty)
        #expect(try await site.records("denied").count == 1)
    }

    @Test("a request that came before any policies isn't granted by those that came after it, whichever run looks")
    func beforeAnyPolicies() async throws {
        let site = Site()
        let files = FileManager.default
        try files.createDirectory(atPath: site.repository, withIntermediateDirectories: true)
        try files.copyItem(atPath: Site.package + "/examples/training.json", toPath: site.directory)
        try await Shell.git("init", "-q", "-b", "main", in: site.repository)
        let root = try await site.commit("nothing yet")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/early.yaml")
        try await site.commit("a request")
        try files.copyItem(atPath: Site.package + "/policies", toPath: site.repository + "/policies")
        try await site.commit("policies")
        let made = try await site.daypass("audit", "init", "--root", root, now: Self.evening)
        #expect(made.code == 0, "\(made.errors)")
        try await expectDenied("member01", code: "DP2003", site)
    }

    /// The run that couldn't decide put the new policies on record; they came after the request all the same.
    @Test("a request that came while policies had mistakes is judged by those before it, not by those accepted since")
    func whilePoliciesHadMistakes() async throws {
        let site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        let settings = try site.read("policies/settings.yaml")
        try site.write("nonsense\n", to: "policies/settings.yaml")
        try await site.commit("a mistake")
        try site.write(Site.request(user: "bystander", end: "2026-11-23 02:00"), to: "requests/eager.yaml")
        try await site.commit("a request")
        try site.write(settings, to: "policies/settings.yaml")
        let work = try site.read("policies/access/prod-member-work.yaml")
        try site.write(
            work.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]"),
            to: "policies/access/prod-member-work.yaml")
        try await site.commit("mended, and loosened")

        try FileManager.default.moveItem(atPath: site.directory, toPath: site.directory + ".away")
        let blind = try await site.daypass("reconcile", now: Self.evening)
        #expect(blind.code == 1 && blind.errors.contains("[DP3001]"), "\(blind.errors)")
        #expect(try await site.records("policy-accepted").count == 1)
        try FileManager.default.moveItem(atPath: site.directory + ".away", toPath: site.directory)
        try await expectDenied("bystander", code: "DP2006", site)
    }

    @Test("a branch that continues isn't trusted past the steps that nobody has judged")
    func nothingToTrust() async throws {
        let site = try await Site.granting()
        let loose = try site.read("policies/access/prod-member-work.yaml")
        try site.write(
            loose.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]"),
            to: "policies/access/prod-member-work.yaml")
        try site.write(Site.request(user: "bystander", end: "2026-11-23 02:00"), to: "requests/mixed.yaml")
        let tip = try await site.commit("a rule loosened and used in one step")
        let trusted = try await site.daypass("trust", "--tip", tip, now: Self.evening)
        #expect(trusted.code == 1 && trusted.errors.contains("nothing was rewritten"), "\(trusted.errors)")
        #expect(try await site.records("trusted").isEmpty)
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.errors.contains("[DP2002]"), "\(run.errors)")
        #expect(try site.user("bystander").groups == ["Developers"])
    }
}
