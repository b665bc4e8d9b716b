import AccessCore
import TestSupport
import Testing

/// Where nobody signs the ledger and a merge is enough, the branch tells which policies were in force, not the ledger.
@Suite struct ForgedPolicyTests {
    private static let file = "policies/access/prod-member-work.yaml"
    private static let work = "ProdMemberWorkGroup"

    /// A site that granted two people something, and shut one of them out since; the tree of the policies from before.
    private func tightened() async throws -> (site: Site, old: String) {
        let site = try await Site.granting(["member01", "partner01"])
        let old = try await Shell.git("rev-parse", "HEAD:policies", in: site.repository)
        try site.write(site.read(Self.file).replacing("  users: [partner01]\n", with: ""), to: Self.file)
        try await site.commit("tightened")
        try await expect(site, minute: 1)
        return (site, old)
    }

    @discardableResult
    private func expect(_ site: Site, minute: Int) async throws -> Finished {
        let ended = try await site.daypass("reconcile", now: "2026-11-22T22:0\(minute):00+09:00")
        #expect(try site.user("partner01").groups == [], "\(minute): \(ended.errors)\(ended.output)")
        #expect(try site.user("member01").groups.contains(Self.work), "\(minute): \(ended.errors)\(ended.output)")
        return ended
    }

    /// They meet the brake for accounts that move, and none from before them does otherwise.
    @Test("policies from before are said to be in force, and accounts to have been elsewhere")
    func elsewhere() async throws {
        let (site, old) = try await tightened()
        try await site.forge { state in
            var policy = try #require(state.policy)
            policy.tree = TreeID(old)
            for index in policy.accounts.indices { policy.accounts[index].backend = .directory(path: "other.json") }
            return .policyAccepted(policy)
        }
        for minute in 2...3 {
            let ended = try await expect(site, minute: minute)
            #expect(ended.code == 1 && ended.errors.contains("[DP1006]"), "\(ended.errors)")
        }
    }

    @Test("policies from before are said to be in force, while the newest have mistakes")
    func whileTheNewestHaveMistakes() async throws {
        let (site, old) = try await tightened()
        let sound = try site.read(Self.file)
        try site.write("nonsense: [", to: Self.file)
        try await site.commit("a mistake")
        try await site.forge { state in
            var policy = try #require(state.policy)
            policy.tree = TreeID(old)
            return .policyAccepted(policy)
        }
        for minute in 2...3 {
            let ended = try await expect(site, minute: minute)
            #expect(ended.errors.contains("[DP1003]"), "\(ended.errors)")
        }
        // Honest ones are put in force by a merge as ever.
        try site.write(sound + "# mended\n", to: Self.file)
        try await site.commit("mended")
        let mended = try await expect(site, minute: 4)
        #expect(!mended.errors.contains("[DP1003]"), "\(mended.errors)")
    }
}
