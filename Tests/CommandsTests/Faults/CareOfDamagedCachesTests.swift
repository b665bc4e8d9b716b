import Foundation
import TestSupport
import Testing

/// The commands that look after a ledger, with a cache whose copy of the repository is damaged: they make it anew and go on,
/// as a run does, and hold what they find against what was seen before.
struct CareOfDamagedCachesTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let told = "the cache's copy of the repository is damaged"

    /// A site whose cache has a copy that can be told from another one.
    private func marked(_ site: Site) throws -> Site {
        try FileManager.default.createDirectory(atPath: site.folder("cache/repository.git/marker"), withIntermediateDirectories: false)
        return site
    }

    private func isSameCopy(_ site: Site) -> Bool { FileManager.default.fileExists(atPath: site.folder("cache/repository.git/marker")) }

    private func shell(_ script: String, _ site: Site) async throws {
        let done = try await Shell.run(["sh", "-ec", script], in: site.folder("cache/repository.git"))
        #expect(done.code == 0, "\(script): \(done.errors)")
    }

    /// Only what proving the records reads: nothing that a run looks at.
    private static let records =
        "chmod -R u+w objects; for b in $(git ls-tree -r --format='%(objectname)' refs/daypass/ledger-seen/audit ledger);"
        + " do : > objects/$(echo $b | cut -c1-2)/$(echo $b | cut -c3-); done"

    private static let blank = "chmod -R u+w objects; find objects -type f | while read f; do : > $f; done"

    @Test(
        "verify, checkpoint and rebuild make a damaged copy anew and go on",
        arguments: [
            records, "echo garbage > HEAD", "find objects -type f -delete",
            "git repack -adq; chmod -R u+w objects; truncate -s 300 objects/pack/*.pack",
        ], ["verify", "checkpoint", "rebuild"])
    func mends(script: String, command: String) async throws {
        let site = try marked(try await Site.granting())
        try await shell(script, site)
        let done = try await site.daypass("audit", command, now: Self.evening)
        #expect(done.code == 0, "\(done.output) \(done.errors)")
        // What a fetch mends by itself needs no new copy.
        let told = done.errors.split(separator: "\n").count { $0.contains(Self.told) }
        #expect(told == (isSameCopy(site) ? 0 : 1) && (told == 1 || script != Self.records), "\(done.errors)")
        let after = try await site.daypass("audit", "verify")
        #expect(after.code == 0 && !after.errors.contains("damaged"), "\(after.errors)")
    }

    @Test("rebuild makes the snapshot anew with a copy that had to be made anew itself, once")
    func rebuilds() async throws {
        let site = try marked(try await Site.granting())
        let forged = try await Shell.git("rev-parse", "audit~1:state.json", in: site.repository)
        let tree = try await Shell.run(
            ["sh", "-ec", "git ls-tree audit | sed 's/blob [0-9a-f]*\\tstate.json/blob \(forged)\\tstate.json/' | git mktree"],
            in: site.repository)
        let message = try await Shell.git("log", "-1", "--format=%B", "audit", in: site.repository)
        let commit = try await Shell.git(
            "commit-tree", String(tree.output.prefix(40)), "-p", "audit~1", "-m", message, in: site.repository)
        // Nothing was seen of the ledger but what is there now.
        try await Shell.git("branch", "-f", "audit", commit, in: site.repository)
        try await shell(Self.records + "; rm -rf ../state.json refs/daypass", site)
        let done = try await site.daypass("audit", "rebuild", now: Self.evening)
        #expect(done.code == 0 && done.errors.contains("state.json is made anew"), "\(done.errors)")
        #expect(done.errors.contains(Self.told), "\(done.errors)")
        #expect(try await site.records("checkpoint").count == 1)
    }

    @Test("init makes a damaged copy anew, and doesn't found again what was seen before")
    func founds() async throws {
        let site = try await Site.sample()
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 1)
        _ = try marked(site)
        try await shell(Self.blank, site)
        let made = try await site.daypass("audit", "init", now: Self.evening)
        #expect(made.code == 0 && made.errors.contains(Self.told) && !isSameCopy(site), "\(made.errors)")
        #expect(try await site.daypass("audit", "verify").code == 0)

        try FileManager.default.createDirectory(atPath: site.folder("cache/repository.git/marker"), withIntermediateDirectories: false)
        try await Shell.git("branch", "-D", "audit", in: site.repository)
        try await shell(Self.blank, site)
        let refused = try await site.daypass("audit", "init", now: Self.evening)
        #expect(refused.code == 1 && refused.errors.contains("put it back, don't begin another"), "\(refused.errors)")
        #expect(isSameCopy(site), "what the old copy has of the ledger stays")
    }

    @Test("a ledger that was cut off or deleted is refused though the copy that saw it is damaged", arguments: ["cut", "gone"])
    func rolledBack(how: String) async throws {
        for command in ["verify", "rebuild"] {
            let site = try marked(try await Site.granting())
            try await shell("find objects -type f -delete", site)
            if how == "cut" {
                try await Shell.git("branch", "-f", "audit", "audit~1", in: site.repository)
            } else {
                try await Shell.git("branch", "-D", "audit", in: site.repository)
            }
            let done = try await site.daypass("audit", command, now: Self.evening)
            #expect(done.code == 1, "\(done.output)")
            #expect(done.errors.contains(how == "cut" ? "doesn't descend from" : "is gone"), "\(done.errors)")
            #expect(isSameCopy(site), "what the old copy has of what was cut off stays")
        }
    }

    @Test("records that are damaged at the remote are named, and the remote is said to be at fault")
    func damagedRemote() async throws {
        let site = try await Site.granting()
        let path = try await Shell.git("ls-tree", "-r", "--name-only", "audit", "ledger/jump", in: site.repository)
        let blob = try await Shell.git("rev-parse", "audit:\(path.split(separator: "\n")[0])", in: site.repository)
        let file = site.repository + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        try Data("garbage".utf8).write(to: URL(fileURLWithPath: file))
        let done = try await site.daypass("audit", "verify", cache: "another")
        #expect(done.code == 1 && done.output.contains("git can't read"), "\(done.output) \(done.errors)")
        #expect(done.errors.contains("the remote or the disk is at fault"), "\(done.errors)")
    }
}
