import Foundation
import TestSupport
import Testing

/// `scripts/comment`: one comment, its own, under the right pull request, whatever an artifact says.
@Suite(.serialized) struct CommentScriptTests {
    private static let head = String(repeating: "a", count: 40)
    private static let text = "<!-- daypass check -->\n### Daypass: 1 request is valid\n"
    private let folder = TemporaryDirectory()

    private struct Seen: Decodable {
        var writes: [[String]]
        var tokens: [String]
    }

    private func forge(_ state: [String: Any]) async throws -> LoopbackServer {
        let server = try await LoopbackServer(["python3", LoopbackServer.script("forge_stub.py"), "{port}"])
        let body = String(decoding: try JSONSerialization.data(withJSONObject: state), as: UTF8.self)
        try LoopbackRequest.send("POST", port: server.port, "/_stub", body: body)
        return server
    }

    private func seen(_ server: LoopbackServer) throws -> Seen {
        try JSONDecoder().decode(Seen.self, from: Data(try LoopbackRequest.send("GET", port: server.port, "/_stub").utf8))
    }

    private func run(_ server: LoopbackServer, _ arguments: String..., gitlab: Bool = false, head: String = head) async throws -> Finished {
        let address = "http://127.0.0.1:\(server.port)"
        let environment =
            gitlab
            ? [
                "CI_API_V4_URL": address, "CI_PROJECT_ID": "12", "DAYPASS_COMMENT_TOKEN": "secret", "CI_DEFAULT_BRANCH": "main",
                "HEAD_SHA": head,
            ]
            : [
                "GITHUB_API_URL": address, "GITHUB_REPOSITORY": "example/access", "GITHUB_TOKEN": "secret", "BASE_BRANCH": "main",
                "HEAD_SHA": head,
            ]
        return try await Shell.run(["python3", Site.package + "/scripts/comment"] + arguments, environment: environment)
    }

    private static func pull(head: String = head, base: String = "main", state: String = "open") -> [String: Any] {
        ["state": state, "head": ["sha": head], "base": ["ref": base], "sha": head]
    }

    private static func comment(_ id: Int, by login: String, type: String = "Bot", _ body: String = text) -> [String: Any] {
        ["id": id, "user": ["login": login, "type": type], "body": body]
    }

    @Test("the first time it is posted, then replaced: its own, and nobody else's")
    func replaced() async throws {
        let file = try folder.write(Self.text, to: "comment.md")
        let first = try await forge(["pull": Self.pull(), "comments": [Self.comment(1, by: "github-actions[bot]", "hello")]])
        #expect(try await run(first, "post", "5", file).output == "posted\n")
        #expect(try seen(first).writes == [["POST", "/repos/example/access/issues/5/comments", Self.text]])
        var comments = (1...150).map { Self.comment($0, by: "member-one", type: "User", "a word") }
        comments.append(Self.comment(200, by: "member-one", type: "User"))
        comments.append(Self.comment(201, by: "github-actions[bot]", type: "User"))
        comments.append(Self.comment(202, by: "github-actions[bot]", "quoted:\n" + Self.text))
        comments.append(Self.comment(203, by: "github-actions[bot]"))
        let second = try await forge(["pull": Self.pull(), "comments": comments])
        #expect(try await run(second, "post", "5", file).output == "replaced\n")
        #expect(try seen(second).writes == [["PATCH", "/repos/example/access/issues/comments/203", Self.text]])
    }

    @Test("GitLab: the same, by the token's own user")
    func gitlab() async throws {
        let file = try folder.write(Self.text, to: "comment.md")
        let notes: [[String: Any]] = [
            ["id": 1, "author": ["id": 8], "body": Self.text], ["id": 2, "author": ["id": 7], "body": Self.text],
        ]
        let server = try await forge([
            "pull": Self.pull(), "comments": notes, "open": [["iid": 5, "sha": Self.head], ["iid": 6, "sha": Self.head]],
        ])
        #expect(try await run(server, "list", gitlab: true).output == "5 \(Self.head)\n6 \(Self.head)\n")
        #expect(try await run(server, "post", "5", file, gitlab: true).output == "replaced\n")
        #expect(try seen(server).writes == [["PUT", "/projects/12/merge_requests/5/notes/2", Self.text]])
        #expect(try seen(server).tokens == ["secret"])
    }

    @Test("an artifact is a number, and that of a pull request at the commit that ran")
    func find() async throws {
        let server = try await forge(["pull": Self.pull()])
        _ = try folder.write("5\n", to: "good/number")
        #expect(try await run(server, "find", folder("good")).output == "5\n")
        let other = try await run(server, "find", folder("good"), head: String(repeating: "b", count: 40))
        #expect(other.code == 1 && other.output.isEmpty && other.errors.contains("is not at the commit that was checked"))
        for (name, state) in [("base", Self.pull(base: "release")), ("closed", Self.pull(state: "closed")), ("none", [:])] {
            let server = try await forge(["pull": state])
            let run = try await run(server, "find", folder("good"))
            #expect(run.code == 1 && run.output.isEmpty, "\(name)")
        }
    }

    @Test(
        "what is no number is nothing",
        arguments: ["", "0", "-1", "5/../../other", "5\n6", "five", "１２", "99999999999999999999", "5\u{0}", "$(id)", "5?x=1"])
    func hostile(text: String) async throws {
        let server = try await forge(["pull": Self.pull()])
        _ = try folder.write(text, to: "bad/number")
        let run = try await run(server, "find", folder("bad"))
        #expect(run.code == 1 && run.output.isEmpty, "\(run.output)")
        #expect(try seen(server).tokens.isEmpty, "nobody was asked")
    }

    @Test("a link, a folder and a large file aren't read")
    func notPlain() async throws {
        let server = try await forge(["pull": Self.pull()])
        _ = try folder.write("5\n", to: "secret")
        for name in ["link", "large", "folder"] {
            try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(atPath: folder("link/number"), withDestinationPath: folder("secret"))
        try FileManager.default.createDirectory(atPath: folder("folder/number"), withIntermediateDirectories: true)
        _ = try folder.write(String(repeating: "5", count: 100), to: "large/number")
        for name in ["link", "large", "folder", "missing"] {
            let run = try await run(server, "find", folder(name))
            #expect(run.code == 1 && run.output.isEmpty, "\(name)")
        }
    }

    @Test("nothing is posted under a pull request that has moved on, and nothing but a check's comment")
    func late() async throws {
        let server = try await forge(["pull": Self.pull(head: String(repeating: "b", count: 40))])
        let moved = try await run(server, "post", "5", try folder.write(Self.text, to: "comment.md"))
        #expect(moved.code == 0 && moved.output.contains("has moved on"))
        #expect(try await run(server, "post", "5", try folder.write("hello", to: "other.md")).code == 1)
        #expect(try await run(server, "post", "x", folder("comment.md")).code == 1)
        #expect(try seen(server).writes.isEmpty)
    }
}
