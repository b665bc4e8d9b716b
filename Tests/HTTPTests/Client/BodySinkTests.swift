import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct BodySinkTests {
    private struct Refusal: Error, Equatable { let at: Int }

    private struct Counter: BodySink {
        var status = 0
        var bytes = 0
        var sum = 0
        var largest = 0
        var limit = Int.max
        var refusesHead = false

        mutating func begin(_ head: ResponseHead) throws {
            if refusesHead { throw Refusal(at: -1) }
            status = head.status
        }

        mutating func receive(_ chunk: Span<UInt8>) throws {
            largest = max(largest, chunk.count)
            for index in chunk.indices { sum += Int(chunk[index]) }
            bytes += chunk.count
            if bytes > limit { throw Refusal(at: bytes) }
        }
    }

    @Test func theBodyArrivesInPieces() async throws {
        let server = try await HostileServer.shared
        let request = Request(.get, server.origin + "/bytes/1000000")
        let (head, sink) = try await HostileServer.client().send(request, into: Counter())
        #expect(head.status == 200)
        #expect(sink.status == 200)
        #expect(sink.bytes == 1_000_000)
        #expect(sink.sum == (0..<1_000_000).reduce(0) { $0 + $1 % 251 })
        #expect(sink.largest <= 16 * 1024)
    }

    @Test func aSinkMayRefuse() async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        let request = Request(.get, server.origin + "/endless", responseLimit: .max)
        let failure = try await failure { try await client.send(request, into: Counter(limit: 100_000)).head }
        #expect(failure.kind == .sinkRefused)
        let refusal = try #require(failure.underlying as? Refusal)
        #expect(refusal.at > 100_000 && refusal.at <= 100_000 + 16 * 1024)
    }

    @Test func aSinkMayRefuseTheHead() async throws {
        let server = try await HostileServer.shared
        let client = HostileServer.client()
        let request = Request(.get, server.origin + "/echo")
        let failure = try await failure { try await client.send(request, into: Counter(refusesHead: true)).head }
        #expect(failure.kind == .sinkRefused)
        #expect(failure.underlying as? Refusal == Refusal(at: -1))
    }
}
