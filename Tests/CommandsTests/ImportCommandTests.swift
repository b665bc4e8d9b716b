import Foundation
import TestSupport
import Testing

/// `daypass import`: from members of today to policies that agree with them.
@Suite struct ImportCommandTests {
    private static let now = "2026-11-22T21:00:00+09:00"
    private static let directory = """
        {"version": 1, "groups": ["LegacyOpsGroup", "Empty"], "users": {
          "ops01": {"groups": ["LegacyOpsGroup"], "tags": {"LegacyOpsGroup": "2026-11-23T02:00:00+09:00"}, "policies": {}},
          "ops02": {"groups": ["LegacyOpsGroup"], "tags": {}, "policies": {}},
          "ops03": {"groups": ["LegacyOpsGroup"], "tags": {"legacyopsgroup": "2026-11-01T00:00:00Z"}, "policies": {}},
          "ops04": {"groups": ["LegacyOpsGroup"], "tags": {"LegacyOpsGroup": "next week"}, "policies": {}},
          "a=b,c@d": {"groups": ["LegacyOpsGroup"], "tags": {}, "policies": {}},
          "ops05": {"groups": ["LegacyOpsGroup"], "tags": {"LegacyOpsGroup": "2099-01-01T00:00:00Z"}, "policies": {}},
          "other": {"groups": [], "tags": {}, "policies": {}}}}
        """

    /// What `init` writes, without its sample, and a directory with a past.
    private func site() async throws -> Site {
        let site = Site()
        let run = try await Shell.run([Site.binary, "init", "access", "--timezone", "Asia/Tokyo", "--now", Self.now], in: site.folder.path)
        #expect(run.code == 0, "\(run.errors)")
        try site.remove("policies/access/sample.yaml")
        try site.remove("requests/2026")
        try site.folder.write(Self.directory, to: "access/training.json")
        return site
    }

    private func adopt(_ site: Site, _ more: String...) async throws -> Finished {
        try await Shell.run([Site.binary, "import", "--account", "training", "--now", Self.now] + more, in: site.repository)
    }

    @Test("what it writes passes the check, and a run changes nothing but what it said")
    func whole() async throws {
        let site = try await site()
        let run = try await adopt(site, "--group", "LegacyOpsGroup", "--eligible", "developers")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("training: LegacyOpsGroup is 'legacy-ops-group', 6 members"), "\(run.errors)")
        #expect(
            run.errors.contains("ops01  a request until 23 Nov 02:00 +09:00") && run.errors.contains("ops02  standing"), "\(run.errors)")
        #expect(run.errors.contains("ops03  would be removed by enforcement: its end, 1 Nov 09:00 +09:00, has passed"), "\(run.errors)")
        #expect(run.errors.contains("ops04  would be removed by enforcement: its tag holds 'next week'"), "\(run.errors)")
        #expect(run.errors.contains("ops05  standing: its end, 1 Jan 2099 09:00 +09:00, is more than ten years ahead"), "\(run.errors)")
        let request = try site.read("requests/2026/11/import-legacy-ops-group-ops01.yaml")
        #expect(request.contains("user: ops01\naccess: [legacy-ops-group]\nend: 2026-11-22T17:00:00Z\n"), "\(request)")
        let check = try await Shell.run([Site.binary, "check"], in: site.repository)
        #expect(check.code == 0, "\(check.errors)")

        try await Shell.git("init", "-q", "-b", "main", in: site.repository)
        try await Shell.git("add", "policies", in: site.repository)
        try await Shell.git("commit", "-q", "-m", "policies", in: site.repository)
        let environment = ["DAYPASS_CACHE": site.folder("cache")]
        func daypass(_ arguments: String...) async throws -> Finished {
            try await Shell.run([Site.binary] + arguments + ["--now", Self.now], in: site.repository, environment: environment)
        }
        #expect(try await daypass("audit", "init").code == 0)
        try await site.commit("requests")
        let reconciled = try await daypass("reconcile")
        #expect(reconciled.code == 0, "\(reconciled.errors)")
        let after = try String(contentsOfFile: site.repository + "/training.json", encoding: .utf8)
        // ops01 stays until its end, ops02 stays; ops03's time had come.
        let status = try await daypass("status", "--format", "json")
        #expect(status.output.contains("\"ops01\"") && !status.output.contains("\"ops02\""), "\(status.output)")
        #expect(after.contains("ops02"))
    }

    @Test("nothing is overwritten, and nothing is written if anything is wrong")
    func careful() async throws {
        let site = try await site()
        let ops = "--group=LegacyOpsGroup"
        for (arguments, code, words) in [
            (["--group", "legacyopsgroup", "--eligible", "developers"], 1, "Did you mean 'LegacyOpsGroup'?"),
            (["--group", "Empty"], 64, "nobody would be eligible for Empty"),
            ([ops, "--eligible", "nobody"], 1, "no team 'nobody' in people.yaml"),
            ([ops, "--approvers", "x y"], 1, "is not a team's name"), ([], 64, "Name at least one group"),
            ([ops, ops, "--eligible", "developers"], 1, "would be written twice"),
        ] {
            let run = try await Shell.run(
                [Site.binary, "import", "--account", "training", "--now", Self.now] + arguments, in: site.repository)
            #expect(run.code == Int32(code) && run.errors.contains(words), "\(arguments): \(run.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: site.repository + "/policies/access/legacy-ops-group.yaml"))
        let dry = try await adopt(site, ops, "--dry-run")
        #expect(dry.code == 0 && dry.output.contains("policies/access/legacy-ops-group.yaml:\n  # Imported"), "\(dry.errors)")
        #expect(!FileManager.default.fileExists(atPath: site.repository + "/policies/access/legacy-ops-group.yaml"))
        #expect(try await adopt(site, ops).code == 0)
        let again = try await adopt(site, ops)
        #expect(again.code == 1 && again.errors.contains("'legacy-ops-group' gives LegacyOpsGroup already"), "\(again.errors)")
    }
}
