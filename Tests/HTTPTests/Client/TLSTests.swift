import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct TLSTests {
    private struct Secured {
        let certificate: TestCertificate
        let server: HostileServer
        var origin: String { server.origin }
    }

    private func server(names: String = "DNS:localhost,IP:127.0.0.1") async throws -> Secured {
        let certificate = try await TestCertificate(names: names)
        return Secured(certificate: certificate, server: try await HostileServer(certificate: certificate.path, key: certificate.key))
    }

    @Test func aStrangersCertificateIsRefused() async throws {
        let server = try await server()
        let request = Request(.post, server.origin + "/echo", headers: ["Authorization": "x"], body: [1])
        let failure = try await failure { try await HostileServer.client().send(request) }
        #expect(failure.kind == .tls)
        #expect(!failure.mayHaveBeenActedOn)
    }

    @Test func anAuthorityOfOnesOwnIsTrusted() async throws {
        let server = try await server()
        let client = HostileServer.client(authorities: server.certificate.path)
        for _ in 0..<3 { #expect(try await client.send(Request(.get, server.origin + "/echo")).status == 200) }
        #expect(try await client.send(Request(.post, server.origin + "/echo", body: [1])).status == 200)
        #expect(client.statistics.connectionsOpened == 2)
    }

    @Test func aCertificateForSomebodyElseIsRefused() async throws {
        let server = try await server(names: "DNS:example.com")
        let client = HostileServer.client(authorities: server.certificate.path)
        let failure = try await failure { try await client.send(Request(.get, server.origin + "/echo")) }
        #expect(failure.kind == .tls)
    }

    @Test func anAuthorityFileThatIsMissingIsAnError() async throws {
        let server = try await server()
        let client = HostileServer.client(authorities: server.certificate.missing)
        let failure = try await failure { try await client.send(Request(.get, server.origin + "/echo")) }
        #expect(failure.kind == .tls)
    }

    @Test func aServerWithoutTLSIsRefused() async throws {
        let server = try await HostileServer.shared
        let url = "https://localhost:\(server.port)/echo"
        let failure = try await failure { try await HostileServer.client().send(Request(.get, url)) }
        #expect(failure.kind == .tls)
    }

    @Test func theTotalLimitHoldsOverTLS() async throws {
        let server = try await server()
        let client = HostileServer.client(timeouts: Timeouts(total: .milliseconds(700)), authorities: server.certificate.path)
        let failure = try await failure { try await client.send(Request(.get, server.origin + "/dribble/0.02")) }
        #expect(failure.kind == .timeout(.body))
    }

    @Test func aHandshakeThatNeverEndsIsTimedOut() async throws {
        let server = try await HostileServer.shared
        let timeouts = Timeouts(connect: .milliseconds(300))
        let url = "https://127.0.0.1:\(server.port)/"
        let failure = try await failure {
            try await HostileServer.client().send(Request(.get, url, timeouts: timeouts))
        }
        #expect(failure.kind == .timeout(.connect))
        #expect(!failure.mayHaveBeenActedOn)
    }

    @Test func aPulledBodyOverTLS() async throws {
        let server = try await server()
        let session = try BlockingSession(configuration: HostileServer.configuration(authorities: server.certificate.path))
        let exchange = try BlockingExchange(Request(.get, server.origin + "/bytes/300000"), session: session)
        #expect(try BlockingExchangeTests.readAll(exchange).count == 300_000)
    }
}
