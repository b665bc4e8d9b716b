import HTTP
import Testing

/// What is refused before anything is sent.
struct RefusedRequestTests {
    @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "gopher://h/", "scp://h/x", "unix://x/", "data://x"])
    func otherSchemes(url: String) async throws {
        let failure = try await failure { try await HTTPClient().send(Request(.get, url)) }
        #expect(failure.kind == .schemeRefused)
        #expect(!failure.mayHaveBeenActedOn)
    }

    @Test(arguments: [
        "", "example.com", "/x", "http://", "http:///x", "http://h/a b", "http://h/\r\nX: y", "http://h/\0", "http://bücher.example/",
        "http://h:99999/", "http://h:x/", "http://[::1/", "http://h/" + String(repeating: "x", count: 40_000),
    ])
    func whatIsNoURL(url: String) async throws {
        let failure = try await failure { try await HTTPClient().send(Request(.get, url)) }
        #expect(failure.kind == .badURL)
        #expect(!failure.mayHaveBeenActedOn)
    }

    @Test(arguments: [
        ("X-A", "a\r\nX-B: b"), ("X-A", "a\nb"), ("X-A", "a\0b"), ("X-A", "a\u{7f}"), ("X-A\r\nX-B", "b"), ("X A", "b"), ("", "b"),
        ("X:A", "b"), ("X-Ä", "b"), ("Content-Length", "5"), ("transfer-encoding", "chunked"), ("Expect", "100-continue"),
        ("Connection", "close"),
    ])
    func headersThatSmuggle(name: String, value: String) async throws {
        let request = Request(.get, "http://127.0.0.1:1/", headers: Headers([(name, value)]))
        let failure = try await failure { try await HTTPClient().send(request) }
        #expect(failure.kind == .badRequest)
        #expect(!failure.mayHaveBeenActedOn)
        #expect(!failure.description.contains("\n"))
    }

    @Test func aUserAgentThatSmuggles() async throws {
        let client = HTTPClient(configuration: HTTPConfiguration(userAgent: "x\r\nX-Evil: 1"))
        let failure = try await failure { try await client.send(Request(.get, "http://127.0.0.1:1/")) }
        #expect(failure.kind == .badRequest)
    }

    @Test func aHeadRequestWithABody() async throws {
        let request = Request(.head, "http://127.0.0.1:1/", body: [1])
        let failure = try await failure { try await HTTPClient().send(request) }
        #expect(failure.kind == .badRequest)
    }

    @Test func aFailureTellsNoSecrets() async throws {
        let request = Request(.get, "http://me:hunter2@127.0.0.1:1/x?hunter2", headers: ["Authorization": "hunter2"])
        let failure = try await failure { try await HostileServer.client().send(request) }
        #expect(failure.kind == .connect)
        #expect(!failure.mayHaveBeenActedOn)
        #expect(!everyPrint(of: failure).contains("hunter2"))
        #expect(failure.description.hasPrefix("GET http://127.0.0.1:1/x?…: "))
    }
}
