import Foundation
import TestSupport
import Testing

/// `expire --state`: a state that somebody kept does where neither the ledger nor the cache has one, and a bad one is in
/// nobody's way (P2).
struct GivenStateTests {
    private static let evening = "2026-11-22T23:00:00+09:00"
    private static let end = "2026-11-23T02:00:00+09:00"

    private func isMember(_ site: Site) throws -> Bool { try site.user("member01").groups.contains("ProdMemberWorkGroup") }

    private func hideLedger(_ site: Site) throws {
        try FileManager.default.moveItem(atPath: site.repository, toPath: site.repository + ".gone")
    }

    @Test("the branch's, or a cache's, is enough when all else is gone", arguments: [false, true])
    func alone(isOfCache: Bool) async throws {
        let site = try await Site.granting()
        let kept = site.folder("kept.json")
        if isOfCache {
            try FileManager.default.copyItem(atPath: site.folder("cache/state.json"), toPath: kept)
        } else {
            try site.folder.write(try await Shell.git("show", "audit:state.json", in: site.repository) + "\n", to: "kept.json")
        }
        try hideLedger(site)
        let without = try await site.daypass("expire", now: Self.end, cache: "none")
        #expect(try without.code == 1 && isMember(site), "\(without.errors)")
        let early = try await site.daypass("expire", "--state", kept, now: Self.evening, cache: "none")
        #expect(try early.code == 1 && isMember(site) && !early.errors.contains("DP4005"), "\(early.errors)")
        let due = try await site.daypass("expire", "--state", "kept.json", now: Self.end, cache: "none")
        #expect(try due.code == 1 && !isMember(site), "\(due.errors)")
        #expect(due.errors.contains("DP4002") && !due.errors.contains("DP4005"), "\(due.errors)")
        #expect(due.errors.contains("put down 1 removal here"), "\(due.errors)")
        // What was done is on record once the ledger is back.
        try FileManager.default.moveItem(atPath: site.repository + ".gone", toPath: site.repository)
        let next = try await site.daypass("reconcile", now: "2026-11-23T02:05:00+09:00", cache: "none")
        #expect(next.code == 0, "\(next.errors)")
        #expect(try await site.records("revoked", user: "member01").count == 1)
    }

    @Test("the cache's is newer than one that was kept")
    func stale() async throws {
        let site = try await Site.granting()
        try site.folder.write(try await Shell.git("show", "audit:state.json", in: site.repository) + "\n", to: "kept.json")
        try site.write(Site.request(end: "2026-11-23 03:00"), to: "requests/one.yaml")
        for file in try FileManager.default.contentsOfDirectory(atPath: site.repository + "/requests") where file != "one.yaml" {
            try site.remove("requests/" + file)
        }
        try await site.commit("an hour more")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        try hideLedger(site)
        let run = try await site.daypass("expire", "--state", "kept.json", now: Self.end)
        #expect(try run.code == 1 && isMember(site), "\(run.errors)")
    }

    @Test("one that can't be read keeps nobody's access alive while the ledger is away")
    func unreadable() async throws {
        let site = try await Site.granting()
        try site.folder.write("{\"version\":1", to: "cut.json")
        try site.folder.write("", to: "empty.json")
        try site.folder.write("", to: "folder/x")
        #expect(try await Shell.run(["mkfifo", site.folder("pipe")]).code == 0)
        try hideLedger(site)
        let granted = try Data(contentsOf: URL(fileURLWithPath: site.directory))
        let cases = [
            ("missing.json", "there is no such file"), ("cut.json", "it can't be read as a record of this version"),
            ("empty.json", "it can't be read as a record of this version"), ("folder", "it is no plain file"),
            ("pipe", "it is no plain file"), ("/dev/zero", "it is no plain file"), ("", "it is no plain file"),
        ]
        for (index, (name, words)) in cases.enumerated() {
            try granted.write(to: URL(fileURLWithPath: site.directory))
            try FileManager.default.copyItem(atPath: site.folder("cache"), toPath: site.folder("cache-\(index)"))
            let run = try await site.daypass("expire", "--state", name, now: Self.end, cache: "cache-\(index)")
            #expect(try run.code == 1 && !isMember(site), "\(name): \(run.errors)")
            try expectNamed(name, words, run)
        }
    }

    @Test(
        "nor while the ledger is there",
        arguments: [("missing.json", "there is no such file"), ("training.json", "can't be read as a record")])
    func unreadableAndUnneeded(name: String, words: String) async throws {
        let site = try await Site.granting()
        let run = try await site.daypass("expire", "--state", name, now: Self.end)
        #expect(try run.code == 1 && !isMember(site), "\(run.errors)")
        try expectNamed(name, words, run)
        #expect(try await site.records("revoked", user: "member01").count == 1)
    }

    private func expectNamed(_ name: String, _ words: String, _ run: Finished) throws {
        #expect(run.errors.contains("the state \(name) can't be read: ") && run.errors.contains("DP4005"), "\(name): \(run.errors)")
        #expect(run.errors.contains(words) && !run.errors.contains("Cocoa"), "\(name): \(run.errors)")
    }
}
