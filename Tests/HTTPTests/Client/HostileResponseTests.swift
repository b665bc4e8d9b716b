import HTTP
import Testing

/// What a server may do to its client.
@Suite(.timeLimit(.minutes(30)))
struct HostileResponseTests {
    private func failure(_ path: String, _ timeouts: Timeouts = .standard, limit: Int = 5_000_000, method: Method = .get) async throws
        -> HTTPFailure
    {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        let request = Request(method, server.origin + path, timeouts: timeouts, responseLimit: limit)
        return try await HTTPTests.failure { try await client.send(request) }
    }

    private let short = Timeouts(total: .milliseconds(400), stall: nil)
    private let stalling = Timeouts(stall: .init(bytesPerSecond: 10_000, window: .milliseconds(200)))

    @Test(arguments: [
        ("/silent", HTTPFailure.Phase.response), ("/dribble-head", .response), ("/dribble/0.02", .body), ("/half", .body),
    ])
    func theTotalLimitHolds(path: String, phase: HTTPFailure.Phase) async throws {
        let failure = try await failure(path, short)
        #expect(failure.kind == .timeout(phase))
        #expect(failure.mayHaveBeenActedOn)
    }

    @Test(arguments: ["/silent", "/dribble-head", "/dribble/0.02", "/half"])
    func aStallIsNoticed(path: String) async throws {
        let failure = try await failure(path, stalling)
        #expect(failure.kind == .stalled)
        #expect(failure.mayHaveBeenActedOn)
    }

    @Test func whatMovesIsNoStall() async throws {
        let patient = Timeouts(total: .seconds(2), stall: .init(bytesPerSecond: 1, window: .milliseconds(900)))
        #expect(try await failure("/dribble/0.02", patient).kind == .timeout(.body))
    }

    @Test func aServerThatDoesNotReadStallsARequest() async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client(timeouts: stalling)
        let request = Request(.post, server.origin + "/deaf", body: .init(repeating: 1, count: 50_000_000))
        let failure = try await HTTPTests.failure { try await client.send(request) }
        #expect(failure.kind == .stalled)
        #expect(failure.mayHaveBeenActedOn)
    }

    @Test(arguments: ["/cut/10", "/cut/70000", "/cut-chunked", "/hang-up", "/cut-head"])
    func aConnectionLostInTheMiddle(path: String) async throws {
        let failure = try await failure(path, limit: 2_000_000)
        #expect(failure.kind == .connectionLost(requestSent: true))
        #expect(failure.mayHaveBeenActedOn)
    }

    @Test(arguments: ["/endless", "/cut/1000000", "/bytes/100001"])
    func theBodysLimitHolds(path: String) async throws {
        let failure = try await failure(path, limit: 100_000)
        #expect(failure.kind == .responseTooLarge(limit: 100_000))
    }

    @Test func aBodyOfExactlyTheLimitIsTaken() async throws {
        let server = try await HostileServer.shared
        let request = Request(.get, server.origin + "/bytes/100000", responseLimit: 100_000)
        #expect(try await HostileServer.client().send(request).body.count == 100_000)
    }

    @Test(arguments: ["/endless-headers", "/endless-line", "/endless-interim", "/endless-trailers"])
    func theHeadersLimitHolds(path: String) async throws {
        let failure = try await failure(path)
        guard case .headersTooLarge = failure.kind else {
            Issue.record("\(failure.kind) \(failure)")
            return
        }
    }

    @Test(arguments: [
        "/raw/hello%20there%0A", "/raw/SSH-2.0-OpenSSH%0D%0A", "/raw/HTTP%2F1.1%20abc%20OK%0D%0A%0D%0A", "/raw/%00%01%02%03%04%05",
    ])
    func whatIsNotHTTP(path: String) async throws {
        let failure = try await failure(path)
        #expect(failure.kind == .malformedResponse)
    }

    @Test func interimResponsesAreSkipped() async throws {
        let server = try await HostileServer.shared
        let raw = "HTTP%2F1.1%20103%20Early%0D%0ALink:%20x%0D%0A%0D%0AHTTP%2F1.1%20200%20OK%0D%0AX-A:%20one%0D%0A%20two%0D%0A%0D%0Ahello"
        let response = try await HostileServer.client().send(Request(.get, server.origin + "/raw/" + raw))
        #expect(response.status == 200)
        #expect(response.headers["Link"] == nil)
        #expect(response.headers["X-A"] == "one two")
        #expect(response.body == Array("hello".utf8))
    }

    @Test func nothingIsDecompressed() async throws {
        let server = try await HostileServer.shared
        let response = try await HostileServer.client().send(Request(.get, server.origin + "/gzip"))
        #expect(response.body.prefix(2) == [0x1f, 0x8b])
        #expect(response.headers["Content-Encoding"] == "gzip")
    }

    @Test func aNameThatDoesNotExist() async throws {
        let timeouts = Timeouts(connect: .seconds(5))
        let request = Request(.get, "http://nowhere.invalid/", timeouts: timeouts)
        let failure = try await HTTPTests.failure { try await HostileServer.client().send(request) }
        #expect([.resolve, .timeout(.resolve)].contains(failure.kind))
        #expect(!failure.mayHaveBeenActedOn)
    }
}
