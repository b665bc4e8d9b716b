import TestSupport
import Testing

/// Files of ended requests leave the source branch, by the built command.
struct RetentionTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-12-24T22:00:00+09:00"

    /// A bare repository that a person pushes to, whose settings remove files 30 days after their end; two requests, one of
    /// which ended at two.
    private func site() async throws -> (site: Site, bare: String) {
        let site = try await Site.sample()
        let path = "policies/settings.yaml"
        try site.write(try site.read(path).replacing("files: keep", with: "files: remove, after: 30d"), to: path)
        try await site.commit("retention")
        let bare = site.folder("bare.git")
        try await Shell.git("init", "-q", "--bare", "-b", "main", bare, in: site.folder.path)
        try await Shell.git("push", "-q", bare, "main", in: site.repository)
        var pushed = site
        pushed.environment["DAYPASS_REPOSITORY"] = bare
        #expect(try await pushed.daypass("audit", "init", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/2026/ended.yaml")
        try site.write(Site.request(user: "partner01", end: "2026-11-23 02:00"), to: "requests/2026/changed.yaml")
        try await site.commit("requests")
        try await Shell.git("push", "-q", bare, "main", in: site.repository)
        #expect(try await pushed.daypass("reconcile", now: Self.evening).code == 0)
        #expect(try await pushed.daypass("reconcile", now: "2026-11-23T02:00:00+09:00").code == 0)
        return (pushed, bare)
    }

    @Test("one commit removes what ended long enough ago, and nothing else")
    func removes() async throws {
        let (site, bare) = try await site()
        try site.write(Site.request(user: "partner01", end: "2026-12-31 02:00"), to: "requests/2026/changed.yaml")
        try site.write(Site.request(end: "2026-12-24 23:00"), to: "requests/2026/active.yaml")
        for name in ["ended.yaml.lead01.sig", "ended.yaml.lead01.approval", "active.yaml.lead01.sig", "README.md"] {
            try site.write("beside it", to: "requests/2026/\(name)")
        }
        try await site.commit("a change after its end, and a new one")
        try await Shell.git("push", "-q", bare, "main", in: site.repository)
        let early = try await site.daypass("reconcile", now: "2026-12-23T01:59:59+09:00")
        #expect(!early.errors.contains("of ended requests"), "\(early.errors)")
        let before = try await Shell.git("rev-parse", "main", in: bare)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.errors.contains("removed 1 file of ended requests"), "\(run.errors)")
        #expect(
            try await Shell.git("diff", "--name-status", before, "main", in: bare)
                == ["", ".lead01.approval", ".lead01.sig"].map { "D\trequests/2026/ended.yaml\($0)" }.joined(separator: "\n"))
        #expect(try await Shell.git("rev-parse", "main~1", in: bare) == before)
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        // The removal is no early end of anything, and there is nothing left to remove.
        let after = try await site.daypass("reconcile", now: "2026-12-24T22:10:00+09:00")
        #expect(!after.errors.contains("of ended requests"), "\(after.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("where the branch refuses, that is a warning and the run is done")
    func refused() async throws {
        let (site, bare) = try await site()
        // Checked out, so that moving it would pull the work tree away from under somebody.
        try await Shell.git("config", "core.bare", "false", in: bare)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("files of ended requests can't be removed: the branch is checked out"), "\(run.errors)")
        #expect(run.errors.contains("expired: { files: keep }"), "\(run.errors)")
        #expect(try await site.daypass("reconcile", "--strict", now: Self.later).code == 1)
    }
}
