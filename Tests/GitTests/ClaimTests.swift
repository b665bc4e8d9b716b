import Foundation
import TestSupport
import Testing

@testable import Git

@Suite struct ClaimTests {
    private func write(_ text: String, to path: String, aged seconds: Double = 0) throws {
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        if seconds != 0 {
            try FileManager.default.setAttributes([.modificationDate: Date() - seconds], ofItemAtPath: path)
        }
    }

    @Test func oneAtATime() async throws {
        let fixture = try await Fixture(bare: true)
        let cache = try fixture.cache()
        let claim = try Claim(in: cache.path, patience: .zero) { false }
        try claim.note()
        do {
            _ = try Claim(in: cache.path, patience: .milliseconds(30)) { false }
            Issue.record("two hold it")
        } catch let failure as GitFailure {
            #expect(failure.kind == .locked(path: claim.path))
            #expect(failure.message.contains("process \(getpid())"))
        }
        var waits = 0
        #expect(
            Repository.kind {
                try Claim(ofCache: cache.path, repository: cache.path, waiting: { waits += 1 }, shouldStop: { waits > 0 })
            } == .cancelled)
        #expect(waits == 1)
        withExtendedLifetime(claim) {}
    }

    /// A file that is closed twice may be another thread's the second time. The second close would leave `EBADF`.
    @Test func whoGivesUpClosesItsFileOnce() throws {
        let folder = TemporaryDirectory()
        let claim = try Claim(in: folder.path + "/", patience: nil) { false }
        for (place, patience) in [(folder.path + "/", nil), (folder.path + "/", .zero), (folder("none/"), Duration?.none)] {
            errno = 0
            let made = try? Claim(in: place, patience: patience) { patience == nil }
            let left = errno
            #expect(made == nil)
            #expect(left != EBADF)
        }
        withExtendedLifetime(claim) {}
    }

    @Test func clearsWhatAKilledRunLeftInACache() async throws {
        let fixture = try await Fixture(bare: true)
        let cache = try fixture.cache()
        let tip = try cache.add("a", "1", to: nil)
        for name in [
            "refs/heads/x.lock", "refs/remotes/origin/main.lock", "packed-refs.lock", "objects/pack/pack_git2_123",
            "objects/tmp_object_git2_1", "_git2_1",
        ] {
            try write("", to: cache.path + name)
        }
        #expect(
            Repository.kind { try cache.setReference("refs/heads/x", to: tip, expecting: nil) }
                == .locked(path: cache.path + "refs/heads/x.lock"))
        let claim = try Claim(ofCache: fixture.folder.path, repository: cache.path)
        try cache.setReference("refs/heads/x", to: tip, expecting: nil)
        #expect(Folder.files(below: cache.path, in: "").filter { $0.hasSuffix(".lock") } == [])
        #expect(Folder.files(below: cache.path, in: "").allSatisfy { !$0.contains("git2") })
        withExtendedLifetime(claim) {}
    }

    @Test func clearsItsOwnStaleLockInATargetAndNobodyElses() async throws {
        let fixture = try await Fixture(bare: true)
        let mine = try fixture.cache()
        let tip = try mine.add("a", "1", to: nil)
        let reference = "refs/heads/audit"
        let folder = fixture.work + "/"
        func leave(_ content: String, noted: String, notedAgo: Double, lockedAgo: Double) throws {
            try write(noted, to: folder + Claim.fileName, aged: notedAgo)
            try write(content, to: folder + reference + ".lock", aged: lockedAgo)
        }
        func clears() throws -> Bool {
            let claim = try Claim(in: folder, patience: .zero) { false }
            return StaleLocks.clear(after: claim, in: folder)
        }
        let note = "process 1 moves \(reference) \(tip.hex)\n"
        for content in ["", tip.hex, tip.hex + "\n"] {
            try leave(content, noted: note, notedAgo: 100, lockedAgo: 100)
            #expect(try clears())
            // A push goes through right after.
            try leave(content, noted: note, notedAgo: 100, lockedAgo: 99)
            #expect(try mine.push(tip, to: fixture.remote, branch: "audit", expecting: nil) == .landed)
            try await fixture.git(["update-ref", "-d", reference])
        }
        // Another writer's id; made later; made before; another reference; no note of a move; a link.
        try leave(ObjectID.zero.hex + "\n", noted: note, notedAgo: 100, lockedAgo: 100)
        #expect(try !clears())
        try leave("", noted: note, notedAgo: 100, lockedAgo: 90)
        #expect(try !clears())
        try leave("", noted: note, notedAgo: 100, lockedAgo: 110)
        #expect(try !clears())
        try leave("", noted: "process 1 moves refs/heads/other \(tip.hex)\n", notedAgo: 100, lockedAgo: 100)
        #expect(try !clears())
        try leave("", noted: "process 1\n", notedAgo: 100, lockedAgo: 100)
        #expect(try !clears())
        try leave("", noted: "process 1 moves ../refs/heads/audit \(tip.hex)\n", notedAgo: 100, lockedAgo: 100)
        #expect(try !clears())
        // Held by somebody alive, or left by another program: reported with its path, in the end.
        let options = RemoteOptions(limits: TransferLimits(total: .milliseconds(200)))
        #expect(Repository.kind { try mine.push(tip, to: fixture.remote, branch: "audit", expecting: nil, using: options) } == .timeout)
        #expect(FileManager.default.fileExists(atPath: folder + reference + ".lock"))
    }

    @Test func readOnlyTargetsRefuse() async throws {
        // Root may write everywhere.
        guard getuid() != 0 else { return }
        let fixture = try await Fixture(bare: true)
        let mine = try fixture.cache()
        let tip = try mine.add("a", "1", to: nil)
        _ = try await Shell.run(["chmod", "-R", "a-w", fixture.work])
        guard case .refused = try mine.push(tip, to: fixture.remote, branch: "audit", expecting: nil) else {
            Issue.record("it was written")
            return
        }
        _ = try await Shell.run(["chmod", "-R", "u+w", fixture.work])
    }
}
