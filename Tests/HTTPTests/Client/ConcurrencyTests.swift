import HTTP
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.timeLimit(.minutes(30)))
struct ConcurrencyTests {
    @Test func aHundredAtOnceOverEightConnections() async throws {
        let server = try await HostileServer()
        let client = HostileServer.client(perOrigin: 8)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try await client.send(Request(.get, server.origin + "/slow/0.01")).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == .init(repeating: 200, count: 100))
        let statistics = client.statistics
        #expect(statistics.requests == 100)
        #expect(statistics.peakConcurrency == 8)
        #expect(statistics.connectionsOpened <= 8)
        #expect(statistics.connectionsOpened + statistics.connectionsReused == 100)
        #expect(try await server.seen().peak <= 8)
    }

    @Test func theTotalIsBoundedAcrossOrigins() async throws {
        let servers = [try await HostileServer(), try await HostileServer(), try await HostileServer()]
        let client = HostileServer.client(connections: 4, perOrigin: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<60 {
                let url = servers[index % 3].origin + "/slow/0.01"
                group.addTask { _ = try await client.send(Request(.post, url)) }
            }
            try await group.waitForAll()
        }
        #expect(client.statistics.peakConcurrency == 4)
        for server in servers { #expect(try await server.seen().peak <= 3) }
    }

    @Test func aSilentServerDoesNotHoldUpAnother() async throws {
        let silent = try await HostileServer()
        let good = try await HostileServer()
        let client = HostileServer.client(connections: 3, perOrigin: 2)
        let stuck = (0..<10).map { _ in Task { try await client.send(Request(.get, silent.origin + "/silent")) } }
        _ = try await silent.waitUntil { $0.requests["GET /silent"] == 2 }
        for _ in 0..<20 { #expect(try await client.send(Request(.get, good.origin + "/echo")).status == 200) }
        for task in stuck { task.cancel() }
        for task in stuck { await #expect(throws: HTTPFailure.self) { try await task.value } }
    }

    #if os(Linux)
        @Test func theThreadEndsWithTheClient() async throws {
            let server = try await HostileServer.shared
            var client: HTTPClient? = HostileServer.client()
            let request = Request(.get, server.origin + "/echo")
            let sink = try #require(try await client?.send(request, into: ThreadSink())).sink
            #expect(sink.threads.count == 1)
            let path = try #require(sink.threads.first)
            #expect(access("/proc/" + path, F_OK) == 0)
            client = nil
            #expect(access("/proc/" + path, F_OK) != 0)
        }

        /// Notes which threads deliver to it: `<process>/task/<thread>`.
        private struct ThreadSink: BodySink {
            var threads: Set<String> = []

            mutating func receive(_ bytes: Span<UInt8>) {
                var buffer = [CChar](repeating: 0, count: 128)
                readlink("/proc/thread-self", &buffer, buffer.count - 1)
                threads.insert(String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
            }
        }
    #endif
}
