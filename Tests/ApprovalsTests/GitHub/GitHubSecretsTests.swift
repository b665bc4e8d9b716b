import AccessCore
import HTTP
import Testing

@testable import Approvals

/// The token goes to GitHub and nowhere else: everything that comes out is searched for it.
@Suite struct GitHubSecretsTests {
    private func dumped(_ value: Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text + "\(value)" + String(reflecting: value)
    }

    @Test func noAnswerBringsTheTokenBack() async throws {
        let token = GraphJSON.text("it was \(GitHubStub.token)")
        let escaped = GitHubStub.token.unicodeScalars.map { "\\u00" + String($0.value, radix: 16) }.joined()
        var answers = ([400, 401, 403, 404, 422, 429, 500, 502, 503] as [Int64]).map { status -> GraphJSON in
            ["status": .number(status), "body": ["message": token]]
        }
        answers.append(["status": 401, "text": #"{"message": "it was \#(escaped)"}"#])
        answers.append(["status": 200, "text": #"{"data": null, "errors": [{"message": "it was \#(escaped)"}]}"#])
        answers.append(["status": 200, "text": .text("<html>\(GitHubStub.token)</html>")])
        answers.append(["status": 200, "body": ["errors": [["message": token]]]])
        answers.append(["status": 302, "headers": ["Location": .text("http://127.0.0.1:1/\(GitHubStub.token)")], "text": ""])
        answers.append(["patch": [[["data", "repository", "nameWithOwner"], token]]])
        for kind in ["graphql", "activity"] {
            for answer in answers where kind == "graphql" || answer["patch"] == .null {
                let testimony = try await GitHubStub.testimony(plan: .object([kind: [answer]]))
                #expect(testimony.approvals.isEmpty && testimony.doubt != nil, "\(answer)")
                #expect(!dumped(testimony).contains("SECRET"), "\(testimony)")
            }
        }
    }

    @Test func anAnswerThatHoldsTheTokenIsNotRead() async throws {
        let testimony = try await GitHubStub.testimony { $0.pull["reviews"][0]["body"] = "\(GitHubStub.token)" }
        #expect(testimony.approvals.isEmpty)
        #expect(testimony.doubt == "the answer has our credentials in it, and isn't read: look at what approval.forge.api is")
    }

    @Test func nothingPrintsTheCredentials() async throws {
        let stub = try await GitHubStub(GitHubWorld())
        let app = GitHubCredential.app(id: "12", key: "-----BEGIN SECRET KEY", installation: 3)
        for value in [GitHubCredential.token(GitHubStub.token), app] as [Any] { #expect(!dumped(value).contains("SECRET")) }
        #expect(!dumped(Secrets([GitHubStub.token])).contains("SECRET"))
        #expect(!dumped(try stub.forge()).contains("SECRET"))
        #expect("\(app)" == "the App 12, installation 3" && "\(GitHubCredential.token("x"))" == "a token")
    }

    @Test func secretsAreFoundWhereverTheyStand() {
        let secrets = Secrets(["abc", "", "xyz"])
        #expect(secrets.removed(from: "1abc2xyz3abc") == "1…2…3…")
        #expect(secrets.stand(in: Array("--xyz".utf8)) && !secrets.stand(in: Array("ab cxy".utf8)) && !secrets.stand(in: []))
        // As JSON may write them.
        let token = Secrets(["a/b+c"])
        for text in [#""a\/b+c""#, #"\u0061/b\u002Bc"#, #"\n\u0061\/b\u002bc"#, #"\\a/b+c"#] {
            #expect(token.stand(in: Array(text.utf8)), "\(text)")
        }
        for text in [#"a\\/b+c"#, #"\u00e4/b+c"#, #"a/b+\u63"#, #"a/b+\u"#, #"a/b+\"#, #"\u2061/b+c"#] {
            #expect(!token.stand(in: Array(text.utf8)), "\(text)")
        }
    }

    @Test func anUnencryptedServerGetsNoToken() {
        for api in [
            "http://github.example.com", "ftp://x", "github.example.com", "http://127.0.0.1.evil.example", "https://a@b",
            "https://x/?y",
        ] {
            let settings = ForgeSettings(kind: .github, repository: "a/b", api: api, credential: .token(variable: "T"))
            #expect(throws: GitHubFault.api(api), "\(api)") {
                try GitHubForge(settings, credential: .token("x"), client: HTTPClient(), now: { GitHubStub.now })
            }
        }
    }
}
