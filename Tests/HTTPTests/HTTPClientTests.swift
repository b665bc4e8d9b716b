import HTTP
import Testing

struct HTTPClientTests {
    @Test func aRequestArrivesAsItWasWritten() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client()
        let request = Request(
            .post, server.origin + "/echo/a/../b%2Fc?x=%20&y=+",
            headers: [("X-One", "1"), ("X-Empty", ""), ("X-One", "2")].reduce(into: Headers()) { $0.add($1.0, $1.1) },
            body: Array("a=b".utf8))
        let response = try await client.send(request)
        let echo = try HostileServer.Echo(response)
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "application/json")
        #expect(response.head.httpVersion == "1.1")
        #expect(response.head.effectiveURL == request.url)
        #expect(echo.method == "POST")
        #expect(echo.target == "/echo/a/../b%2Fc?x=%20&y=+")
        #expect(echo.bodyBytes == Array("a=b".utf8))
        #expect(echo.headers.map { $0[0] } == ["Host", "User-Agent", "X-One", "X-Empty", "X-One", "Content-Length"])
        #expect(echo.values("x-one") == ["1", "2"])
        #expect(echo.values("User-Agent") == ["test"])
    }
}
