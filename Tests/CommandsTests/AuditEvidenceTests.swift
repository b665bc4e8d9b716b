import Foundation
import TestSupport
import Testing

/// `daypass audit evidence`, and an auditor who has only what it wrote, what he was told, git, tar, ssh-keygen and sha256sum.
struct AuditEvidenceTests {
    private static let later = "2026-11-23T02:00:30+09:00"

    /// member01 had access until two, and it was taken away.
    private func site() async throws -> Site {
        let site = try await Site.granting(["member01", "member02"])
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        return site
    }

    private struct Written: Decodable {
        var sha256, tip, verdict: String
        /// A damaged ledger may have none.
        var head: String?
        var records, texts, missing: Int
    }

    private func write(_ site: Site, _ arguments: String..., cache: String = "cache", to file: String = "evidence.tar") async throws
        -> Written
    {
        let run = try await site.daypass(
            arguments: ["audit", "evidence", "--output", site.folder(file), "--format", "json"] + arguments, cache: cache)
        try #require(run.code == 0, "\(run.errors)")
        return try JSONDecoder().decode(Written.self, from: Data(run.output.utf8))
    }

    @Test("the ledger's commit proves it; without anything that was kept, it is consistent and no more")
    func commit() async throws {
        let site = try await site()
        let written = try await write(site, "--user", "member01")
        #expect(written.verdict == "consistent-not-anchored" && written.texts == 1 && written.missing == 0)
        let evidence = try await Evidence(site.folder("evidence.tar"))
        let shown = try await site.daypass("audit", "show", "--user", "member01", "--format", "json")
        #expect(try evidence.text("records.jsonl") == shown.output)
        #expect(written.records == shown.output.split(separator: "\n").count)
        let checked = try await evidence.check(["TIP": written.tip])
        #expect(checked.code == 0 && checked.output.hasSuffix("PROVED by what you were given: the commit\n"), "\(checked)")
        #expect(!checked.output.contains("WRONG") && checked.errors.isEmpty, "\(checked)")
        #expect(checked.output.contains("requests/member01.yaml is "))
        let other = try await evidence.check(["TIP": String(repeating: "a", count: 40)])
        #expect(other.code == 1 && other.output.contains("WRONG  this is the ledger at \(written.tip)"), "\(other)")
        let alone = try await evidence.check([:])
        #expect(alone.code == 0 && alone.output.contains("CONSISTENT, NOT ANCHORED"), "\(alone)")
    }

    @Test("with the chain, the head proves it; a head that was kept asks for the ledger as it was then")
    func head() async throws {
        let site = try await Site.granting()
        let early = try await write(site, "--user", "member01", "--with-chain")
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        let now = try await write(site, "--user", "member01", to: "now.tar")
        let then = try await write(site, "--user", "member01", "--at", early.head ?? "", to: "then.tar")
        #expect(then.tip == early.tip && then.head == early.head && then.records < now.records && then.verdict == "anchored")
        for file in ["evidence.tar", "then.tar"] {
            let checked = try await Evidence(site.folder(file)).check(["HEAD": early.head ?? ""])
            #expect(checked.code == 0 && checked.output.hasSuffix("PROVED by what you were given: the head\n"), "\(checked)")
        }
        let without = try await Evidence(site.folder("now.tar")).check(["HEAD": now.head ?? ""])
        #expect(without.code == 0 && without.output.contains("--with-chain") && without.output.contains("NOT ANCHORED"), "\(without)")
        let never = try await site.daypass(
            "audit", "evidence", "--output", site.folder("x.tar"), "--at", String(repeating: "0", count: 64))
        #expect(never.code == 1 && never.errors.contains("never had"), "\(never.errors)")
        #expect(!FileManager.default.fileExists(atPath: site.folder("x.tar")))
    }

    @Test("the same ledger and question give the same bytes, and what is there is not replaced unasked")
    func sameBytes() async throws {
        let site = try await site()
        let one = try await write(site, "--user", "member01", "--type", "granted", "--type", "accepted")
        let other = try await write(site, "--type", "accepted", "--type", "granted", "--user", "member01", cache: "other", to: "other.tar")
        #expect(one.sha256 == other.sha256)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: site.folder("evidence.tar")))
        #expect(bytes == (try Data(contentsOf: URL(fileURLWithPath: site.folder("other.tar")))))
        let again = try await site.daypass("audit", "evidence", "--output", site.folder("evidence.tar"), "--user", "member02")
        #expect(again.code == 1 && again.errors.contains("is there already"), "\(again.errors)")
        #expect(bytes == (try Data(contentsOf: URL(fileURLWithPath: site.folder("evidence.tar")))))
        #expect(try await write(site, "--user", "member02", "--force").sha256 != one.sha256)
        let none = try await site.daypass("audit", "evidence", "--output", site.folder("none.tar"), "--user", "nobody")
        #expect(none.code == 1 && none.errors.contains("no record answers"), "\(none.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: site.folder.path)
        #expect(!left.contains { $0.contains("none") || $0.hasSuffix(".draft") }, "\(left)")
    }

    @Test("a broken ledger: nothing is written, or it says so loudly")
    func broken() async throws {
        let site = try await site()
        try await Shell.git("checkout", "-q", "audit", in: site.repository)
        try site.write("{}", to: "state.json")
        try await site.commit("nothing to see here")
        try await Shell.git("checkout", "-q", "main", in: site.repository)
        let refused = try await site.daypass("audit", "evidence", "--output", site.folder("e.tar"), "--user", "member01")
        #expect(refused.code == 1 && refused.errors.contains("the ledger is broken: "), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: site.folder("e.tar")))
        let written = try await write(site, "--user", "member01", "--unverified")
        #expect(written.verdict == "broken")
        #expect(try await Evidence(site.folder("evidence.tar")).text("README.md").contains("**THIS LEDGER IS BROKEN"))
    }

    @Test("what the source repository has no more is named, and so is what looks like a secret")
    func missing() async throws {
        let site = try await site()
        let secret = "AKIA" + "IOSFODNN7EXAMPLE"
        try site.write(Site.request(user: "member01", end: "2026-11-23 06:00"), to: "requests/more.yaml")
        let oops = try await site.commit("now with \(secret)")
        let more = try await site.daypass("reconcile", now: Self.later)
        #expect(more.code == 0, "\(more.errors)")
        #expect(try await write(site, "--user", "member01").missing == 1)
        let whole = try Data(contentsOf: URL(fileURLWithPath: site.folder("evidence.tar")))
        #expect(whole.range(of: Data(secret.utf8)) == nil)
        let without = try await Evidence(site.folder("evidence.tar"))
        #expect(
            try without.text("missing.list").hasPrefix(
                "\(oops) a commit of the source branch: left out, because it holds what looks like an AWS access key"))
        try await Shell.git("checkout", "-q", "--orphan", "anew", in: site.repository)
        try site.remove("requests")
        try await site.commit("history is bunk")
        try await Shell.git("branch", "-M", "anew", "main", in: site.repository)
        try await Shell.git("reflog", "expire", "--expire=now", "--all", in: site.repository)
        try await Shell.git("gc", "-q", "--prune=now", in: site.repository)
        let run = try await site.daypass(
            "audit", "evidence", "--output", site.folder("gone.tar"), "--user", "member01", cache: "fresh")
        #expect(run.code == 0 && run.errors.contains("the text of requests/member01.yaml: it isn't in the repository"), "\(run.errors)")
        let evidence = try await Evidence(site.folder("gone.tar"))
        let checked = try await evidence.check(["TIP": try evidence.text("tip").trimmingCharacters(in: .whitespacesAndNewlines)])
        #expect(checked.code == 0 && checked.output.contains("NOTE   missing: "), "\(checked)")
        #expect(checked.output.contains("PROVED"), "\(checked)")
    }
}
