import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct HTTPClientTests {
    @Test func aRequestArrivesAsItWasWritten() async throws {
        let server = try await HostileServer.shared
        let headers = Headers([("X-One", "1"), ("X-Empty", ""), ("X-One", "2")])
        let request = Request(.post, server.origin + "/echo/a/../b%2Fc?x=%20&y=+", headers: headers, body: Array("a=b".utf8))
        let response = try await HostileServer.client().send(request)
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

    @Test(arguments: [Method.get, .post, .put, .patch, .delete], [0, 1, 70_000, 3_000_000])
    func methodsAndBodies(method: Method, size: Int) async throws {
        let server = try await HostileServer.shared
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let echo = try HostileServer.Echo(try await HostileServer.client().send(Request(method, server.origin + "/echo", body: body)))
        #expect(echo.method == method.name)
        #expect(echo.bodyBytes == body)
        #expect(echo.values("Expect").isEmpty)
        #expect(echo.values("Content-Length") == (size == 0 && [.get, .delete].contains(method) ? [] : ["\(size)"]))
    }

    @Test func aHeadRequestHasNoBody() async throws {
        let server = try await HostileServer.shared
        let request = Request(.head, server.origin + "/raw/HTTP%2F1.1%20200%20OK%0D%0AContent-Length:%20999999999%0D%0A%0D%0A")
        let response = try await HostileServer.client().send(request)
        #expect(response.headers["Content-Length"] == "999999999")
        #expect(response.body.isEmpty)
    }

    @Test func anErrorStatusIsAResponse() async throws {
        let server = try await HostileServer.shared
        let response = try await HostileServer.client().send(Request(.get, server.origin + "/echo?status=503"))
        #expect(response.status == 503)
        #expect(!response.isSuccess)
        #expect(!response.body.isEmpty)
    }

    @Test func theServersClockIsRead() async throws {
        let server = try await HostileServer.shared
        let raw = "HTTP%2F1.1%20200%20OK%0D%0ADate:%20Sun,%2006%20Nov%201994%2008:49:37%20GMT%0D%0A%0D%0A"
        let response = try await HostileServer.client().send(Request(.get, server.origin + "/raw/" + raw))
        #expect(response.head.date == 784_111_777)
    }

    @Test func aResponsesCookieNeverPrints() async throws {
        let server = try await HostileServer.shared
        let raw = "HTTP%2F1.1%20200%20OK%0D%0ASet-Cookie:%20%68unter2%0D%0A%0D%0A%68unter2"
        let response = try await HostileServer.client().send(Request(.get, server.origin + "/raw/" + raw))
        #expect(response.headers["set-cookie"] == "hunter2")
        #expect(!everyPrint(of: response.head).contains("hunter2"))
        #expect(!everyPrint(of: response).contains("hunter2"))
    }

    @Test func aUserInTheURLBecomesBasicAuthentication() async throws {
        let server = try await HostileServer.shared
        let url = server.origin.replacing("//", with: "//me:pass%20word@") + "/echo#fragment"
        let response = try await HostileServer.client().send(Request(.get, url))
        #expect(try HostileServer.Echo(response).values("Authorization") == ["Basic bWU6cGFzcyB3b3Jk"])
        #expect(response.head.effectiveURL == server.origin + "/echo")
    }

    @Test func nothingOnThePort() async throws {
        let failure = try await failure { try await HostileServer.client().send(Request(.post, "http://127.0.0.1:1/")) }
        #expect(failure.kind == .connect)
        #expect(failure.curlCode == 7)
        #expect(!failure.mayHaveBeenActedOn)
    }
}
