import HTTP
import Testing

@Suite(.timeLimit(.minutes(30)))
struct CancellationTests {
    /// It waits as long as it takes until the test cancels, however busy the machine is.
    private static func client(perOrigin: Int = 16) -> HTTPClient {
        HostileServer.client(
            perOrigin: perOrigin, timeouts: Timeouts(connect: .seconds(600), total: .seconds(600), stall: nil))
    }

    private func expectCancelled(_ task: Task<Response, any Error>, mayHaveBeenActedOn: Bool) async {
        let error = await #expect(throws: HTTPFailure.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(error?.mayHaveBeenActedOn == mayHaveBeenActedOn)
    }

    @Test(arguments: ["/silent", "/half", "/dribble/0.1", "/endless"])
    func aTransferUnderWayEnds(path: String) async throws {
        let server = try await HostileServer()
        let client = Self.client()
        let task = Task { try await client.send(Request(.get, server.origin + path, responseLimit: .max)) }
        _ = try await server.waitUntil { $0.requests["GET " + path] == 1 }
        task.cancel()
        await expectCancelled(task, mayHaveBeenActedOn: true)
        _ = try await server.waitUntil { $0.now == 1 }
    }

    @Test func oneThatWaitsForItsTurnEnds() async throws {
        let server = try await HostileServer()
        let client = Self.client(perOrigin: 1)
        let first = Task { try await client.send(Request(.get, server.origin + "/silent")) }
        _ = try await server.waitUntil { $0.requests["GET /silent"] == 1 }
        let second = Task { try await client.send(Request(.get, server.origin + "/echo")) }
        second.cancel()
        await expectCancelled(second, mayHaveBeenActedOn: false)
        first.cancel()
        await expectCancelled(first, mayHaveBeenActedOn: true)
        #expect(try await server.seen().requests["GET /echo"] == nil)
        #expect(try await client.send(Request(.get, server.origin + "/echo")).status == 200)
    }

    @Test func aTaskThatIsCancelledAlreadySendsNothing() async throws {
        let server = try await HostileServer()
        let client = Self.client()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await client.send(Request(.post, server.origin + "/echo"))
        }
        task.cancel()
        await expectCancelled(task, mayHaveBeenActedOn: false)
        #expect(try await server.seen().requests["POST /echo"] == nil)
    }

    @Test func manyAtRandom() async throws {
        let server = try await HostileServer.shared
        let client = Self.client(perOrigin: 4)
        let tasks = (0..<200).map { index in
            Task { try await client.send(Request(.get, server.origin + (index % 3 == 0 ? "/silent" : "/echo"))) }
        }
        for (index, task) in tasks.enumerated() where index % 3 == 0 || index % 5 == 0 {
            task.cancel()
            await Task.yield()
        }
        for (index, task) in tasks.enumerated() where index % 3 != 0 && index % 5 != 0 {
            #expect(try await task.value.status == 200)
        }
        for (index, task) in tasks.enumerated() where index % 3 == 0 { await expectKind(.cancelled, task) }
    }

    private func expectKind(_ kind: HTTPFailure.Kind, _ task: Task<Response, any Error>) async {
        let error = await #expect(throws: HTTPFailure.self) { try await task.value }
        #expect(error?.kind == kind)
    }
}
