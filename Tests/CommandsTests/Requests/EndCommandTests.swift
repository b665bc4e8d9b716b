import Foundation
import TestSupport
import Testing

/// `daypass end` and `daypass extend`, as requesters run them.
@Suite struct EndCommandTests {
    static let path = "requests/2026/11/deploy.yaml"
    static let text = """
        # Mine, and with my own layout.
        version:   1
        user: member01      # me
        access: [ prod-member-work ]
        start: 2026-11-22 20:00
        end:   "2026-11-23 02:00"   # two o'clock
        reason: >
          Deploy
          日本語

        """

    private func site(_ text: String = text) async throws -> AskingSite {
        let site = try await AskingSite()
        try await site.merged(text, at: Self.path)
        return site
    }

    @Test("end proposes that the file goes", arguments: ["deploy", "2026/11/deploy", path])
    func end(_ name: String) async throws {
        let site = try await site()
        let before = try await site.state()
        let run = try await site.daypass("end", name)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output == "https://github.com/example/access/compare/main...daypass/end-deploy?expand=1\n")
        #expect(try await site.git("diff", "--name-status", "main", "daypass/end-deploy") == "D\t\(Self.path)")
        #expect(try await site.state() == before)
    }

    @Test("end --at moves the end, and changes no other byte")
    func at() async throws {
        let site = try await site()
        let run = try await site.daypass("end", "deploy", "--at", "now")
        #expect(run.code == 0 && run.errors.contains("ends 22 Nov 21:00 +09:00"), "\(run.errors)")
        let changed = Self.text.replacing("\"2026-11-23 02:00\"", with: "2026-11-22 21:00")
        #expect(try await site.git("show", "daypass/end-deploy:\(Self.path)") + "\n" == changed)
        for (time, words) in [
            ("2026-11-23 02:00", "which isn't later"), ("2026-11-22 20:00", "nothing would be left of it"),
            ("soon", "'soon' is not a time"),
        ] {
            let refused = try await site.daypass("end", "deploy", "--at", time)
            #expect(refused.code != 0 && refused.errors.contains(words), "\(time): \(refused.errors)")
        }
    }

    @Test("extend moves the end back, within what policies allow")
    func extend() async throws {
        let site = try await site()
        let run = try await site.daypass("extend", "deploy", "--by", "90m")
        #expect(run.code == 0 && run.errors.contains("lasts until 23 Nov 03:30 +09:00"), "\(run.errors)")
        let changed = Self.text.replacing("\"2026-11-23 02:00\"", with: "2026-11-23 03:30")
        #expect(try await site.git("show", "daypass/extend-deploy:\(Self.path)") + "\n" == changed)
        let until = try await site.daypass("extend", "deploy", "--until", "2026-11-23T04:00:00+09:00", "--dry-run")
        #expect(until.output == Self.text.replacing("\"2026-11-23 02:00\"", with: "2026-11-23 04:00"), "\(until.errors)")
        let long = try await site.daypass("extend", "deploy", "--by", "2d")
        #expect(long.code == 1 && long.errors.contains("\(Self.path):6:8: error: 2d6h is longer than"), "\(long.errors)")
        let earlier = try await site.daypass("extend", "deploy", "--until", "2026-11-23 01:00")
        #expect(earlier.code == 1 && earlier.errors.contains("daypass end --at moves the end up"), "\(earlier.errors)")
        #expect(try await site.daypass("extend", "deploy").code == 64)
        #expect(try await site.daypass("extend", "deploy", "--by", "1h", "--until", "2026-11-23 04:00").code == 64)
    }

    @Test("what has ended can't be extended, and the plan after an extension says so too")
    func over() async throws {
        let site = try await site()
        let run = try await Shell.run(
            [Site.binary, "extend", "deploy", "--until", "2026-11-23 03:00", "--now", "2026-11-24T00:00:00+09:00"], in: site.repository)
        #expect(run.code == 1 && run.errors.contains("has passed"), "\(run.errors)")
    }

    @Test("a request with a duration gets another one, or an end instead")
    func durations() async throws {
        let text = Self.text.replacing("start: 2026-11-22 20:00\n", with: "").replacing(
            "end:   \"2026-11-23 02:00\" ", with: "duration: 4h ")
        let site = try await site(text)
        let longer = try await site.daypass("extend", "deploy", "--by", "90m", "--dry-run")
        #expect(longer.output == text.replacing("duration: 4h", with: "duration: 5h30m"), "\(longer.errors)")
        let ended = try await site.daypass("end", "deploy", "--at", "2026-11-22 22:00", "--dry-run")
        #expect(ended.output == text.replacing("duration: 4h", with: "end: 2026-11-22T22:00:00+09:00"), "\(ended.errors)")
    }

    @Test("--no-commit changes the work tree's file, unless somebody has changed it")
    func noCommit() async throws {
        let site = try await site()
        #expect(try await site.daypass("extend", "deploy", "--by", "1h", "--no-commit").code == 0)
        #expect(try site.site.read(Self.path) == Self.text.replacing("\"2026-11-23 02:00\"", with: "2026-11-23 03:00"))
        let again = try await site.daypass("end", "deploy", "--no-commit")
        #expect(again.code == 1 && again.errors.contains("isn't that of the source branch"), "\(again.errors)")
        try await site.git("checkout", "-q", ".")
        #expect(try await site.daypass("end", "deploy", "--no-commit").code == 0)
        #expect(
            try await site.git("status", "--porcelain") == "D \(Self.path)"
                || !FileManager.default.fileExists(atPath: site.repository + "/" + Self.path))
    }

    @Test("a request that isn't there, or has mistakes")
    func none() async throws {
        let site = try await site()
        let none = try await site.daypass("end", "depoly")
        #expect(none.code == 1 && none.errors.contains("Did you mean 'deploy'?"), "\(none.errors)")
        try await site.merged(Self.text.replacing("reason", with: "raeson"), at: Self.path)
        let broken = try await site.daypass("extend", "deploy", "--by", "1h")
        #expect(broken.code == 1 && broken.errors.contains("did you mean 'reason'?"), "\(broken.errors)")
        try await site.merged(Self.text, at: "requests/2026/12/deploy.yaml")
        let two = try await site.daypass("end", "deploy")
        #expect(two.code == 1 && two.errors.contains("requests/2026/11/deploy.yaml or requests/2026/12/deploy.yaml"), "\(two.errors)")
    }

    @Test("the story goes on: extended and then ended early, the reconciler agrees")
    func story() async throws {
        let site = try await AskingSite(remote: nil)
        #expect(try await site.site.daypass("audit", "init", now: AskingSite.evening).code == 0)
        #expect(try await site.ask().code == 0)
        try await site.git("merge", "-q", "--no-ff", "-m", "approved", "daypass/deploy-billing-v2-3")
        func reconcile(_ now: String) async throws -> [String: String] {
            let run = try await site.site.daypass("reconcile", now: now)
            #expect(run.code == 0, "\(run.errors)")
            return try site.site.user("member01").tags
        }
        #expect(try await reconcile("2026-11-22T21:10:00+09:00")["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")
        #expect(try await site.daypass("extend", "deploy-billing-v2-3", "--by", "1h").code == 0)
        try await site.git("merge", "-q", "--no-ff", "-m", "approved", "daypass/extend-deploy-billing-v2-3")
        #expect(try await reconcile("2026-11-22T21:20:00+09:00")["ProdMemberWorkGroup"] == "2026-11-22T18:00:00Z")
        #expect(try await site.daypass("end", "deploy-billing-v2-3").code == 0)
        try await site.git("merge", "-q", "--no-ff", "-m", "ended", "daypass/end-deploy-billing-v2-3")
        #expect(try await reconcile("2026-11-22T21:30:00+09:00")["ProdMemberWorkGroup"] == nil)
    }
}
