import AccessCore
import Cryptography
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Approvals

/// A GitHub App proves who it is by its key, and gets a token that it uses until shortly before its end.
@Suite struct GitHubAppTests {
    private static let keys = Task { () -> (pem: String, path: String, folder: TemporaryDirectory) in
        let folder = TemporaryDirectory()
        let made = try await Shell.run(["openssl", "genrsa", "-traditional", "-out", folder("key.pem"), "2048"])
        guard made.code == 0 else { throw ServerFailure(what: "openssl genrsa", log: made.errors) }
        return (try String(contentsOfFile: folder("key.pem"), encoding: .utf8), folder("key.pem"), folder)
    }

    private func world(expires: Timestamp) -> GitHubWorld {
        var world = GitHubWorld()
        world.json["installation"] = ["token": "ghs_SECRET1", "expires_at": "\(expires)", "permissions": ["contents": "read"]]
        return world
    }

    @Test func theTokenIsFetchedOnceAndUsed() async throws {
        let (pem, _, _) = try await Self.keys.value
        let world = world(expires: GitHubStub.now.advanced(by: .seconds(3600)))
        let stub = try await GitHubStub(world)
        let forge = try stub.forge(.app(id: "12", key: pem, installation: 34))
        for _ in 0..<2 {
            guard case .pullRequest = await forge.facts(about: world.questions)[0] else { return #expect(Bool(false)) }
        }
        let calls = try stub.calls()
        #expect(calls.map(\.kind) == ["tokens", "graphql", "activity", "graphql", "graphql", "activity", "graphql"])
        #expect(calls[0].method == "POST" && calls[0].path == "/app/installations/34/access_tokens" && calls[0].agent == "daypass")
        #expect(calls.dropFirst().allSatisfy { $0.authorization == "Bearer ghs_SECRET1" })
    }

    @Test func theProofIsSignedByTheKey() async throws {
        let (pem, path, folder) = try await Self.keys.value
        let app = try AppIdentity(id: "12", pem: pem, installation: 34)
        let parts = try app.token(at: GitHubStub.now).split(separator: ".").map(String.init)
        #expect(parts.count == 3 && !parts.joined().contains { "+/=".contains($0) })
        func bytes(_ part: String) -> [UInt8] {
            let text = part.map { $0 == "-" ? "+" : $0 == "_" ? "/" : String($0) }.joined()
            return Base64.decode((text + String(repeating: "=", count: (4 - text.count % 4) % 4)).utf8) ?? []
        }
        #expect(String(decoding: bytes(parts[0]), as: UTF8.self) == #"{"alg":"RS256","typ":"JWT"}"#)
        let issued = GitHubStub.now.seconds - 60
        #expect(String(decoding: bytes(parts[1]), as: UTF8.self) == #"{"iat":\#(issued),"exp":\#(issued + 600),"iss":"12"}"#)
        let name = UUID().uuidString
        try Data(bytes(parts[2])).write(to: URL(fileURLWithPath: folder("\(name).sig")))
        try Data("\(parts[0]).\(parts[1])".utf8).write(to: URL(fileURLWithPath: folder("\(name).txt")))
        let checked = try await Shell.run([
            "openssl", "dgst", "-sha256", "-prverify", path, "-signature", folder("\(name).sig"), folder("\(name).txt"),
        ])
        #expect(checked.output.contains("Verified OK"), "\(checked)")
    }

    @Test func aNewTokenIsFetchedShortlyBeforeTheEnd() async throws {
        let (pem, _, _) = try await Self.keys.value
        let end = GitHubStub.now.advanced(by: .seconds(3600))
        let world = world(expires: end)
        let stub = try await GitHubStub(world)
        let later = end.advanced(by: .seconds(3600))
        try stub.plan(["tokens": [nil, ["body": ["token": "ghs_SECRET2", "expires_at": "\(later)"]]]])
        let moment = Moment()
        let forge = try stub.forge(.app(id: "12", key: pem, installation: 34), now: { moment.now })
        for (time, count) in [(GitHubStub.now, 1), (end.advanced(by: .seconds(-301)), 1), (end.advanced(by: .seconds(-300)), 2)] {
            moment.set(time)
            _ = await forge.facts(about: world.questions)
            #expect(try stub.calls().filter { $0.kind == "tokens" }.count == count, "\(time)")
        }
        #expect(try stub.calls().last?.authorization == "Bearer ghs_SECRET2")
    }

    @Test func aRefusedAppIsADoubtWithoutAnySecret() async throws {
        let (pem, _, _) = try await Self.keys.value
        let cases: [(GraphJSON, String)] = [
            (
                ["status": 401, "body": ["message": "A JSON web token could not be decoded"]],
                "GitHub doesn't take the credentials ('A JSON web token could not be decoded')"
            ),
            (["status": 404, "body": ["message": "Not Found"]], "GitHub knows no installation 34 of this App, or hides it"),
            (
                ["status": 422, "body": ["message": "The permissions requested are not granted"]],
                "GitHub answered with status 422 ('The permissions"
            ),
            (["status": 201, "body": ["token": "x"]], "GitHub's answer has another shape than expected at expires_at"),
        ]
        for (answer, words) in cases {
            let world = world(expires: GitHubStub.now)
            let stub = try await GitHubStub(world)
            try stub.plan(["tokens": [answer]])
            let facts = await (try stub.forge(.app(id: "12", key: pem, installation: 34))).facts(about: world.questions)
            guard case .doubtful(let said, _) = facts[0] else { return #expect(Bool(false), "\(facts)") }
            #expect(said.hasPrefix(words), "\(said)")
            let proof = try #require(try stub.calls().first?.authorization.dropFirst("Bearer ".count))
            #expect(!proof.isEmpty && !said.contains(proof) && !said.contains("SECRET"))
            #expect(try stub.calls().map(\.kind) == ["tokens"])
        }
    }

    @Test func aKeyThatIsNoneIsNamedWithoutItself() async throws {
        let folder = TemporaryDirectory()
        let stub = try await GitHubStub(GitHubWorld())
        var keys = [
            "", "SECRET", "-----BEGIN RSA PRIVATE KEY-----\nSECRET\n-----END RSA PRIVATE KEY-----\n",
            String(repeating: "SECRET", count: 4000),
        ]
        for arguments in [
            ["genrsa", "1024"], ["ecparam", "-name", "prime256v1", "-genkey", "-noout"],
            ["genrsa", "-aes128", "-passout", "pass:x", "2048"],
        ] {
            keys.append(try await Shell.run(["openssl"] + arguments, in: folder.path).output)
        }
        for key in keys {
            do {
                _ = try stub.forge(.app(id: "12", key: key, installation: 34))
                Issue.record("taken: \(key.prefix(40))")
            } catch {
                #expect("\(error)".hasPrefix("the private key of the GitHub App can't be used ("))
                #expect(!"\(error)".contains("SECRET") && !"\(error)".contains("BEGIN"))
            }
        }
    }

    /// A clock that a test sets.
    private final class Moment: Sendable {
        private let time = Mutex(GitHubStub.now)

        var now: Timestamp { time.withLock { $0 } }

        func set(_ time: Timestamp) { self.time.withLock { $0 = time } }
    }
}
