import Foundation
import TestSupport
import Testing

@testable import Git

/// Looking through many blobs for a few words.
struct BlobSearchTests {
    /// Three hundred files, some of which say a name.
    private func fixture() async throws -> (Fixture, [TreeEntry]) {
        let fixture = try await Fixture()
        var files: [String: String?] = [:]
        for number in 0..<300 { files["requests/\(number % 7)/\(number).yaml"] = "user: member\(number % 40)\nend: \(number)\n" }
        let commit = try await fixture.commit(files)
        let repository = try fixture.open()
        return (fixture, try repository.list(repository.commit(commit).tree))
    }

    private func found(_ fixture: Fixture, _ entries: [TreeEntry], _ texts: String..., limit: Int = 1 << 20) throws -> [String] {
        try fixture.open().search(entries.map(\.id), for: texts.map { Array($0.utf8) }, limit: limit).map { place, bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(texts.contains { text.contains($0) })
            return entries[place].path.text
        }
    }

    @Test("the same of loose objects and of packs, in the order of the question")
    func places() async throws {
        let (fixture, entries) = try await fixture()
        let expected = entries.filter { entry in
            let number = Int(entry.path.name.dropLast(5)) ?? 0
            return number % 40 == 3 || (30...39).contains(number % 40) || number % 40 == 17
        }.map(\.path.text)
        #expect(expected.count > 80)
        for isPacked in [false, true] {
            if isPacked { try await fixture.git(["repack", "-adq"]) }
            #expect(try found(fixture, entries, "member3", "member17") == expected)
            #expect(try found(fixture, entries, "nobody").isEmpty)
            #expect(try found(fixture, entries).isEmpty)
            #expect(try found(fixture, entries, "member3", limit: 10).isEmpty)
        }
    }

    /// Whoever tries a million notes finds two texts whose names begin alike in five bytes, and could hide one behind the other.
    @Test("a text whose name begins as a packed one's is found all the same")
    func alike() async throws {
        let (hidden, other) = ("user: member01\nnote: 0770552\n", "user: nobody01\nnote: 1395082\n")
        let fixture = try await Fixture()
        try await fixture.commit(["other": other])
        try await fixture.git(["repack", "-adq"])
        try await fixture.commit(["hidden": hidden])
        let (id, packed) = (try await fixture.id("HEAD:hidden"), try await fixture.id("HEAD:other"))
        #expect(id.hex.prefix(10) == packed.hex.prefix(10) && id != packed)
        // As many as make the index be held in memory.
        let blobs = [id] + Array(repeating: packed, count: 3000)
        let found = try fixture.open().search(blobs, for: [Array("member01".utf8)], limit: 100)
        #expect(found.map(\.place) == [0])
    }

    @Test("what is found is compared with its name: a pack that says something else is not believed")
    func damage() async throws {
        let (fixture, entries) = try await fixture()
        try await fixture.git(["-c", "pack.compression=0", "repack", "-adqf", "--depth=0"])
        let folder = fixture.work + "/.git/objects/pack/"
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".pack") })
        let wanted = Array("user: member12\nend: 12\n".utf8)
        #expect(try found(fixture, entries, "end: 12\n").count == 1)
        var pack = Array(try Data(contentsOf: URL(fileURLWithPath: folder + name)))
        let place = try #require(pack.indices.first { pack[$0...].starts(with: wanted) })
        // Other words with the same checksum of zlib's (Adler-32): two bytes moved, and the ones between them back.
        for (offset, step) in [(1, 1), (2, -2), (3, 1)] { pack[place + offset] = UInt8(Int(pack[place + offset]) + step) }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + name)
        try Data(pack).write(to: URL(fileURLWithPath: folder + name))
        #expect(Repository.kind { try found(fixture, entries, "end: 12\n") } == .corrupt)
    }
}
