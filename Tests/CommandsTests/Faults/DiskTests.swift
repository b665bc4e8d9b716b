import Foundation
import TestSupport
import Testing

/// Disks that are full, read-only or gone: what is due goes away all the same, and the message says what is wrong (P2).
struct DiskTests {
    private static let end = "2026-11-23T02:00:00+09:00"
    private static let later = "2026-11-23T02:10:00+09:00"

    /// What is due is gone, the run said why it couldn't do more, and the next run on a good disk finds all recorded.
    private func expectDueGone(_ site: Site, _ arguments: [String], cache: String, saying words: String, _ what: String) async throws {
        let run = try await site.daypass(arguments: arguments, now: Self.end, cache: cache)
        #expect(run.code == 1, "\(what): \(run.code)\n\(run.errors)")
        #expect(run.errors.contains(words), "\(what): \(run.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "\(what): \(run.errors)")
        #expect(try site.user("member02").groups == ["Developers"], "\(what): nothing is granted\n\(run.errors)")
        let after = try await site.daypass("reconcile", now: Self.later)
        #expect(after.code == 0, "\(what): \(after.errors)")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"), "\(what): \(after.errors)")
        #expect(try await site.daypass("audit", "verify").code == 0, "\(what)")
    }

    /// A site where member01's access is over at two, and member02 waits for theirs.
    private func site() async throws -> Site {
        let site = try await Site.granting()
        try site.write(Site.request(user: "member02", end: "2026-11-23 05:00"), to: "requests/more.yaml")
        try await site.commit("more")
        return site
    }

    @Test(
        "the cache's disk is full", .enabled(if: SmallDisk.canBeMounted, "only root may mount"), arguments: [true, false],
        ["reconcile", "expire"])
    func fullCache(isWarm: Bool, command: String) async throws {
        let site = try await site()
        let disk = try SmallDisk(in: site.folder, bytes: 8 << 20)
        let name = "\(URL(fileURLWithPath: disk.path).lastPathComponent)/cache"
        if isWarm { _ = try await Shell.run(["cp", "-a", site.folder("cache"), disk.path]) }
        try disk.fill()
        try await expectDueGone(site, [command], cache: name, saying: "DP4004", "full, warm: \(isWarm)")
    }

    @Test("the cache is read-only", .enabled(if: SmallDisk.canBeMounted, "only root may mount"), arguments: [true, false])
    func readOnlyCache(isWarm: Bool) async throws {
        let site = try await site()
        let disk = try SmallDisk(in: site.folder, bytes: 8 << 20)
        let name = "\(URL(fileURLWithPath: disk.path).lastPathComponent)/cache"
        if isWarm { _ = try await Shell.run(["cp", "-a", site.folder("cache"), disk.path]) }
        disk.makeReadOnly()
        try await expectDueGone(site, ["reconcile"], cache: name, saying: "Read-only file system", "warm: \(isWarm)")
    }

    @Test("the repository is read-only", .enabled(if: SmallDisk.canBeMounted, "only root may mount"))
    func readOnlyRepository() async throws {
        var site = try await site()
        let disk = try SmallDisk(in: site.folder, bytes: 8 << 20)
        _ = try await Shell.run(["cp", "-a", site.repository, disk.path])
        disk.makeReadOnly()
        site.environment["DAYPASS_REPOSITORY"] = disk.path + "/access"
        let run = try await site.daypass("reconcile", now: Self.end)
        #expect(run.code == 1 && run.errors.contains("DP4001") && run.errors.contains("Read-only file system"), "\(run.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "\(run.errors)")
        #expect(try site.user("member02").groups == ["Developers"], "\(run.errors)")
        site.environment["DAYPASS_REPOSITORY"] = nil
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("what is fetched doesn't fit on the cache's disk", .enabled(if: SmallDisk.canBeMounted, "only root may mount"))
    func tooMuchToFetch() async throws {
        var site = try await site()
        // What chance makes doesn't get smaller by packing.
        var generator = SplitMix64(seed: 7)
        let bytes = Data((0..<(12 << 17)).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } })
        try bytes.write(to: URL(fileURLWithPath: site.repository + "/large"))
        try await site.commit("something large")
        try await GitHTTPServer.open(site.repository)
        let server = try await GitHTTPServer(serving: site.folder.path)
        site.environment["DAYPASS_REPOSITORY"] = server.url("access/.git")
        let disk = try SmallDisk(in: site.folder, bytes: 6 << 20)
        _ = try await Shell.run(["sh", "-c", "mkdir \(disk.path)/cache; cp \(site.folder("cache"))/* \(disk.path)/cache"])
        let name = "\(URL(fileURLWithPath: disk.path).lastPathComponent)/cache"
        let run = try await site.daypass("reconcile", now: Self.end, cache: name)
        #expect(run.code == 1, "\(run.code)\n\(run.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "\(run.errors)")
    }

    @Test("no file may grow beyond the process's limit")
    func fileSizeLimit() async throws {
        let world = try await StubSite()
        try world.request(until: "2026-11-23 02:00")
        try await world.site.commit("a request")
        #expect(try await world.site.daypass("reconcile", now: StubSite.evening).code == 0)
        let site = world.site
        let run = try await Shell.run(
            ["bash", "-c", "ulimit -f 0; exec \"$0\" \"$@\"", Site.binary, "reconcile", "--now", Self.end], in: site.folder.path,
            environment: site.environment.merging(
                ["DAYPASS_REPOSITORY": site.repository, "DAYPASS_CACHE": site.folder("cache")]) { $1 })
        #expect(run.code == 1 && run.errors.contains("File too large"), "\(run.code)\n\(run.errors)")
        #expect(try world.membership("member01") == (false, nil), "\(run.errors)")
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("without HOME the named cache is used")
    func noHome() async throws {
        let site = try await site()
        let run = try await site.daypass("reconcile", now: Self.end, environment: ["HOME": ""])
        #expect(run.code == 0, "\(run.errors)")
    }

    @Test("the cache vanishes in the middle of a run", .enabled(if: FaultLibrary.isUsable), arguments: [20, 60, 120, 170])
    func vanishingCache(call: Int) async throws {
        let site = try await site()
        let program = try site.start(
            ["reconcile", "--now", Self.end], log: "log",
            environment: try await FaultLibrary.environment(.stop(clocksAhead: .zero), at: call))
        try await program.untilStopped()
        try FileManager.default.removeItem(atPath: site.folder("cache"))
        program.signal(SIGCONT)
        let code = await program.wait()
        let log = try String(contentsOfFile: site.folder("log"), encoding: .utf8)
        #expect(code == 0 || code == 1, "\(code)\n\(log)")
        let after = try await site.daypass("reconcile", now: Self.later)
        #expect(after.code == 0, "\(after.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "\(log)\(after.errors)")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"), "\(log)\(after.errors)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }
}
