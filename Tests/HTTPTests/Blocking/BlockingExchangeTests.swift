import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct BlockingExchangeTests {
    /// Reads to the end with a buffer of `size`.
    static func readAll(_ exchange: BlockingExchange, by size: Int = 4096) throws(HTTPFailure) -> [UInt8] {
        var all: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            let count = try exchange.read(into: buffer)
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    private static func session(_ timeouts: Timeouts = .standard, shouldStop: @escaping () -> Bool = { false }) throws -> BlockingSession {
        try BlockingSession(configuration: HostileServer.configuration(timeouts: timeouts), shouldStop: shouldStop)
    }

    private static func failure(_ request: Request, _ timeouts: Timeouts, shouldStop: @escaping () -> Bool = { false }) throws
        -> HTTPFailure?
    {
        let session = try session(timeouts, shouldStop: shouldStop)
        return #expect(throws: HTTPFailure.self) {
            let exchange = try BlockingExchange(request, session: session)
            _ = try exchange.head()
            _ = try readAll(exchange)
        }
    }

    @Test(arguments: [1, 1000, 16_384, 1 << 20])
    func theBodyIsPulledInPieces(size: Int) async throws {
        let server = try await HostileServer.shared
        let length = size == 1 ? 100_000 : 3_000_000
        let exchange = try BlockingExchange(Request(.get, server.origin + "/bytes/\(length)"), session: Self.session())
        #expect(try exchange.head().status == 200)
        #expect(try Self.readAll(exchange, by: size) == (0..<length).map { UInt8($0 % 251) })
    }

    @Test func exchangesShareAConnection() async throws {
        let server = try await HostileServer.shared
        let session = try Self.session()
        for _ in 0..<5 {
            let exchange = try BlockingExchange(Request(.get, server.origin + "/bytes/100000"), session: session)
            #expect(try Self.readAll(exchange).count == 100_000)
        }
        #expect(session.statistics.connectionsOpened == 1)
        #expect(session.statistics.requests == 5)
    }

    @Test func twoAtOnce() async throws {
        let server = try await HostileServer.shared
        let session = try Self.session()
        let one = try BlockingExchange(Request(.get, server.origin + "/bytes/3000000"), session: session)
        #expect(try one.head().status == 200)
        let other = try BlockingExchange(Request(.post, server.origin + "/bytes/3000000", body: [1]), session: session)
        #expect(try Self.readAll(other).count == 3_000_000)
        #expect(try Self.readAll(one) == (0..<3_000_000).map { UInt8($0 % 251) })
    }

    @Test func anUnreadServerHasToWait() async throws {
        let server = try await HostileServer.shared
        let session = try Self.session()
        let endless = try BlockingExchange(Request(.get, server.origin + "/endless", responseLimit: .max), session: session)
        #expect(try endless.head().status == 200)
        // While others are served, nobody reads the endless one.
        for _ in 0..<50 {
            #expect(try BlockingExchange(Request(.get, server.origin + "/echo"), session: session).head().status == 200)
        }
        let taken = session.statistics
        #expect(taken.bytesReceived < 1_000_000)
        var byte: UInt8 = 0
        #expect(try withUnsafeMutableBytes(of: &byte) { try endless.read(into: $0) } == 1)
        #expect(byte == UInt8(ascii: "x"))
    }

    @Test func anExchangeLetGoOfEnds() async throws {
        let server = try await HostileServer()
        let session = try Self.session()
        do {
            let endless = try BlockingExchange(Request(.get, server.origin + "/endless", responseLimit: .max), session: session)
            _ = try endless.head()
        }
        _ = try await server.waitUntil { $0.aborted == 1 }
        #expect(session.statistics.bytesReceived < 1_000_000)
    }

    @Test(arguments: [
        ("/silent", HTTPFailure.Phase.response), ("/dribble-head", .response), ("/dribble/0.02", .body), ("/half", .body),
    ])
    func theTotalLimitHolds(path: String, phase: HTTPFailure.Phase) async throws {
        let server = try await HostileServer.shared
        let timeouts = Timeouts(total: .milliseconds(400), stall: nil)
        #expect(try Self.failure(Request(.get, server.origin + path), timeouts)?.kind == .timeout(phase))
    }

    @Test(arguments: ["/silent", "/dribble-head", "/dribble/0.02", "/half"])
    func aStallIsNoticed(path: String) async throws {
        let server = try await HostileServer.shared
        let timeouts = Timeouts(stall: .init(bytesPerSecond: 10_000, window: .milliseconds(200)))
        #expect(try Self.failure(Request(.get, server.origin + path), timeouts)?.kind == .stalled)
    }

    @Test(arguments: ["/silent", "/dribble-head", "/dribble/0.02", "/endless", "/half"])
    func itStopsWhenAsked(path: String) async throws {
        let server = try await HostileServer.shared
        var questions = 0
        let session = try Self.session {
            questions += 1
            return questions > 5
        }
        let exchange = try BlockingExchange(Request(.get, server.origin + path, responseLimit: .max), session: session)
        let failure = #expect(throws: HTTPFailure.self) { try Self.readAll(exchange) }
        #expect(failure?.kind == .cancelled)
        #expect(failure?.mayHaveBeenActedOn == true)
    }

    @Test(arguments: [
        ("/endless-headers", "headers"), ("/endless", "body"), ("/cut/10", "lost"), ("/cut-chunked", "lost"), ("/hang-up", "lost"),
        ("/raw/nonsense%0A", "malformed"),
    ])
    func hostileResponses(path: String, what: String) async throws {
        let server = try await HostileServer.shared
        let failure = try #require(try Self.failure(Request(.get, server.origin + path, responseLimit: 10_000_000), .standard))
        switch (failure.kind, what) {
        case (.headersTooLarge, "headers"), (.responseTooLarge, "body"), (.connectionLost, "lost"), (.malformedResponse, "malformed"): break
        default: Issue.record("\(failure.kind) \(failure)")
        }
    }

    @Test func whatCameBeforeTheFailureIsDelivered() async throws {
        let server = try await HostileServer.shared
        let exchange = try BlockingExchange(Request(.get, server.origin + "/cut/50000"), session: Self.session())
        #expect(try exchange.head().status == 200)
        var read = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
        defer { buffer.deallocate() }
        let failure = #expect(throws: HTTPFailure.self) {
            while case let count = try exchange.read(into: buffer), count > 0 { read += count }
        }
        #expect(failure?.kind == .connectionLost(requestSent: true))
        #expect(read == 50_000)
    }

    @Test func aPostIsNeverSentTwice() async throws {
        let server = try await HostileServer()
        let session = try Self.session()
        for _ in 0..<3 {
            let exchange = try BlockingExchange(Request(.post, server.origin + "/die-on-reuse", body: [1]), session: session)
            #expect(try Self.readAll(exchange) == Array("first".utf8))
        }
        #expect(try await server.seen().requests["POST /die-on-reuse"] == 3)
    }

    @Test func redirectsAreFollowedWithinAnOrigin() async throws {
        let server = try await HostileServer.shared
        let request = Request(.get, server.origin + "/redirect?to=/bytes/10", redirects: .sameOriginGET(max: 3))
        let exchange = try BlockingExchange(request, session: Self.session())
        #expect(try exchange.head().effectiveURL == server.origin + "/bytes/10")
        #expect(try Self.readAll(exchange).count == 10)
        #expect(try exchange.head().status == 200)
    }

    @Test func anEmptyBodyEndsAtOnce() async throws {
        let server = try await HostileServer.shared
        let exchange = try BlockingExchange(Request(.get, server.origin + "/bytes/0"), session: Self.session())
        #expect(try Self.readAll(exchange).isEmpty)
        #expect(try Self.readAll(exchange).isEmpty)
    }

    @Test func whatMayNotBeSentIsRefused() throws {
        let session = try Self.session()
        #expect(throws: HTTPFailure.self) { try BlockingExchange(Request(.get, "ftp://h/"), session: session) }
        #expect(session.statistics.requests == 0)
    }
}
