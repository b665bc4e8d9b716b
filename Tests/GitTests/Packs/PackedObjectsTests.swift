import Foundation
import TestSupport
import Testing

@testable import Git

/// Packs read without libgit2: what comes out is what git put in, and what is damaged doesn't.
@Suite struct PackedObjectsTests {
    /// A repository of a few folders over forty commits, the bare clone of which is one pack.
    private func packed(_ options: String..., depth: Int = 20) async throws -> Fixture {
        let fixture = try await Fixture()
        for index in 0..<40 {
            let text = (0..<60).map { "line \($0) of file \(index % 3), as of \($0 < index ? index : 0)\n" }.joined()
            try await fixture.commit(
                ["a/b/\(index % 3).txt": text, "log/\(index).jsonl": "{\"seq\":\(index)}\n"], message: "Change \(index)")
        }
        try await fixture.git(options + ["repack", "-adqf", "--depth=\(depth)", "--window=30"])
        return fixture
    }

    private struct Known: Sendable {
        let id: ObjectID
        let kind: RawObject.Kind
        let size: Int
    }

    private func objects(_ fixture: Fixture) async throws -> [Known] {
        try await fixture.git(["cat-file", "--batch-all-objects", "--batch-check"]).split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return Known(
                id: try #require(ObjectID(hex: words[0])), kind: try #require(RawObject.Kind(rawValue: String(words[1]))),
                size: try #require(Int(words[2])))
        }
    }

    private func pack(_ fixture: Fixture, _ ending: String = ".pack") throws -> String {
        let folder = fixture.work + "/.git/objects/pack/"
        return folder + (try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(ending) }))
    }

    @Test(
        "every object comes out as git names it, whatever differences are told from",
        arguments: [["-c", "repack.useDeltaBaseOffset=true"], ["-c", "repack.useDeltaBaseOffset=false"]], [0, 1, 20, 50])
    func everyObject(options: [String], depth: Int) async throws {
        let fixture = try await packed(options[0], options[1], depth: depth)
        let all = try await objects(fixture)
        #expect(all.count > 200)
        let chains = try await fixture.git(["verify-pack", "-v", try pack(fixture, ".idx")])
        #expect(chains.contains("chain length = \(min(depth, 3))") == (depth > 0), "\(chains.suffix(500))")
        let often = (0..<20).flatMap { _ in all.shuffled() }
        // The first few times the index's file is asked, later a table of it.
        for objects in [all, all.reversed(), often] {
            let repository = try fixture.open()
            for known in objects {
                let found = try #require(repository.packed(known.id))
                #expect(found.kind == known.kind && found.bytes.count == known.size)
            }
        }
    }

    @Test("places beyond two gigabytes stand in a table of their own")
    func largeOffsets() async throws {
        let fixture = try await packed()
        let path = try pack(fixture)
        try FileManager.default.removeItem(atPath: path.replacing(".pack", with: ".idx"))
        try await fixture.git(["index-pack", "--index-version=2,0x80", path])
        let (repository, all) = (try fixture.open(), try await objects(fixture))
        for _ in 0..<20 { for known in all { #expect(repository.packed(known.id) != nil) } }
        #expect(repository.packed(.zero) == nil)
    }

    @Test("what is too large, another version's, loose or unknown is libgit2's to read")
    func leftAlone() async throws {
        let fixture = try await packed()
        let large = try await fixture.commit(["large": String(repeating: "0123456789abcdef\n", count: 70_000)])
        let blob = try await fixture.id("HEAD:large")
        let repository = try fixture.open()
        #expect(repository.packed(large) == nil, "it is loose")
        try await fixture.git(["repack", "-adq"])
        #expect(repository.packed(large)?.kind == .commit, "it is in a pack that came since")
        #expect(repository.packed(blob) == nil)
        #expect(try repository.blob(blob, limit: 2_000_000).count == 1_190_000)
        #expect(repository.packed(.zero) == nil)
        let small = try await fixture.id("HEAD:log/0.jsonl")
        #expect(repository.packed(small, limit: 10)?.bytes.count == 10 && repository.packed(small, limit: 9) == nil)
        #expect(Repository.kind { try repository.blob(small, limit: 9) } == .limit)
        #expect(Repository.kind { try repository.blob(large, limit: 9999) } == .invalid, "it is no file")

        let path = try pack(fixture)
        try FileManager.default.removeItem(atPath: path.replacing(".pack", with: ".idx"))
        try await fixture.git(["index-pack", "--index-version=1", path])
        let older = try fixture.open()
        #expect(older.packed(small) == nil)
        #expect(try older.blob(small, limit: 10).count == 10)
    }

    @Test(
        "no byte of a pack or its index can be changed, and no end cut off, so that something else comes out", arguments: [".pack", ".idx"])
    func damage(ending: String) async throws {
        let fixture = try await packed()
        let (all, path) = (try await objects(fixture), try pack(fixture, ending))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        var refused = 0
        for place in stride(from: 0, to: whole.count, by: 7) {
            var damaged = whole
            if place % 2 == 0 { damaged[place] ^= UInt8(1 << (place / 2 % 8)) } else { damaged = damaged.prefix(place) }
            try damaged.write(to: URL(fileURLWithPath: path))
            let packs = PackedObjects(of: fixture.work + "/.git/")
            let repository = try fixture.open()
            for known in [all[place % all.count], all[place * 31 % all.count], all[place * 101 % all.count]] {
                // Without a look at the name anything may come out, but nothing may go wrong.
                _ = packs.read(known.id, limit: .max)
                guard let found = repository.packed(known.id) else {
                    refused += 1
                    continue
                }
                #expect(found.kind == known.kind && found.bytes.count == known.size)
            }
        }
        #expect(refused > 50)
    }

    @Test("what is told from something larger than is read here is libgit2's too")
    func largeBase() async throws {
        let fixture = try await Fixture()
        let lines = (0..<70_000).map { "\($0 &* 2_654_435_761) is a line\n" }
        try await fixture.commit(["file": lines.joined()])
        try await fixture.commit(["file": lines.prefix(35_000).joined()])
        try await fixture.git(["repack", "-adqf"])
        let (large, small) = (try await fixture.id("HEAD~:file"), try await fixture.id("HEAD:file"))
        let chains = try await fixture.git(["verify-pack", "-v", try pack(fixture, ".idx")])
        try #require(chains.split(separator: "\n").contains { $0.hasPrefix(small.hex) && $0.hasSuffix(large.hex) }, "\(chains)")
        let repository = try fixture.open()
        let size = try repository.blob(small, limit: .max).count
        #expect(size < PackedObjects.largest && repository.packed(small) == nil)
    }

    @Test("an index that leads to another object of the same kind and size is found out by the name")
    func mislaid() async throws {
        let fixture = try await packed()
        let (one, other) = (try await fixture.id("HEAD:log/1.jsonl"), try await fixture.id("HEAD:log/2.jsonl"))
        let path = try pack(fixture, ".idx")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        var index = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        // Behind the head and 256 counts: names of twenty bytes, checksums and places of four.
        let count = index[1028..<1032].reduce(0) { $0 << 8 | Int($1) }
        func place(of id: ObjectID) throws -> Int {
            let name = try #require((0..<count).first { Array(index[(1032 + $0 * 20)..<(1052 + $0 * 20)]) == id.bytes })
            return 1032 + count * 24 + name * 4
        }
        let (left, right) = (try place(of: one), try place(of: other))
        for byte in 0..<4 { index.swapAt(left + byte, right + byte) }
        try Data(index).write(to: URL(fileURLWithPath: path))
        let repository = try fixture.open()
        #expect(PackedObjects(of: fixture.work + "/.git/").read(one, limit: .max)?.bytes == Array("{\"seq\":2}\n".utf8))
        #expect(repository.packed(one) == nil && repository.packed(other) == nil)
        #expect(Repository.kind { try repository.blob(one, limit: 100) } != nil)
    }

    @Test("whoever reads through a repository is told of damage by libgit2")
    func toldDamage() async throws {
        let fixture = try await packed()
        let (blobs, path) = (try await objects(fixture).filter { $0.kind == .blob }, try pack(fixture))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for place in 100..<(bytes.count - 20) { bytes[place] ^= 0x55 }
        try bytes.write(to: URL(fileURLWithPath: path))
        let repository = try fixture.open()
        let kinds = blobs.map { known in Repository.kind { try repository.blob(known.id, limit: .max) } }
        #expect(kinds.contains(.corrupt) && kinds.count { $0 == nil } < 10, "\(kinds)")
    }
}
