import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct ProxyTests {
    @Test func aRequestGoesThroughTheProxy() async throws {
        let proxy = try await HostileServer()
        let client = HTTPClient(configuration: HTTPConfiguration(proxy: .url(proxy.origin)))
        let echo = try HostileServer.Echo(try await client.send(Request(.get, "http://example.invalid/echo")))
        #expect(echo.target == "http://example.invalid/echo")
    }

    @Test func theProxyOfATunnelSeesNoCredentials() async throws {
        let proxy = try await HostileServer()
        let client = HTTPClient(configuration: HTTPConfiguration(proxy: .url(proxy.origin)))
        let request = Request(
            .post, "https://example.invalid/x", headers: ["Authorization": "hunter2", "X-Amz-Security-Token": "t"], body: [1])
        let failure = try await failure { try await client.send(request) }
        #expect(failure.kind == .connect)
        #expect(!failure.mayHaveBeenActedOn)
        let names = try await proxy.seen().connect.map { $0[0].lowercased() }
        #expect(names.contains("host"))
        #expect(!names.contains("authorization") && !names.contains("x-amz-security-token"))
    }

    @Test func aProxyThatIsNotThere() async throws {
        let client = HTTPClient(configuration: HTTPConfiguration(proxy: .url("http://127.0.0.1:1")))
        let failure = try await failure { try await client.send(Request(.get, "http://example.invalid/")) }
        #expect(failure.kind == .connect)
    }
}
