import AccessCore
import Cryptography
import SSHSignatures
import TestSupport
import Testing

@testable import Approvals

@Suite struct SignatureEvidenceTests {
    private let world: SigningWorld
    private static let lead = PersonName("lead01")

    init() throws { world = try SigningWorld() }

    @Test("signatures of two people, one of whom shortens the window")
    func honest() throws {
        let plain = try SigningWorld.statement()
        let short = try SigningWorld.statement(until: "2026-11-22T15:00:00Z", comment: "Only until the deployment is through.")
        let (first, second) = (try SigningWorld.signature(plain), try SigningWorld.signature(short, by: "lead02"))
        let files = [
            SigningWorld.file(Array(short.text.utf8), named: "lead02", ending: ".approval"), SigningWorld.file(second, named: "lead02"),
            SigningWorld.file(first), ApprovalFile(path: "requests/README.md", bytes: [1], seen: SigningWorld.seen),
            ApprovalFile(path: SigningWorld.path, bytes: SigningWorld.content, seen: SigningWorld.seen),
        ]
        let evidence = world.evidence(files)
        #expect(evidence.rejected.isEmpty && evidence.moreRejected == 0)
        #expect(
            evidence.approvals == [
                SignedApproval(
                    person: Self.lead, fingerprint: try SigningWorld.key("lead01").publicKey.fingerprint,
                    path: "\(SigningWorld.path).lead01.sig", digest: SHA256.hash(first), seen: SigningWorld.seen, statement: plain),
                SignedApproval(
                    person: PersonName("lead02"), fingerprint: try SigningWorld.key("lead02").publicKey.fingerprint,
                    path: "\(SigningWorld.path).lead02.sig", digest: SHA256.hash(second), seen: SigningWorld.seen, statement: short),
            ])
        // The order of the files is nothing.
        #expect(world.evidence(files.reversed()) == evidence)
    }

    @Test("policies: their tree is what is signed, and nothing else counts for them")
    func policies() throws {
        let (tree, other) = (TreeID(String(repeating: "a", count: 40)), TreeID(String(repeating: "b", count: 40)))
        let subject = ApprovalStatement.Subject.policies(tree: tree)
        let path = ApprovalPath(of: subject, by: Self.lead)
        #expect(path.signature == "approvals/policies/\(tree).lead01.sig")
        let bytes = try SigningWorld.signature(try ApprovalStatement(repository: SigningWorld.repository, policies: tree))
        let file = ApprovalFile(path: path.signature, bytes: bytes, seen: SigningWorld.seen)
        #expect(world.evidence([file], of: subject).approvals.map(\.person) == [Self.lead])
        // Laid beside another tree, or beside a request.
        let moved = ApprovalFile(
            path: ApprovalPath(of: .policies(tree: other), by: Self.lead).signature, bytes: bytes, seen: SigningWorld.seen)
        #expect(world.rejection([moved], of: .policies(tree: other)) == .otherStatement)
        #expect(world.evidence([moved], of: subject) == world.evidence([], of: subject))
        #expect(world.rejection([SigningWorld.file(bytes)]) == .otherStatement)
        let text = try ApprovalStatement(repository: SigningWorld.repository, policies: tree).text
        #expect(world.rejection([SigningWorld.file(bytes), SigningWorld.file(Array(text.utf8), ending: ".approval")]) == .otherKind)
        // Nor with the text that was signed.
        let saying = ApprovalFile(
            path: ApprovalPath(of: .policies(tree: other), by: Self.lead).statement, bytes: Array(text.utf8), seen: SigningWorld.seen)
        #expect(world.rejection([moved, saying], of: .policies(tree: other)) == .otherContent)
    }

    @Test("what was signed for something else")
    func replayed() throws {
        func rejection(_ statement: ApprovalStatement, isWritten: Bool) throws -> SignatureRejection? {
            var files = [SigningWorld.file(try SigningWorld.signature(statement))]
            if isWritten { files.append(SigningWorld.file(Array(statement.text.utf8), ending: ".approval")) }
            return world.rejection(files)
        }
        let elsewhere = try SigningWorld.statement(repository: "evil/access")
        let renamed = try SigningWorld.statement(path: "requests/2026/11/other.yaml")
        let edited = try SigningWorld.statement(content: SigningWorld.content + [0x0A])
        for statement in [elsewhere, renamed, edited] { #expect(try rejection(statement, isWritten: false) == .otherStatement) }
        #expect(try rejection(elsewhere, isWritten: true) == .otherRepository("evil/access"))
        #expect(try rejection(renamed, isWritten: true) == .otherPath("requests/2026/11/other.yaml"))
        #expect(try rejection(edited, isWritten: true) == .otherContent)
        // Without a statement it can be told only by what is known of the file's past.
        let files = [SigningWorld.file(try SigningWorld.signature(edited))]
        let earlier = ApprovalStatement.Subject.request(
            path: SigningWorld.path, sha256: SHA256.hash(SigningWorld.content + [0x0A]))
        #expect(world.evidence(files, earlier: [SigningWorld.subject, earlier]).rejected.map(\.reason) == [.otherContent])
        #expect(try rejection(try SigningWorld.statement(), isWritten: true) == nil)
    }

    @Test("a statement that isn't the signed one")
    func otherStatements() throws {
        let signed = try SigningWorld.statement(until: "2026-11-22T15:00:00Z")
        let signature = SigningWorld.file(try SigningWorld.signature(signed))
        let longer = try SigningWorld.statement(until: "2026-11-22T18:00:00Z")
        // The shortening can't be taken away, changed, or added.
        #expect(world.rejection([signature]) == .otherStatement)
        #expect(world.rejection([signature, SigningWorld.file(Array(longer.text.utf8), ending: ".approval")]) == .otherStatement)
        let plain = SigningWorld.file(try SigningWorld.signature(try SigningWorld.statement()))
        #expect(world.rejection([plain, SigningWorld.file(Array(signed.text.utf8), ending: ".approval")]) == .otherStatement)
        #expect(
            world.rejection([signature, SigningWorld.file(Array((signed.text + "\n").utf8), ending: ".approval")])
                == .statement(.ending))
        #expect(
            world.rejection([signature, SigningWorld.file([UInt8](repeating: 0x61, count: 1 << 20), ending: ".approval")])
                == .statement(.tooLong(4096)))
        #expect(world.rejection([SigningWorld.file(Array(signed.text.utf8), ending: ".approval")]) == .unsigned)
    }

    @Test("who signed: nobody's key, another person's, a name that isn't one")
    func people() throws {
        let statement = try SigningWorld.statement()
        let stranger = try SigningWorld.key("stranger").publicKey.fingerprint
        #expect(world.rejection([SigningWorld.file(try SigningWorld.signature(statement, by: "stranger"))]) == .unknownKey(stranger))
        let second = try SigningWorld.key("lead02").publicKey.fingerprint
        #expect(
            world.rejection([SigningWorld.file(try SigningWorld.signature(statement, by: "lead02"))])
                == .otherPerson(PersonName("lead02"), fingerprint: second))
        let good = try SigningWorld.signature(statement)
        for name in ["lead03", "Lead01", "lead01 ", "lead01.lead01", "", "../lead01", "lead01\u{0}", "l\u{435}ad01"] {
            let evidence = world.evidence([SigningWorld.file(good, named: name)])
            #expect(evidence.approvals.isEmpty, "\(name)")
            if !name.isEmpty { #expect(evidence.rejected.map(\.reason) == [.nobody], "\(name)") }
        }
        // Equal to Swift: a Kelvin sign is a K.
        var people = world.people
        people.people[PersonName("Kim")] = Person(
            name: PersonName("Kim"), iam: .everywhere(UserName("Kim")),
            keys: [SigningKey(key: try SigningWorld.key("Kim").publicKey.text, from: nil, until: nil)])
        var other = world
        other.people = people
        let kim = try SigningWorld.signature(statement, by: "Kim")
        #expect(other.evidence([SigningWorld.file(kim, named: "Kim")]).approvals.count == 1)
        #expect(other.rejection([SigningWorld.file(kim, named: "\u{212A}im")]) == .nobody)
        // One signature a person, whatever lies there besides.
        let both = other.evidence([SigningWorld.file(kim, named: "Kim"), SigningWorld.file(kim, named: "\u{212A}im")])
        #expect(Set(both.approvals.map(\.person)).count == both.approvals.count && both.approvals.count <= 1)
    }

    @Test("a key that two people have is nobody's")
    func sharedKeys() throws {
        let key = SigningKey(key: try SigningWorld.key("lead01").publicKey.text, from: nil, until: nil)
        let shared = try SigningWorld(more: ["member01": [key]])
        let fingerprint = try SigningWorld.key("lead01").publicKey.fingerprint
        for name in ["lead01", "member01"] {
            #expect(
                shared.rejection([SigningWorld.file(try SigningWorld.signature(try SigningWorld.statement()), named: name)])
                    == .unknownKey(fingerprint))
        }
    }

    @Test("when the key signs is judged by when the signature was first seen")
    func validity() throws {
        let good = try SigningWorld.signature(try SigningWorld.statement())
        let fingerprint = try SigningWorld.key("lead01").publicKey.fingerprint
        func rejection(
            _ seen: String, from: String? = nil, until: String? = nil, revoked: SigningKey.Revocation? = nil
        ) throws -> SignatureRejection? {
            try SigningWorld(from: from.map(SigningWorld.time), until: until.map(SigningWorld.time), revoked: revoked)
                .rejection([SigningWorld.file(good, seen: SigningWorld.time(seen))])
        }
        let (begin, end) = ("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")
        #expect(try rejection("2026-11-15T00:00:00Z", from: begin, until: end) == nil)
        #expect(try rejection(begin, from: begin, until: end) == nil)
        #expect(
            try rejection("2026-10-31T23:59:59Z", from: begin, until: end)
                == .standing(.early(SigningWorld.time(begin)), fingerprint: fingerprint))
        #expect(try rejection(end, from: begin, until: end) == .standing(.late(SigningWorld.time(end)), fingerprint: fingerprint))
        #expect(try rejection("2026-11-15T00:00:00Z", revoked: .always) == .standing(.revoked(.always), fingerprint: fingerprint))
        let since = SigningKey.Revocation.since(SigningWorld.time("2026-11-10T00:00:00Z"))
        #expect(try rejection("2026-11-09T23:59:59Z", revoked: since) == nil)
        #expect(try rejection("2026-11-10T00:00:00Z", revoked: since) == .standing(.revoked(since), fingerprint: fingerprint))
        // Revoked comes before whatever else is wrong.
        #expect(try rejection(end, until: end, revoked: .always) == .standing(.revoked(.always), fingerprint: fingerprint))
    }

    @Test("signatures that are none, and those for another purpose")
    func unreadable() throws {
        let statement = try SigningWorld.statement()
        #expect(
            world.rejection([SigningWorld.file(try SigningWorld.signature(statement, namespace: "git"))]) == .namespace("git"))
        let hostile = try SigningWorld.signature(statement, namespace: "a\u{202E}\u{1B}[2J" + String(repeating: "x", count: 200))
        #expect(world.rejection([SigningWorld.file(hostile)]) == .namespace("a??[2J" + String(repeating: "x", count: 58)))
        let good = try SigningWorld.signature(statement)
        #expect(world.rejection([SigningWorld.file(good + good)]).map { if case .unreadable = $0 { true } else { false } } == true)
        for bytes in [[], [0xFF], Array("hello".utf8), [UInt8](repeating: 0x41, count: 1 << 20), Array(good.dropLast(2))] as [[UInt8]] {
            guard case .unreadable = world.rejection([SigningWorld.file(bytes)]) else {
                Issue.record("\(bytes.prefix(10))")
                continue
            }
        }
    }

    @Test("every byte of signature and statement changed")
    func everyByte() throws {
        let statement = try SigningWorld.statement(until: "2026-11-22T15:00:00Z", comment: "ok")
        let (signature, text) = (try SigningWorld.signature(statement), Array(statement.text.utf8))
        let files = [SigningWorld.file(signature), SigningWorld.file(text, ending: ".approval")]
        #expect(world.evidence(files).approvals.count == 1)
        for (index, bytes) in [signature, text].enumerated() {
            for place in bytes.indices {
                var changed = files
                changed[index].bytes[place] ^= 1 << UInt8(place % 8)
                #expect(world.evidence(changed).approvals.isEmpty, "\(index): \(place)")
            }
        }
    }

    @Test("thousands of files of nobody are counted, not listed")
    func noise() throws {
        let good = SigningWorld.file(try SigningWorld.signature(try SigningWorld.statement()))
        let noise = (0..<5000).map { SigningWorld.file([0x41], named: "a\($0)") }
        let evidence = world.evidence(noise + [good])
        #expect(evidence.approvals.count == 1 && evidence.rejected.count == 100 && evidence.moreRejected == 4900)
    }

    @Test("every reason is one line of plain words")
    func words() throws {
        let reasons: [SignatureRejection] = [
            .nobody, .unsigned, .unreadable(.keyType("ssh-dss")), .statement(.ending), .namespace("git"), .unknownKey("SHA256:x"),
            .otherPerson(Self.lead, fingerprint: "SHA256:x"), .otherRepository("a"), .otherPath("requests/a.yaml"), .otherContent,
            .otherKind, .otherStatement, .standing(.early(SigningWorld.seen), fingerprint: "SHA256:x"),
            .standing(.late(SigningWorld.seen), fingerprint: "SHA256:x"), .standing(.revoked(.always), fingerprint: "SHA256:x"),
            .standing(.revoked(.since(SigningWorld.seen)), fingerprint: "SHA256:x"),
        ]
        let words = reasons.map { "\($0)" }
        #expect(Set(words).count == words.count)
        for text in words { #expect(!text.hasSuffix(".") && !text.contains("\n") && !text.contains("!") && text.count > 20, "\(text)") }
        #expect("\(SignatureRejection.otherContent)" == "it was signed for another content")
    }
}
