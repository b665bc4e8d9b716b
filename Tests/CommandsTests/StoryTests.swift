import TestSupport
import Testing

/// The story of PRODUCT.md on the embedded directory, by the built command.
struct StoryTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let path = "requests/2026/11/deploy-billing.yaml"

    private func started() async throws -> Site {
        let site = try await Site.sample()
        let made = try await site.daypass("audit", "init", now: Self.evening)
        #expect(made.code == 0, "\(made.errors)")
        try site.write(try Site.sampleRequest("deploy-billing"), to: Self.path)
        try await site.commit("deploy billing")
        return site
    }

    @Test("granted by merge, with the end as a tag; a second run changes nothing and records nothing")
    func granted() async throws {
        let site = try await started()
        let plan = try await site.daypass("plan", "--detailed-exitcode", now: Self.evening)
        #expect(plan.code == 2)
        #expect(plan.output.contains("+ member01  prod-member-work   until 23 Nov 02:00"), "\(plan.output)")
        #expect(try site.user("member01").groups == ["Developers"])

        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("jump: granted member01 prod-member-work until 23 Nov 02:00 +09:00"))
        #expect(try site.user("member01").groups == ["Developers", "ProdMemberWorkGroup"])
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")

        let tip = try await Shell.git("rev-parse", "audit", in: site.repository)
        let again = try await site.daypass("reconcile", now: "2026-11-22T22:05:00+09:00")
        #expect(again.code == 0)
        #expect(try await Shell.git("rev-parse", "audit", in: site.repository) == tip)
        #expect(try await site.daypass("plan", "--detailed-exitcode", now: Self.evening).code == 0)
    }

    @Test("removed by the first run at its end, to the second")
    func expired() async throws {
        let site = try await started()
        try await site.daypass("reconcile", now: Self.evening)
        try await site.daypass("reconcile", now: "2026-11-23T01:59:55+09:00")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        let run = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member01").groups == ["Developers"])
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == nil)
    }

    @Test("deleting the file ends it, and the same file coming back revives nothing")
    func endedByDeletion() async throws {
        let site = try await started()
        try await site.daypass("reconcile", now: Self.evening)
        try site.remove(Self.path)
        try await site.commit("done")
        let ended = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try site.user("member01").groups == ["Developers"])

        try await Shell.git("revert", "--no-edit", "HEAD", in: site.repository)
        let revived = try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00")
        #expect(revived.code == 1)
        #expect(revived.errors.contains("\(Self.path): error: this request ended at"), "\(revived.errors)")
        #expect(try site.user("member01").groups == ["Developers"])
    }

    @Test("with the source branch gone, what is due is removed all the same")
    func dueWithoutSource() async throws {
        let site = try await started()
        try await site.daypass("reconcile", now: Self.evening)
        try await Shell.git("checkout", "-q", "--detach", in: site.repository)
        try await Shell.git("branch", "-D", "main", in: site.repository)
        let run = try await site.daypass("reconcile", now: "2026-11-23T02:00:10+09:00")
        #expect(run.code == 1)
        #expect(try site.user("member01").groups == ["Developers"], "\(run.errors)")
    }

    @Test("with git gone altogether, expire removes what is due from the cache's copy of the state")
    func expireWithoutGit() async throws {
        var site = try await started()
        try await site.daypass("reconcile", now: Self.evening)
        let early = try await site.daypass("expire", now: "2026-11-22T23:00:00+09:00")
        #expect(early.code == 0, "\(early.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        site.environment["DAYPASS_REPOSITORY"] = site.folder("gone")
        let run = try await site.daypass("expire", now: "2026-11-23T02:00:10+09:00")
        #expect(run.code == 1, "the ledger can't be written, and that is said")
        #expect(try site.user("member01").groups == ["Developers"], "\(run.errors)")
        #expect(run.errors.contains("put down 1 removal here; the next run that reaches the ledger records it"))
        // The next run that reaches the ledger records what was done, and when.
        site.environment["DAYPASS_REPOSITORY"] = nil
        let after = try await site.daypass("reconcile", now: "2026-11-23T02:10:00+09:00")
        #expect(after.code == 0, "\(after.errors)")
        #expect(after.errors.contains("recorded 2 entries of what was done without the ledger"))
        #expect(try await site.daypass("status", "--format", "json").output.contains("\"access\" : [\n\n  ]"))
        let record = try await site.daypass("audit", "show", "--type", "revoked", "--format", "json").output
        #expect(record.contains("\"late_s\":10") && record.contains("\"time\":\"2026-11-22T17:00:10Z\""), "\(record)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("a broken file, broken policies and an unknown key stop nobody else")
    func mistakesOfOthers() async throws {
        let site = try await started()
        try site.write("version: 1\nuser: [", to: "requests/2026/11/broken.yaml")
        try site.write(Site.request(end: "2026-11-23 03:00").replacing("access:", with: "acess:"), to: "requests/2026/11/typo.yaml")
        try await site.commit("mistakes")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 1)
        #expect(run.errors.contains("requests/2026/11/typo.yaml:3:1: error: unknown key 'acess' — did you mean 'access'? [DP1203]"))
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))

        try site.write("version: 1\nnonsense: true\n", to: "policies/settings.yaml")
        try await site.commit("broken policies")
        let later = try await site.daypass("reconcile", now: "2026-11-22T22:10:00+09:00")
        #expect(later.code == 1)
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "the policies accepted last stay in force")
        let due = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(due.code == 1)
        #expect(try site.user("member01").groups == ["Developers"])
    }

    @Test("--now is refused for accounts that aren't on this machine")
    func pretendedClock() async throws {
        let site = try await started()
        let settings = try site.read("policies/settings.yaml")
        try site.write(
            settings.replacing("directory: file:training.json", with: "id: \"111111111111\""), to: "policies/settings.yaml"
        )
        try await site.commit("the real cloud")
        let run = try await site.daypass(
            "reconcile", now: Self.evening, environment: ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x"]
        )
        #expect(run.code == 1)
        #expect(run.errors.contains("--now is only for local directories and loopback endpoints"), "\(run.errors)")
    }
}
