import TestSupport
import Testing

@testable import Git

@Suite struct CommitTests {
    @Test func writesWhatGitReads() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let first = try repository.add("a", "1", to: nil, message: "First\n\nBody\n")
        let armored = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\nAAAA\n-----END SSH SIGNATURE-----"
        var unsigned: [UInt8] = []
        let second = try repository.makeCommit(
            tree: try repository.commit(first).tree, parents: [first], author: someone,
            committer: Signature(name: "Daypass", mail: "daypass@localhost", seconds: 1_795_366_801),
            message: "Zweiter – ü\n\nDaypass-Run: 1\n"
        ) {
            unsigned = $0
            return armored
        }
        try repository.setReference("refs/heads/main", to: second, expecting: nil)
        #expect(
            try await fixture.git(["log", "--format=%H %T %P|%an <%ae> %ad|%cn <%ce> %cd|%B", "--date=raw", "main"])
                == "\(second) \(try repository.commit(first).tree) \(first)|Some One <some.one@example.com> 1795366800 +0100"
                + "|Daypass <daypass@localhost> 1795366801 +0000|Zweiter – ü\n\nDaypass-Run: 1\n\n"
                + "\(first) \(try repository.commit(first).tree) |Some One <some.one@example.com> 1795366800 +0100"
                + "|Some One <some.one@example.com> 1795366800 +0100|First\n\nBody"
        )
        try await fixture.git(["fsck", "--strict", "--full"])
        let read = try repository.commit(second)
        #expect(read.parents == [first])
        #expect(read.author == someone)
        #expect(read.committer.name == "Daypass")
        #expect(read.message == "Zweiter – ü\n\nDaypass-Run: 1\n")
        #expect(read.signature == armored)
        let signature = try #require(try repository.signature(of: second))
        #expect(signature.armored == armored)
        #expect(signature.signed == unsigned)
        #expect(try repository.commit(first).signature == nil)
        #expect(try repository.signature(of: first) == nil)
        #expect(Repository.kind { try repository.signature(of: .zero) } == .notFound)
        #expect(Repository.kind { try repository.commit(read.tree) } != nil)
    }

    /// A message of the size is cheap to send: it is nearly nothing when deflated.
    @Test("a huge commit's signature is not looked for, be the commit loose or packed", arguments: [false, true])
    func limitsWhatIsSigned(isPacked: Bool) async throws {
        let fixture = try await Fixture()
        let loose = try fixture.open()
        let tree = try loose.updatingTree(nil, [.put(path: "a", bytes: [])])
        var made: [ObjectID] = []
        for size in [2 << 20, 16 << 20] {
            let message = String(repeating: "m", count: size)
            made.append(try loose.makeCommit(tree: tree, parents: [], author: someone, message: message) { _ in "signature" })
            try loose.setReference("refs/heads/\(size)", to: made[made.count - 1], expecting: nil)
        }
        if isPacked { try await fixture.git(["repack", "-adq"]) }
        let repository = try fixture.open()
        #expect(try repository.signature(of: made[0])?.armored == "signature")
        #expect(Repository.kind { try repository.signature(of: made[1]) } == .limit)
    }

    @Test func refusesNamesThatWouldForgeAHeader() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let tree = try repository.updatingTree(nil, [.put(path: "a", bytes: [])])
        for (name, mail) in [("", "a@b"), ("a<b", "a@b"), ("a", "a>b"), ("a\nparent 0", "a@b")] {
            let signature = Signature(name: name, mail: mail, seconds: 0)
            #expect(Repository.kind { try repository.makeCommit(tree: tree, parents: [], author: signature, message: "m") } == .invalid)
        }
        #expect(Repository.kind { try repository.makeCommit(tree: tree, parents: [], author: someone, message: "a\0b") } == .invalid)
        #expect(Repository.kind { try repository.makeCommit(tree: tree, parents: [.zero], author: someone, message: "m") } == .notFound)
        #expect(Repository.kind { try repository.makeCommit(tree: .zero, parents: [], author: someone, message: "m") } == .notFound)
    }

    @Test func movesReferencesOnlyFromWhereTheyAreExpected() async throws {
        let fixture = try await Fixture()
        defer { withExtendedLifetime(fixture) {} }
        let repository = try fixture.open()
        let first = try repository.add("a", "1", to: nil)
        let second = try repository.add("a", "2", to: first)
        #expect(try repository.reference("refs/heads/x") == nil)
        #expect(Repository.kind { try repository.setReference("refs/heads/x", to: first, expecting: second) } == .invalid)
        try repository.setReference("refs/heads/x", to: first, expecting: nil)
        #expect(Repository.kind { try repository.setReference("refs/heads/x", to: second, expecting: nil) } == .invalid)
        try repository.setReference("refs/heads/x", to: second, expecting: first)
        #expect(try repository.reference("refs/heads/x") == second)
        #expect(Repository.kind { try repository.setReference("refs/heads/a..b", to: second, expecting: nil) } == .invalid)
        #expect(Repository.kind { try repository.setReference("refs/heads/y", to: .zero, expecting: nil) } == .notFound)
        try repository.removeReference("refs/heads/x")
        try repository.removeReference("refs/heads/x")
        #expect(try repository.reference("refs/heads/x") == nil)
    }
}
