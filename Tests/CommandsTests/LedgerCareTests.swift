import Foundation
import TestSupport
import Testing

/// What an operator does for the ledger: keeps checkpoints elsewhere, and makes a damaged state anew.
struct LedgerCareTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-11-22T23:00:00+09:00"

    private func granted() async throws -> Site {
        let site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/good.yaml")
        try await site.commit("a request")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        return site
    }

    private struct Kept: Decodable {
        let commit: String
        let head: String
    }

    private struct Verdict: Decodable {
        let verdict: String
        let records: Int
        let since: String?
        let anchor: String?
    }

    private func verdict(_ site: Site, _ options: String...) async throws -> Verdict {
        let run = try await site.daypass(arguments: ["audit", "verify", "--format", "json"] + options, now: Self.later)
        return try JSONDecoder().decode(Verdict.self, from: Data(run.output.utf8))
    }

    @Test("what a checkpoint prints anchors everything before it, and a later verification begins there")
    func checkpoints() async throws {
        let site = try await granted()
        let made = try await site.daypass("audit", "checkpoint", "--format", "json", now: Self.evening)
        #expect(made.code == 0, "\(made.errors)")
        let kept = try JSONDecoder().decode(Kept.self, from: Data(made.output.utf8))
        #expect(try await site.records("checkpoint").count == 1)
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/more.yaml")
        try await site.commit("more")
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)

        let whole = try await verdict(site, "--expect-head", kept.head)
        #expect(whole.verdict == "anchored" && whole.anchor == kept.head)
        for anchor in [kept.head, kept.commit] {
            let byIt = try await site.daypass("audit", "verify", "--expect-head", anchor.uppercased())
            #expect(byIt.output.contains("; everything up to \(anchor) is as it was then.\n"), "\(byIt.output)")
        }
        let since = try await verdict(site, "--from", kept.commit)
        #expect(since.verdict == "anchored" && since.since == kept.commit && since.records < whole.records)
        let text = try await site.daypass("audit", "checkpoint", now: Self.later)
        #expect(text.output.contains("keep elsewhere:\n  commit ") && text.errors.contains("Consistent, not anchored"))
    }

    @Test("a checkpoint that began at a commit says so on record, and one of everything says that")
    func checkpointFrom() async throws {
        let site = try await granted()
        let tip = try await Shell.git("rev-parse", "audit", in: site.repository).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await site.daypass("audit", "checkpoint", now: Self.later).code == 0)
        let made = try await site.daypass("audit", "checkpoint", "--from", tip.uppercased(), now: Self.later)
        #expect(made.code == 0, "\(made.errors)")
        let records = try await site.records("checkpoint").sorted { $0.count < $1.count }
        try #require(records.count == 2)
        #expect(!records[0].contains("\"since\"") && records[0].contains(" had everything up to \(tip) verified: "))
        #expect(records[1].contains("\"since\":\"\(tip)\"") && records[1].contains(" had what came after \(tip) up to "))
        #expect(!records[1].contains("everything") && records[1].contains("\"commits\":1,") && records[1].contains("\"records\":1,"))
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("what was put down is recorded once, though the cache is a copy that a CI restores twice")
    func spoolOfACopy() async throws {
        let site = try await granted()
        let tip = try await Shell.git("rev-parse", "audit", in: site.repository)
        try await Shell.git("update-ref", "-d", "refs/heads/audit", in: site.repository)
        let away = try await site.daypass("expire", now: "2026-11-23T02:00:00+09:00")
        #expect(away.code == 1 && away.errors.contains("put down 1 removal here"), "\(away.errors)")
        try FileManager.default.copyItem(atPath: site.folder("cache"), toPath: site.folder("copy"))
        try await Shell.git("update-ref", "refs/heads/audit", tip, in: site.repository)
        for (cache, now) in [("cache", "2026-11-23T02:10:00+09:00"), ("copy", "2026-11-23T02:20:00+09:00")] {
            let run = try await site.daypass("expire", now: now, cache: cache)
            #expect(run.code == 0, "\(run.errors)")
            #expect(try await site.records("revoked").count == 1, "\(cache)")
            #expect(try await site.records("intent").count == 2, "\(cache): the grant's and the removal's")
        }
        #expect(try await verdict(site).verdict.hasPrefix("consistent"))
    }

    @Test("a checkpoint of a ledger that was changed is refused, and the change is named")
    func noCheckpointOfABrokenLedger() async throws {
        let site = try await granted()
        try await Self.tamper(site) { folder in
            let records = try #require(FileManager.default.enumerator(atPath: folder + "/ledger")?.compactMap { $0 as? String })
            let path = folder + "/ledger/" + (try #require(records.first { $0.hasPrefix("jump/") && $0.hasSuffix(".jsonl") }))
            let text = try String(contentsOfFile: path, encoding: .utf8).replacing("member01", with: "member09")
            try text.write(toFile: path, atomically: false, encoding: .utf8)
        }
        let made = try await site.daypass("audit", "checkpoint", now: Self.later)
        #expect(made.code == 1 && made.errors.contains("commit "), "\(made.output) \(made.errors)")
        let verified = try await site.daypass("audit", "verify", now: Self.later)
        #expect(verified.code == 1 && verified.output.contains("it was changed, and records can only be added"), "\(verified.output)")
    }

    @Test("a state.json that somebody damaged stops grants, and is made anew from the records")
    func rebuild() async throws {
        let site = try await granted()
        let right = try await site.daypass("audit", "rebuild", now: Self.later)
        #expect(right.code == 0 && right.errors.contains("nothing was changed"), "\(right.errors)")
        try await Self.tamper(site) { try "{}".write(toFile: $0 + "/state.json", atomically: false, encoding: .utf8) }
        let stopped = try await site.daypass("reconcile", now: Self.later)
        #expect(stopped.code == 1 && stopped.errors.contains("state.json"), "\(stopped.errors)")
        let made = try await site.daypass("audit", "rebuild", now: Self.later)
        #expect(made.code == 0 && made.errors.contains("is made anew from"), "\(made.errors)")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try await site.daypass("status").output.contains("member01"))
    }

    /// Changes the ledger's branch with git, as anybody who can push could.
    private static func tamper(_ site: Site, _ change: (String) throws -> Void) async throws {
        let folder = site.folder("tampered")
        let access = site.folder("access")
        func git(_ arguments: [String]) async throws {
            let result = try await Shell.run(["git"] + arguments, in: access)
            #expect(result.code == 0, "\(arguments): \(result.errors)")
        }
        try await git(["worktree", "add", "-q", folder, "audit"])
        try change(folder)
        try await git([
            "-C", folder, "-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-q", "-a", "-m", "nothing to see here",
        ])
        try await git(["worktree", "remove", "--force", folder])
    }
}
