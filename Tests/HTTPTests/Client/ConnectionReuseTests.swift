import HTTP
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite(.timeLimit(.minutes(30)))
struct ConnectionReuseTests {
    @Test func requestsShareAConnection() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client()
        for _ in 0..<10 { _ = try await client.send(Request(.get, server.origin + "/echo")) }
        #expect(client.statistics.connectionsOpened == 1)
        #expect(client.statistics.connectionsReused == 9)
        #expect(try await server.seen().connections == 2, "the tenth's and this question's")
    }

    @Test func aPostIsNeverSentTwice() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client()
        for _ in 0..<3 {
            #expect(try await client.send(Request(.post, server.origin + "/die-on-reuse", body: [1])).status == 200)
        }
        #expect(try await server.seen().requests["POST /die-on-reuse"] == 3)
        #expect(client.statistics.connectionsOpened == 3)
    }

    @Test func aPostThatMayBeRepeatedIs() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client()
        for _ in 0..<2 {
            let request = Request(.post, server.origin + "/die-on-reuse", body: [1], isIdempotent: true)
            #expect(try await client.send(request).status == 200)
        }
        // What the rule above is for: libcurl's own second try.
        #expect(try await server.seen().requests["POST /die-on-reuse"] == 3)
    }

    @Test func aPostWithoutAnAnswerFails() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client()
        // Connections that stand and might tempt.
        for _ in 0..<2 { _ = try await client.send(Request(.get, server.origin + "/echo")) }
        let request = Request(.post, server.origin + "/hang-up", body: [1])
        let failure = try await failure { try await client.send(request) }
        #expect(failure.kind == .connectionLost(requestSent: true))
        #expect(failure.mayHaveBeenActedOn)
        #expect(try await server.seen().requests["POST /hang-up"] == 1)
    }

    @Test func afterAPostItsConnectionIsThereForOthers() async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        _ = try await client.send(Request(.post, server.origin + "/echo", body: [1]))
        _ = try await client.send(Request(.get, server.origin + "/echo"))
        #expect(client.statistics.connectionsOpened == 1)
    }

    @Test func aChildProcessDoesNotInheritAConnection() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client()
        _ = try await client.send(Request(.get, server.origin + "/echo"))
        let connections = (0..<Int32(4096)).filter { Self.peerPort($0) == server.port }
        #expect(connections.count == 1)
        #expect(connections.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 })
        #expect(client.statistics.connectionsOpened == 1)
    }

    private static func peerPort(_ descriptor: Int32) -> Int? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
        } == 0 ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    @Test func bytesAreCounted() async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        _ = try await client.send(Request(.post, server.origin + "/bytes/5000", body: .init(repeating: 7, count: 1234)))
        #expect(client.statistics.bytesSent == 1234)
        #expect((5000..<5200).contains(client.statistics.bytesReceived))
        #expect(client.statistics.requests == 1)
        #expect(client.statistics.failures == 0)
    }
}
