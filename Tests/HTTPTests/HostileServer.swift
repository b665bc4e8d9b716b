import Foundation
import HTTP
import TestSupport
import Testing

/// `Servers/hostile_http.py` on a port of its own.
struct HostileServer {
    let server: LoopbackServer
    let origin: String
    var port: Int { server.port }

    init(certificate: String? = nil, key: String? = nil) async throws {
        let files = [certificate, key].compactMap { $0 }
        server = try await LoopbackServer(["python3", LoopbackServer.script("hostile_http.py"), "{port}"] + files)
        origin = files.isEmpty ? "http://127.0.0.1:\(server.port)" : "https://localhost:\(server.port)"
    }

    /// One for all tests that don't ask what it has seen: starting two pythons a test is most of what a test costs. Ends
    /// with the process.
    static var shared: HostileServer { get async throws { try await running.value } }
    private static let running = Task { try await HostileServer() }

    /// A client that no variable of the machine can send through a proxy.
    static func client(
        connections: Int = 64, perOrigin: Int = 16, timeouts: Timeouts = .standard, authorities: String? = nil
    ) -> HTTPClient {
        HTTPClient(
            configuration: configuration(connections: connections, perOrigin: perOrigin, timeouts: timeouts, authorities: authorities))
    }

    static func configuration(
        connections: Int = 64, perOrigin: Int = 16, timeouts: Timeouts = .standard, authorities: String? = nil
    ) -> HTTPConfiguration {
        HTTPConfiguration(
            userAgent: "test", maximumConnections: connections, maximumConnectionsPerOrigin: perOrigin, timeouts: timeouts,
            certificateAuthorities: authorities, proxy: .none)
    }

    /// What the server has seen.
    struct Seen: Decodable {
        var connections: Int
        var requests: [String: Int]
        var now: Int
        var peak: Int
        var aborted: Int
        /// The headers of the last CONNECT.
        var connect: [[String]]
    }

    func seen() async throws -> Seen {
        let response = try await Self.client().send(Request(.get, origin + "/stats"))
        return try JSONDecoder().decode(Seen.self, from: Data(response.body))
    }

    /// Asks again and again until the server has seen what the test waits for.
    func waitUntil(_ isSeen: (Seen) -> Bool) async throws -> Seen {
        while true {
            let seen = try await seen()
            if isSeen(seen) { return seen }
            await Task.yield()
        }
    }

    /// The answer of `/echo`.
    struct Echo: Decodable {
        var method: String
        var target: String
        var headers: [[String]]
        var connection: Int
        var body: String

        init(_ response: Response) throws { self = try JSONDecoder().decode(Self.self, from: Data(response.body)) }

        var bodyBytes: [UInt8] { Data(base64Encoded: body).map(Array.init) ?? [] }
        func values(_ name: String) -> [String] { headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] } }
    }
}

/// The failure of something that has to fail.
func failure<Value>(of attempt: () async throws -> Value) async throws -> HTTPFailure {
    let error = await #expect(throws: HTTPFailure.self) { _ = try await attempt() }
    return try #require(error)
}
