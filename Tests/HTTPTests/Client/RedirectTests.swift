import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct RedirectTests {
    private static let secret: Headers = ["Authorization": "Bearer hunter2"]

    @Test(arguments: [301, 302, 303, 307, 308])
    func withinAnOriginTheHeadersGoAlong(status: Int) async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        let url = server.origin.replacing("//", with: "//me:word@") + "/redirect?status=\(status)&to=/echo?x=1"
        let response = try await client.send(Request(.get, url, headers: ["X-Key": "k"], redirects: .sameOriginGET(max: 1)))
        let echo = try HostileServer.Echo(response)
        #expect(echo.target == "/echo?x=1")
        #expect(echo.values("X-Key") == ["k"])
        #expect(echo.values("Authorization") == ["Basic bWU6d29yZA=="])
        #expect(response.head.effectiveURL == server.origin + "/echo?x=1")
        #expect(client.statistics.redirectsFollowed == 1)
        #expect(client.statistics.connectionsOpened == 1)
    }

    @Test func elsewhereIsNotFollowed() async throws {
        let server = try await HostileServer.shared
        let other = try await HostileServer()
        let client = HostileServer.client()
        for to in [other.origin + "/echo", "//127.0.0.1:\(other.port)/echo", other.origin.replacing("//", with: "//me:pw@") + "/echo"] {
            let request = Request(
                .get, server.origin + "/redirect?to=" + to, headers: Self.secret, redirects: .sameOriginGET(max: 5))
            let response = try await client.send(request)
            #expect(response.status == 302)
            #expect(response.headers["Location"] == to)
        }
        #expect(try await other.seen().requests == ["GET /stats": 1])
    }

    @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "javascript:alert(1)", "http://", "%20", ""])
    func whatLeadsNowhereIsTheResponse(to: String) async throws {
        let server = try await HostileServer.shared
        let request = Request(.get, server.origin + "/redirect?to=" + to, redirects: .sameOriginGET(max: 5))
        #expect(try await HostileServer.client().send(request).status == 302)
    }

    @Test func aLoopEnds() async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        let url = server.origin + "/redirect?to=?to=/redirect%3Fto%3D/redirect%253Fto%253D/redirect"
        let request = Request(.get, url, redirects: .sameOriginGET(max: 2))
        let failure = try await failure { try await client.send(request) }
        #expect(failure.kind == .tooManyRedirects(limit: 2))
        #expect(client.statistics.requests == 3)
    }

    @Test func byDefaultNothingIsFollowed() async throws {
        let server = try await HostileServer.shared
        let response = try await HostileServer.client().send(Request(.get, server.origin + "/redirect?to=/echo"))
        #expect(response.status == 302)
        #expect(response.body == Array("elsewhere".utf8))
    }

    @Test func aPostIsNotFollowed() async throws {
        let server = try await HostileServer.shared
        let request = Request(.post, server.origin + "/redirect?status=307&to=/echo", redirects: .sameOriginGET(max: 5))
        #expect(try await HostileServer.client().send(request).status == 307)
    }

    @Test func aRedirectsOwnBodyIsBounded() async throws {
        let server = try await HostileServer.shared
        let request = Request(.get, server.origin + "/redirect-endless", redirects: .sameOriginGET(max: 1))
        let response = try await HostileServer.client().send(request)
        #expect(response.head.effectiveURL == server.origin + "/echo")
        #expect(response.status == 200)
    }
}
