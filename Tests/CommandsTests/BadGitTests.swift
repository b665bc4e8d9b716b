import Foundation
import TestSupport
import Testing

/// A git server that is silent, slow, broken or lying, and a ledger that somebody meddled with: a clear message, exit
/// code 1, nobody removed because of it, and what is due removed all the same.
struct BadGitTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-11-22T23:00:00+09:00"
    private static let end = "2026-11-23T02:00:00+09:00"

    /// A site where member01 has access until two.
    private func granted(from remote: String? = nil) async throws -> Site {
        var site = try await Site.sample()
        site.environment["DAYPASS_REPOSITORY"] = remote
        site.environment["DAYPASS_GIT_TIMEOUT"] = "2"
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/good.yaml")
        try await site.commit("a request")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        return site
    }

    /// Before the end nothing changes; at the end the access goes.
    private func expectOnlyWhatIsDue(_ site: Site, _ what: String, saying words: String? = nil) async throws {
        for command in [["reconcile"], ["expire"]] {
            let run = try await site.daypass(arguments: command, now: Self.later)
            #expect(run.code == 1, "\(what), \(command): \(run.errors)")
            #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(what): \(run.errors)")
            #expect(run.errors.contains("error"), "\(what): \(run.errors)")
            #expect(!run.errors.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(what): control characters")
            if let words { #expect(run.errors.contains(words), "\(what): \(run.errors)") }
        }
        let due = try await site.daypass("reconcile", now: Self.end)
        #expect(due.code == 1, "\(what)")
        #expect(try site.user("member01").groups == ["Developers"], "\(what): \(due.errors)")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == nil, "\(what)")
    }

    @Test(
        "a server that misbehaves, with a warm cache",
        arguments: [
            "silent", "html", "liar", "garbage", "status404", "status500", "status503", "redirectaway", "redirectloop", "dribble",
            "mute", "truncate", "empty", "post500", "post403",
        ]
    )
    func misbehavingServer(mode: String) async throws {
        var site = try await granted()
        let server = try await LoopbackServer(
            ["python3", LoopbackServer.script("git_http.py"), "{port}", site.folder.path]
        )
        // Something new to fetch, so that what a fetch answers with matters.
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/more.yaml")
        try await site.commit("more")
        site.environment["DAYPASS_REPOSITORY"] = "http://127.0.0.1:\(server.port)/\(mode)/access/.git"
        try await expectOnlyWhatIsDue(site, mode)
        #expect(try site.user("member02").groups == ["Developers"])

        // The server mends itself: the removals go on record.
        site.environment["DAYPASS_REPOSITORY"] = nil
        let after = try await site.daypass("reconcile", now: "2026-11-23T02:10:00+09:00")
        #expect(after.code == 0, "\(mode): \(after.errors)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("nobody listens")
    func unreachable() async throws {
        var site = try await granted()
        site.environment["DAYPASS_REPOSITORY"] = "http://127.0.0.1:\(try LoopbackPort.claim())/access/.git"
        try await expectOnlyWhatIsDue(site, "unreachable")
    }

    @Test("a deleted ledger is never founded anew, and is taken up where it was once it is back")
    func deletedLedger() async throws {
        let site = try await granted()
        let tip = try await site.ledgerTip()
        try await Shell.git("branch", "-D", "audit", in: site.repository)
        let init0 = try await site.daypass("audit", "init", now: Self.later)
        #expect(init0.code == 1, "\(init0.errors)")
        try await expectOnlyWhatIsDue(site, "deleted", saying: "daypass audit init")
        #expect(try await Shell.run(["git", "rev-parse", "--verify", "-q", "audit"], in: site.repository).code != 0)
        for command in [["status"], ["audit", "show"], ["audit", "verify"], ["plan", "--detailed-exitcode"]] {
            #expect(try await site.daypass(arguments: command, now: Self.later).code == 1, "\(command)")
        }
        try await Shell.git("branch", "audit", tip, in: site.repository)
        let back = try await site.daypass("reconcile", now: "2026-11-23T02:10:00+09:00")
        #expect(back.code == 0, "\(back.errors)")
        #expect(try await site.daypass("audit", "verify").code == 0)
        #expect(try await site.records("revoked").count + site.records("inferred").count + site.records("recovered").count >= 1)
    }

    /// What somebody with the right to push may do to the ledger's branch.
    enum Meddling: String, CaseIterable {
        /// Thrown back to before the grant.
        case cutOff
        /// The last commit made anew.
        case amended
        /// A record changed, in a commit on top.
        case changedRecord
        /// The snapshot changed, in a commit on top.
        case changedState
        /// Another history altogether.
        case unrelated
        /// Not a ledger any more.
        case emptied

        func meddle(_ site: Site) async throws {
            let repository = site.repository
            if self == .cutOff {
                try await Shell.git("branch", "-f", "audit", "audit~2", in: repository)
                return
            }
            let tree = site.folder("meddling")
            try await Shell.git("worktree", "add", "-q", tree, "audit", in: repository)
            func change(_ path: String) throws {
                let text = try String(contentsOfFile: tree + "/" + path, encoding: .utf8)
                let changed = text.replacing("2026-11-22T17:00:00Z", with: "2026-11-29T17:00:00Z")
                #expect(changed != text)
                try changed.write(toFile: tree + "/" + path, atomically: true, encoding: .utf8)
            }
            switch self {
            case .cutOff: break
            case .amended: try await Shell.git("commit", "-q", "--amend", "-m", "nothing to see here", in: tree)
            case .changedRecord:
                let files = try await Shell.git("grep", "-l", "\"type\":\"granted\"", "--", "ledger", in: tree)
                try change(String(files.split(separator: "\n")[0]))
                try await Shell.git("commit", "-q", "-am", "nothing to see here", in: tree)
            case .changedState:
                try change("state.json")
                try await Shell.git("commit", "-q", "-am", "nothing to see here", in: tree)
            case .unrelated:
                let commit = try await Shell.git("commit-tree", "-m", "another", "HEAD^{tree}", in: tree)
                try await Shell.git("reset", "-q", "--hard", commit, in: tree)
            case .emptied:
                try await Shell.git("rm", "-rq", ".", in: tree)
                try await Shell.git("commit", "-q", "-m", "away with it", in: tree)
            }
        }
    }

    @Test("a ledger that was meddled with is refused", arguments: Meddling.allCases)
    func meddledLedger(_ meddling: Meddling) async throws {
        let site = try await granted()
        let verified = try await site.daypass("audit", "verify", "--format", "json")
        let head = try #require(verified.output.firstMatch(of: /"head" : "([0-9a-f]{64})"/)).1
        try await meddling.meddle(site)
        let found = try await site.daypass("audit", "verify", "--expect-head", String(head))
        #expect(found.code == 1, "\(meddling): \(found.output)")
        let tip = try await site.ledgerTip()
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/more.yaml")
        try await site.commit("more")
        try await expectOnlyWhatIsDue(site, "\(meddling)")
        #expect(try site.user("member02").groups == ["Developers"], "nothing is granted on it")
        #expect(try await site.ledgerTip() == tip, "nothing is written to it")
    }

    @Test("a source history that was rewritten grants nothing new until a person trusts it")
    func rewrittenSource() async throws {
        let site = try await granted()
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/more.yaml")
        try await Shell.git("add", "-A", in: site.repository)
        try await Shell.git("commit", "-q", "--amend", "-m", "another past", in: site.repository)
        let tip = try await Shell.git("rev-parse", "HEAD", in: site.repository)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1)
        #expect(run.errors.contains("daypass trust --tip \(tip)"), "\(run.errors)")
        #expect(try site.user("member02").groups == ["Developers"])
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        let wrong = try await site.daypass("trust", "--tip", String(repeating: "0", count: 40), now: Self.later)
        #expect(wrong.code == 1)
        let trusted = try await site.daypass("trust", "--tip", tip, now: Self.later)
        #expect(trusted.code == 0, "\(trusted.errors)")
        let after = try await site.daypass("reconcile", now: Self.later)
        // What came with the rewritten history has no merge that shows its approval: it is asked for anew, or granted by what follows.
        #expect(!after.errors.contains("DP5002"), "\(after.errors)")
        #expect(try await site.records("trusted").count == 1)
        try site.write(Site.request(user: "member02", end: "2026-11-23 04:00"), to: "requests/again.yaml")
        try await site.commit("again")
        let again = try await site.daypass("reconcile", now: Self.later)
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"), "\(again.errors)")
    }
}
