import Foundation
import HTTP
import TestSupport
import Testing

private let hasNode = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: $0 + "/node") }

/// Where there is a node to serve it.
@Suite(.timeLimit(.minutes(30)), .enabled(if: hasNode))
struct HTTP2Tests {
    private func server() async throws -> (server: LoopbackServer, certificate: TestCertificate, origin: String) {
        let certificate = try await TestCertificate()
        let server = try await LoopbackServer(["node", LoopbackServer.script("http2.js"), "{port}", certificate.path, certificate.key])
        return (server, certificate, "https://localhost:\(server.port)")
    }

    @Test func requestsShareOneConnection() async throws {
        let (server, certificate, origin) = try await server()
        let client = HostileServer.client(authorities: certificate.path)
        let first = try await client.send(Request(.put, origin + "/", body: .init(repeating: 1, count: 200_000)))
        #expect(first.head.httpVersion == "2")
        #expect(first.body.starts(with: "2.0 200000 x".utf8))
        let bodies = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try await client.send(Request(.get, origin + "/")).body.count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(bodies == .init(repeating: 100_006, count: 100))
        #expect(client.statistics.connectionsOpened == 1)
        server.stop()
    }

    @Test func aCancelledStreamLeavesTheOthers() async throws {
        let (server, certificate, origin) = try await server()
        let client = HostileServer.client(authorities: certificate.path)
        _ = try await client.send(Request(.get, origin + "/"))
        let stuck = Task { try await client.send(Request(.get, origin + "/silent")) }
        while client.statistics.requests < 2 { await Task.yield() }
        stuck.cancel()
        let error = await #expect(throws: HTTPFailure.self) { try await stuck.value }
        #expect(error?.kind == .cancelled)
        #expect(try await client.send(Request(.get, origin + "/")).status == 200)
        server.stop()
    }

    @Test func whatMayNotBeRepeatedHasAConnectionToItself() async throws {
        let (server, certificate, origin) = try await server()
        let client = HostileServer.client(authorities: certificate.path)
        _ = try await client.send(Request(.get, origin + "/"))
        let response = try await client.send(Request(.post, origin + "/", body: [1, 2]))
        #expect(response.head.httpVersion == "1.1")
        #expect(response.body.starts(with: "1.1 2 x".utf8))
        server.stop()
    }

    @Test func aPullingReaderSpeaksTheOldProtocol() async throws {
        let (server, certificate, origin) = try await server()
        let session = try BlockingSession(configuration: HostileServer.configuration(authorities: certificate.path))
        let exchange = try BlockingExchange(Request(.get, origin + "/"), session: session)
        #expect(try exchange.head().httpVersion == "1.1")
        #expect(try BlockingExchangeTests.readAll(exchange).count == 100_006)
        server.stop()
    }
}
