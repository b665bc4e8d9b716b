import Foundation
import TestSupport
import Testing

@testable import Git

/// What git's index is believed of files that nobody reads: only what it knows for sure.
struct WorkTreeIndexTests {
    private static let file = "requests/a.yaml"

    /// A commit of a file of eight bytes.
    private func fixture() async throws -> Fixture {
        let fixture = try await Fixture()
        try await fixture.commit([Self.file: "version:", "requests/b.yaml": "another\n"])
        return fixture
    }

    /// The file's blob, as far as an index is to be believed that was written so long after the file changed.
    private func blob(_ fixture: Fixture, at path: String = file, later: Int64 = 1_000_000_000) throws -> ObjectID? {
        let now = try #require(FileStamp(at: fixture.work + "/" + path))
        var written = now
        written.modified = max(now.modified, now.changed).later(nanoseconds: later)
        return WorkTreeIndex(of: try fixture.open()) { FileStamp(at: $0) == nil ? nil : written }?.blob(at: path, now)
    }

    /// Rewrites the index, with a checksum that fits.
    private func rewrite(_ fixture: Fixture, _ change: (inout [UInt8]) -> Void) async throws {
        let path = fixture.work + "/.git/index"
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(20))
        change(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let sum = try await Shell.run(["sha1sum", path]).output.prefix(40)
        let digits = Array(sum.utf8)
        for place in stride(from: 0, to: 40, by: 2) {
            bytes.append(try #require(UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16)))
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    @Test("a file that rested since git looked at it is what git saw, in every version of the index", arguments: ["2", "3", "4"])
    func rested(version: String) async throws {
        let fixture = try await fixture()
        try await fixture.git(["update-index", "--index-version", version])
        #expect(try blob(fixture) == fixture.open().name(of: Array("version:".utf8)))
    }

    @Test("as the index really is: git's own time counts")
    func real() async throws {
        let fixture = try await fixture()
        let now = try #require(FileStamp(at: fixture.work + "/" + Self.file))
        // The index is written anew, by and by late enough.
        for _ in 0..<200 {
            try fixture.folder.write("x", to: "work/other")
            try await fixture.git(["add", "other"])
            try await fixture.git(["rm", "-q", "--cached", "other"])
            if WorkTreeIndex(of: try fixture.open())?.blob(at: Self.file, now) != nil { return }
        }
        Issue.record("it was never trusted")
    }

    @Test("about the time when the index was written a file may have been written once more")
    func racy() async throws {
        let fixture = try await fixture()
        #expect(try blob(fixture, later: -1_000) == nil)
        #expect(try blob(fixture, later: 0) == nil)
        #expect(try blob(fixture, later: 10_000_000) == nil)
        #expect(try blob(fixture, later: 10_000_001) != nil)
    }

    @Test("where a file system keeps whole seconds, that is two seconds")
    func coarse() async throws {
        let fixture = try await fixture()
        try await rewrite(fixture) { for place in 16..<20 { $0[place] = 0 } }
        var now = try #require(FileStamp(at: fixture.work + "/" + Self.file))
        now.changed = FileStamp.Moment(seconds: now.changed.seconds, nanoseconds: 0)
        for (later, trusted): (Int64, Bool) in [(1_500_000_000, false), (2_000_000_000, false), (2_000_000_001, true)] {
            var written = now
            written.modified = max(now.modified, now.changed).later(nanoseconds: later)
            let index = try #require(WorkTreeIndex(of: try fixture.open()) { _ in written })
            #expect((index.blob(at: Self.file, now) != nil) == trusted, "\(later)")
        }
    }

    @Test("whatever differs in the stamp, the file is read")
    func stamp() async throws {
        let fixture = try await fixture()
        let now = try #require(FileStamp(at: fixture.work + "/" + Self.file))
        var written = now
        written.modified = now.changed.later(nanoseconds: 5_000_000_000)
        let index = try #require(WorkTreeIndex(of: try fixture.open()) { _ in written })
        #expect(index.blob(at: Self.file, now) != nil)
        func moved(_ moment: FileStamp.Moment, seconds: Int64, nanoseconds: Int64) -> FileStamp.Moment {
            FileStamp.Moment(seconds: moment.seconds + seconds, nanoseconds: moment.nanoseconds + nanoseconds)
        }
        let changes: [(inout FileStamp) -> Void] = [
            { $0.size += 1 }, { $0.mode |= 0o100 }, { $0.mode = 0o120777 }, { $0.device += 1 }, { $0.inode += 1 }, { $0.owner += 1 },
            { $0.group += 1 }, { $0.modified = moved($0.modified, seconds: -1, nanoseconds: 0) },
            { $0.modified = moved($0.modified, seconds: 0, nanoseconds: -1) },
            { $0.changed = moved($0.changed, seconds: -1, nanoseconds: 0) },
            { $0.changed = moved($0.changed, seconds: 0, nanoseconds: -1) },
        ]
        for (place, change) in changes.enumerated() {
            var other = now
            change(&other)
            #expect(index.blob(at: Self.file, other) == nil, "change \(place)")
        }
        #expect(index.blob(at: "requests/c.yaml", now) == nil, "nobody added it")
        #expect(index.blob(at: "requests", now) == nil)
    }

    @Test("a change of as many bytes that puts the time back is seen, since nobody can put back when that was")
    func putBack() async throws {
        let fixture = try await fixture()
        _ = try await Shell.run(["touch", "-r", Self.file, "../before"], in: fixture.work)
        try fixture.folder.write("Version:", to: "work/" + Self.file)
        _ = try await Shell.run(["touch", "-r", "../before", Self.file], in: fixture.work)
        #expect(try blob(fixture) == nil)
        #expect(try blob(fixture, at: "requests/b.yaml") != nil)
    }

    @Test("what git was told not to look at is read", arguments: ["--assume-unchanged", "--skip-worktree"])
    func leftAlone(flag: String) async throws {
        let fixture = try await fixture()
        try await fixture.git(["update-index", flag, Self.file])
        #expect(try blob(fixture) == nil)
        #expect(try blob(fixture, at: "requests/b.yaml") != nil)
    }

    @Test("what is only announced, made executable, a link, or half merged is read")
    func others() async throws {
        let fixture = try await fixture()
        try fixture.folder.write("", to: "work/requests/new.yaml")
        try await fixture.git(["add", "-N", "requests/new.yaml"])
        #expect(try blob(fixture, at: "requests/new.yaml") == nil)
        try await fixture.git(["rm", "-q", "--cached", "requests/new.yaml"])
        _ = try await Shell.run(["ln", "-s", "a.yaml", "requests/link.yaml"], in: fixture.work)
        try await fixture.git(["add", "requests/link.yaml"])
        #expect(try blob(fixture, at: "requests/link.yaml") == nil)
        _ = try await Shell.run(["chmod", "+x", "requests/b.yaml"], in: fixture.work)
        #expect(try blob(fixture, at: "requests/b.yaml") == nil)
        try await fixture.git(["commit", "-q", "-m", "link"])
        try await fixture.git(["checkout", "-q", "-b", "other"])
        try await fixture.commit([Self.file: "theirs\n"])
        try await fixture.git(["checkout", "-q", "main"])
        try await fixture.commit([Self.file: "ours\n"])
        #expect(try await Shell.run(["git", "merge", "other"], in: fixture.work).code == 1)
        #expect(try blob(fixture) == nil)
    }

    @Test("an index that is missing, damaged, cut, split or of another version tells of no file")
    func unreadable() async throws {
        let fixture = try await fixture()
        let path = fixture.work + "/.git/index"
        let good = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(try blob(fixture) != nil)
        try FileManager.default.removeItem(atPath: path)
        #expect(try blob(fixture) == nil)
        var places = Array(stride(from: 0, to: good.count, by: 7))
        places.append(good.count - 1)
        for place in places {
            var bytes = good
            bytes[place] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
            #expect(try blob(fixture) == nil, "byte \(place)")
            try good.prefix(place).write(to: URL(fileURLWithPath: path))
            #expect(try blob(fixture) == nil, "cut at \(place)")
        }
        for version: UInt8 in [0, 1, 5, 255] {
            try good.write(to: URL(fileURLWithPath: path))
            try await rewrite(fixture) { $0[7] = version }
            #expect(try blob(fixture) == nil, "version \(version)")
        }
        try good.write(to: URL(fileURLWithPath: path))
        #expect(try blob(fixture) != nil)
        try await fixture.git(["update-index", "--split-index"])
        #expect(try blob(fixture) == nil)
    }

    @Test("a second work tree has an index of its own, and a bare repository none")
    func places() async throws {
        let fixture = try await fixture()
        try await fixture.git(["worktree", "add", "-q", "-b", "second", "../second"])
        let repository = try Repository.open(at: fixture.folder("second"))
        let now = try #require(FileStamp(at: fixture.folder("second") + "/" + Self.file))
        var written = now
        written.modified = now.changed.later(nanoseconds: 1_000_000_000)
        #expect(WorkTreeIndex(of: repository) { _ in written }?.blob(at: Self.file, now) != nil)
        #expect(try blob(fixture) != nil)
        let bare = try await Fixture(bare: true)
        #expect(WorkTreeIndex(of: try Repository.openBare(at: bare.work)) == nil)
    }
}
