import Foundation
import TestSupport
import Testing

@testable import Git

/// Against servers that lie, break off, or say nothing.
@Suite struct HostileRemoteTests {
    private let specs = [RefSpec.branch("main")]

    private struct Served {
        let fixture: Fixture
        let server: LoopbackServer

        init() async throws {
            fixture = try await Fixture()
            server = try await LoopbackServer(["python3", LoopbackServer.script("git_http.py"), "{port}", fixture.folder.path])
        }

        func remote(_ mode: String, host: String = "127.0.0.1") throws -> RemoteURL {
            try RemoteURL("http://\(host):\(server.port)/\(mode)/work")
        }

        func seen() async throws -> [String] {
            let seen = try await Shell.run(["curl", "-s", "http://127.0.0.1:\(server.port)/seen"])
            return seen.output.split(separator: "\n").map(String.init)
        }
    }

    private func failure(_ body: () throws -> some Any) -> GitFailure {
        do {
            _ = try body()
            return GitFailure(.other, in: "", "it succeeded")
        } catch let failure as GitFailure { return failure } catch { return GitFailure(.other, in: "", "\(error)") }
    }

    @Test func everyWrongAnswerHasItsReason() async throws {
        let served = try await Served()
        try await served.fixture.commit(["a": "1"])
        let mine = try served.fixture.cache()
        let cases: [(String, GitFailure.Kind, String)] = [
            ("html", .corrupt, "answered with text/html"), ("liar", .corrupt, "no list of references"), ("garbage", .unreachable, ""),
            ("status401", .auth, "give a token"), ("status403", .auth, "Sorry,[31m not today."),
            ("status404", .notFound, "no such repository"),
            ("status500", .unreachable, "HTTP 500"), ("status503", .unreachable, "HTTP 503"), ("status429", .unreachable, "HTTP 429"),
            ("status204", .other, "HTTP 204"), ("status418", .other, "HTTP 418"),
            ("redirectloop", .invalid, "more than 5 times"), ("redirectaway", .invalid, "no git repository"),
            ("truncate", .unreachable, ""), ("empty", .unreachable, ""), ("flip", .corrupt, ""),
            ("post404", .notFound, "no such repository"),
            ("post500", .unreachable, "HTTP 500"),
        ]
        for (mode, kind, words) in cases {
            let found = failure { try mine.fetch(from: served.remote(mode), refs: specs) }
            #expect(found.kind == kind, "\(mode): \(found)")
            #expect(words.isEmpty || found.message.contains(words), "\(mode): \(found)")
            #expect(!"\(found)".contains("\u{1B}"))
        }
        #expect(try mine.reference("refs/remotes/origin/main") == nil)
        #expect(try mine.fetch(from: served.remote("good"), refs: specs).references.count == 1)
        try await Shell.git("fsck", "--strict", "--full", in: served.fixture.folder("cache.git"))
    }

    @Test func silenceAndDribbleEndInTime() async throws {
        let served = try await Served()
        let tip = try await served.fixture.commit(["a": "1"])
        let mine = try served.fixture.cache()
        let stalls = RemoteOptions(limits: TransferLimits(stall: .milliseconds(300)))
        let totals = RemoteOptions(limits: TransferLimits(total: .milliseconds(500)))
        #expect(failure { try mine.fetch(from: served.remote("silent"), refs: specs, using: stalls) }.kind == .timeout)
        #expect(failure { try mine.fetch(from: served.remote("silent"), refs: specs, using: totals) }.kind == .timeout)
        #expect(failure { try mine.fetch(from: served.remote("dribble"), refs: specs, using: totals) }.kind == .timeout)
        #expect(failure { try mine.fetch(from: served.remote("mute"), refs: specs, using: stalls) }.kind == .timeout)
        let start = ContinuousClock.now
        let stopped = failure {
            try mine.fetch(from: served.remote("silent"), refs: specs) { ContinuousClock.now - start > .milliseconds(200) }
        }
        #expect(stopped.kind == .cancelled)
        // A push that gets no answer may have landed: the branch that the server shows decides, or doesn't.
        try mine.fetch(from: served.fixture.remote, refs: specs)
        let next = try mine.add("b", "2", to: tip)
        #expect(try mine.push(next, to: served.remote("mute"), branch: "audit", expecting: nil, using: stalls) == .unanswered)
        #expect(try await served.fixture.git(["branch", "--list", "audit"]) == "")
    }

    @Test func pushesSayWhatTheStatusMeans() async throws {
        let served = try await Served()
        let tip = try await served.fixture.commit(["a": "1"])
        let mine = try served.fixture.cache()
        try mine.fetch(from: served.fixture.remote, refs: specs)
        let next = try mine.add("b", "2", to: tip)
        func push(_ mode: String) throws -> PushOutcome {
            try mine.push(next, to: served.remote(mode), branch: "audit", expecting: nil)
        }
        guard case .refused(let reason) = try push("status403") else {
            Issue.record("403 isn't a refusal")
            return
        }
        #expect(reason.contains("Sorry"))
        guard case .refused = try push("post403") else {
            Issue.record("403 isn't a refusal")
            return
        }
        #expect(failure { try push("status401") }.kind == .auth)
        #expect(failure { try push("post401") }.kind == .auth)
        #expect(failure { try push("post404") }.kind == .notFound)
        // A gateway's 502 may hide a push that landed: unanswered, until looking shows it.
        #expect(try push("post502") == .unanswered)
        #expect(try push("empty") == .landed)
        #expect(try await served.fixture.id("audit") == next)
        let after = try mine.add("b", "3", to: next)
        #expect(try mine.push(after, to: served.remote("truncate"), branch: "audit", expecting: next) == .landed)
    }

    @Test func credentialsFollowNoRedirectToAnotherHost() async throws {
        let served = try await Served()
        try await served.fixture.commit(["a": "1"])
        let mine = try served.fixture.cache()
        let options = RemoteOptions(credentials: .token("tokentoken"))
        #expect(try mine.fetch(from: served.remote("redirect/good"), refs: specs, using: options).references.count == 1)
        #expect(try mine.fetch(from: served.remote("redirectother/good"), refs: specs, using: options).references.count == 1)
        let seen = try await served.seen()
        let good = seen.filter { $0.contains(" /good/") }
        #expect(good.filter { $0.hasSuffix("True") } == ["GET /good/work/info/refs True", "POST /good/work/git-upload-pack True"])
        // The second time all is there already: no POST.
        #expect(good.filter { $0.hasSuffix("False") } == ["GET /good/work/info/refs False"])
        #expect(!seen.contains { $0.hasPrefix("POST /redirect") })
    }

    @Test func redirectsNeverLoseEncryption() throws {
        func target(_ from: String, _ location: String?) throws -> String {
            guard case .http(let address) = try RemoteURL(from) else { return "" }
            return try HTTPRedirect(from: address, service: .upload).target(location).text
        }
        let tail = "/info/refs?service=git-upload-pack"
        #expect(try target("http://a.example/x", "https://a.example/x.git\(tail)") == "https://a.example/x.git")
        #expect(try target("https://a.example/x", "/y\(tail)") == "https://a.example/y")
        for location in [
            nil, "", "/y", "http://a.example/x\(tail)", "file:///x\(tail)", "//b.example/x\(tail)", "x\(tail)", "https://b.example/x",
            "https://b.example\(tail)&x", "https://b.example/\u{0}\(tail)",
        ] {
            #expect(failure { try target("https://a.example/x", location) }.kind == .invalid, "\(location ?? "none")")
        }
        func keeps(_ from: String, _ to: String) throws -> Bool {
            guard case .http(let from) = try RemoteURL(from), case .http(let to) = try RemoteURL(to) else { return false }
            return HTTPRedirect.keepsCredentials(from: from, to: to)
        }
        #expect(try keeps("http://a.example/x", "https://a.example/x"))
        #expect(try keeps("https://a.example:8443/x", "https://a.example:8443/y"))
        #expect(try !keeps("https://a.example/x", "https://b.example/x"))
        #expect(try !keeps("https://a.example/x", "https://a.example:8443/x"))
        #expect(try !keeps("http://a.example:8080/x", "https://a.example:8443/x"))
    }

    @Test func refusesRepositoriesThatNameObjectsOtherwise() async throws {
        let served = try await Served()
        let other = served.fixture.folder("other")
        try await Shell.git("init", "-q", "--object-format=sha256", other, in: served.fixture.work)
        try await Shell.git("commit", "-q", "--allow-empty", "-m", "x", in: other)
        let mine = try served.fixture.cache()
        let remote = try RemoteURL("http://127.0.0.1:\(served.server.port)/good/other")
        for url in [remote, try RemoteURL(other)] {
            let found = failure { try mine.fetch(from: url, refs: specs) }
            #expect(found.kind == .invalid, "\(found)")
            #expect(found.message.contains("SHA-256"), "\(found)")
        }
    }

    @Test func damageIsNoticedWhereItIsRead() async throws {
        let fixture = try await Fixture()
        let tip = try await fixture.commit(["a/b": "one", "c": "two"])
        defer { withExtendedLifetime(fixture) {} }
        let objects = fixture.work + "/.git/objects/"
        let tree = try fixture.open().commit(tip).tree
        let blob = try #require(try fixture.open().entry(at: "c", in: tree)).id
        func path(_ id: ObjectID) -> String { objects + id.hex.prefix(2) + "/" + id.hex.dropFirst(2) }
        func damaged(_ id: ObjectID, _ data: Data?, _ body: (Repository) throws -> Void) throws {
            let whole = try Data(contentsOf: URL(fileURLWithPath: path(id)))
            try FileManager.default.removeItem(atPath: path(id))
            if let data { try data.write(to: URL(fileURLWithPath: path(id))) }
            try body(try fixture.open())
            try? FileManager.default.removeItem(atPath: path(id))
            try whole.write(to: URL(fileURLWithPath: path(id)))
        }
        let another = try Data(contentsOf: URL(fileURLWithPath: path(tip)))
        let other = try Data(contentsOf: URL(fileURLWithPath: path(tree)))
        let short = try Data(contentsOf: URL(fileURLWithPath: path(blob))).prefix(9)
        try damaged(blob, nil) { repository in #expect(Repository.kind { try repository.blob(blob, limit: 9) } == .notFound) }
        for data in [Data(), short, Data([1, 2, 3]), other] {
            try damaged(blob, data) { repository in
                let kind = Repository.kind { try repository.blob(blob, limit: 900) }
                #expect(kind == .corrupt || kind == .invalid, "\(String(describing: kind))")
                #expect(Repository.kind { try repository.holds(Array("two".utf8), as: blob) } != nil)
            }
            try damaged(tree, data == other ? another : data) { repository in
                #expect(Repository.kind { try repository.list(tree) } == .corrupt)
            }
            try damaged(tip, data) { repository in #expect(Repository.kind { try repository.commit(tip) } == .corrupt) }
            // Nothing of it gets into a cache.
            try damaged(blob, data) { _ in
                let cache = try fixture.cache("cache-\(UUID().uuidString).git")
                _ = try? cache.fetch(from: fixture.remote, refs: specs)
                #expect(Repository.kind { try cache.blob(blob, limit: 900) } != nil)
            }
        }
        try fixture.folder.write("nonsense", to: "work/.git/refs/heads/main")
        let kind = Repository.kind { try fixture.cache().fetch(from: fixture.remote, refs: specs) }
        #expect(kind != nil)
        #expect(Repository.kind { try Repository.open(at: fixture.folder("nowhere")) } == .notFound)
        #expect(Repository.kind { try Repository.openBare(at: fixture.folder.path) } == .notFound)
    }
}
