import Foundation
import TestSupport
import Testing

/// A cache whose copy of the repository is damaged, as after a power cut: the same run makes it anew and goes on. What was
/// seen of the ledger outlives the copy, and no answer of a remote's costs a good one.
struct CacheDamageTests {
    private static let later = "2026-11-22T23:00:00+09:00"
    private static let told = "the cache's copy of the repository is damaged"

    /// Granting `member01` is done; `member02` waits.
    private func site() async throws -> Site {
        let site = try await Site.granting()
        try site.write(Site.request(user: "member02", end: "2026-11-23 05:00"), to: "requests/more.yaml")
        try await site.commit("more")
        try FileManager.default.createDirectory(atPath: site.folder("cache/repository.git/marker"), withIntermediateDirectories: false)
        return site
    }

    /// What a folder of its own in the copy tells: whether it is still the same.
    private func isSameCopy(_ site: Site) -> Bool { FileManager.default.fileExists(atPath: site.folder("cache/repository.git/marker")) }

    private func shell(_ script: String, _ site: Site) async throws {
        let done = try await Shell.run(["sh", "-ec", script], in: site.folder("cache/repository.git"))
        #expect(done.code == 0, "\(script): \(done.errors)")
    }

    /// What stands before each: all in one pack, with what git needs beside it.
    private static let packed = "git repack -adq; chmod -R u+w objects; "

    @Test(
        "damage of every kind is mended in the same run",
        arguments: [
            "head -c 1000 /dev/urandom > HEAD", ": > HEAD", "rm HEAD; mkdir HEAD", "rm HEAD",
            "head -c 1000 /dev/urandom > config", "rm config; mkdir config",
            "head -c 1000 /dev/urandom > packed-refs", "mkdir packed-refs",
            "find refs -type f | while read f; do : > $f; done",
            "find refs -type f | while read f; do head -c 41 /dev/urandom > $f; done",
            "find refs -type f | while read f; do rm $f; mkdir -p $f/x; echo no > $f/x/y; done",
            "find refs -type f | while read f; do echo 0123456789012345678901234567890123456789 > $f; done",
            "chmod -R u+w objects; find objects -type f | while read f; do : > $f; done",
            "chmod -R u+w objects; find objects -type f | while read f; do head -c 100 /dev/urandom > $f; done",
            "find objects -type f | while read f; do rm $f; mkdir $f; done",
            "find objects -type f -delete", "rm -r objects", "rm -r objects; echo > objects", "rm -r refs; echo > refs",
            packed + "truncate -s 300 objects/pack/*.pack",
            packed + "for f in objects/pack/*.pack; do head -c 3000 /dev/urandom | dd of=$f bs=1 seek=60 conv=notrunc; done",
            packed + "truncate -s 100 objects/pack/*.idx", packed + "rm objects/pack/*.idx",
            packed + "for f in objects/pack/*.pack; do rm $f; mkdir $f; done",
        ])
    func damagedCopy(script: String) async throws {
        let site = try await site()
        let runner = try String(contentsOfFile: site.folder("cache/runner"), encoding: .utf8)
        try await shell(script, site)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count { $0.contains(Self.told) } <= 1, "\(run.errors)")
        #expect(run.errors.contains(Self.told) != isSameCopy(site), "it is told exactly if it is so: \(run.errors)")
        #expect(!run.errors.contains("couldn't be compared"), "state.json says what was seen: \(run.errors)")
        #expect(try String(contentsOfFile: site.folder("cache/runner"), encoding: .utf8) == runner)
        let names = try FileManager.default.contentsOfDirectory(atPath: site.folder("cache"))
        #expect(!names.contains { $0.hasPrefix("repository.git.") }, "\(names)")
        let after = try await site.daypass("reconcile", now: Self.later)
        #expect(after.code == 0 && !after.errors.contains("damaged"), "\(after.errors)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test(
        "a ledger that was cut off is refused though the copy that saw it is damaged",
        arguments: ["find objects -type f -delete", "echo garbage > HEAD", "find refs -type f | while read f; do : > $f; done", "rm -r *"])
    func rolledBack(script: String) async throws {
        let site = try await site()
        try await shell(script.replacing("rm -r *", with: "rm -r * && mkdir marker"), site)
        try await Shell.git("branch", "-f", "audit", "audit~1", in: site.repository)
        let tip = try await site.ledgerTip()
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1 && run.errors.contains("doesn't descend from"), "\(run.errors)")
        #expect(try site.user("member02").groups == ["Developers"], "\(run.errors)")
        #expect(try await site.ledgerTip() == tip)
        #expect(isSameCopy(site), "what the old copy has of what was cut off stays")
    }

    @Test("a server that answers badly costs no good copy", arguments: ["flip", "truncate", "garbage", "empty", "html", "liar"])
    func badAnswers(mode: String) async throws {
        var site = try await site()
        let server = try await LoopbackServer(["python3", LoopbackServer.script("git_http.py"), "{port}", site.folder.path])
        site.environment["DAYPASS_REPOSITORY"] = "http://127.0.0.1:\(server.port)/\(mode)/access/.git"
        site.environment["DAYPASS_GIT_TIMEOUT"] = "2"
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1, "\(run.errors)")
        #expect(isSameCopy(site) && !run.errors.contains(Self.told), "\(run.errors)")
        #expect(try site.user("member02").groups == ["Developers"], "\(run.errors)")
        site.environment["DAYPASS_REPOSITORY"] = nil
        let after = try await site.daypass("reconcile", now: Self.later)
        #expect(after.code == 0 && !after.errors.contains("damaged"), "\(after.errors)")
        #expect(isSameCopy(site))
    }

    @Test("objects that are damaged at the remote are said to be")
    func damagedRemote() async throws {
        let site = try await site()
        let blob = try await Shell.git("rev-parse", "HEAD:requests/more.yaml", in: site.repository)
        let path = site.repository + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try Data("garbage".utf8).write(to: URL(fileURLWithPath: path))
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1 && run.errors.contains("the remote or the disk is at fault"), "\(run.errors)")
        #expect(isSameCopy(site))
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
    }

    /// A state that no program wrote; its last line may be whole.
    private func breakState(_ site: Site, isEndWhole: Bool) throws {
        let url = URL(fileURLWithPath: site.folder("cache/state.json"))
        var bytes = try Data(contentsOf: url)
        bytes.replaceSubrange(10..<(isEndWhole ? 200 : bytes.count), with: Data(repeating: 0, count: (isEndWhole ? 200 : bytes.count) - 10))
        try bytes.write(to: url)
    }

    @Test("a damaged state.json is made anew from the branch, which must still go on from what git's note says", arguments: [true, false])
    func damagedState(isEndWhole: Bool) async throws {
        let site = try await site()
        let tip = try await site.ledgerTip()
        try breakState(site, isEndWhole: isEndWhole)
        try await Shell.git("branch", "-f", "audit", "audit~1", in: site.repository)
        let refused = try await site.daypass("reconcile", now: Self.later)
        #expect(refused.code == 1 && refused.errors.contains("doesn't descend from"), "\(refused.errors)")
        try await Shell.git("branch", "-f", "audit", tip, in: site.repository)
        let run = try await site.daypass("plan", now: Self.later)
        #expect(run.code == 0 && !run.errors.contains("couldn't be compared"), "\(run.errors)")
        let known = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: site.folder("cache/state.json"))))
        #expect((known as? [String: Any])?["tip"] as? String == tip)
    }

    @Test("the note of what was seen is saved from a copy that is damaged elsewhere")
    func rescuedNote() async throws {
        let site = try await site()
        try breakState(site, isEndWhole: false)
        try await shell("echo garbage > HEAD", site)
        try await Shell.git("branch", "-f", "audit", "audit~1", in: site.repository)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1 && run.errors.contains("doesn't descend from"), "\(run.errors)")
    }

    @Test(
        "with nothing left of what was seen, a run goes on and says so", arguments: ["echo garbage > HEAD; rm -r refs/daypass", "rm -r *"])
    func nothingLeft(script: String) async throws {
        let site = try await site()
        try breakState(site, isEndWhole: false)
        try await shell(script, site)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count { $0.contains("couldn't be compared") } == 1, "\(run.errors)")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"))
        let after = try await site.daypass("reconcile", now: Self.later)
        #expect(after.code == 0 && !after.errors.contains("couldn't be compared"), "\(after.errors)")
    }

    @Test("what waits for its record outlives a damaged copy")
    func spooled() async throws {
        let site = try await site()
        let away = site.repository + "-away"
        try FileManager.default.moveItem(atPath: site.repository, toPath: away)
        let end = "2026-11-23T02:00:00+09:00"
        #expect(try await site.daypass("reconcile", now: end).code == 1)
        #expect(try site.user("member01").groups == ["Developers"])
        try FileManager.default.moveItem(atPath: away, toPath: site.repository)
        // Only what recording reads: the records' own trees.
        try await shell(
            "chmod -R u+w objects; for t in $(git ls-tree -r -t --format='%(objecttype) %(objectname)' refs/daypass/ledger-seen/audit ledger"
                + " | awk '$1==\"tree\"{print $2}'); do : > objects/$(echo $t | cut -c1-2)/$(echo $t | cut -c3-); done", site)
        let run = try await site.daypass("reconcile", now: end)
        #expect(run.code == 0 && run.errors.contains(Self.told), "\(run.errors)")
        #expect(try await site.records("revoked", user: "member01").count == 1)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("a remembered branch that is no name is passed over")
    func damagedBranchName() async throws {
        let site = try await site()
        try Data([0, 0, 0, 1]).write(to: URL(fileURLWithPath: site.folder("cache/audit-branch")))
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
    }
}
