import AccessCore
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Ledger

/// The ledger on a git server, whose answers get lost.
@Suite struct RemoteLedgerTests {
    private let world: LedgerWorld
    private let server: GitHTTPServer

    init() async throws {
        world = try LedgerWorld()
        server = try await GitHTTPServer(serving: world.directory.path)
        try await GitHTTPServer.open(world.remotePath)
    }

    private func runner(_ cache: String, port: Int? = nil) throws -> AuditBranch {
        world.runner(cache, remote: try RemoteURL("http://127.0.0.1:\(port ?? server.port)/git/remote.git"))
    }

    private func proxy(_ mode: String) async throws -> LoopbackServer {
        try await LoopbackServer(["python3", LoopbackServer.script("cutting_proxy.py"), "{port}", "\(server.port)", mode])
    }

    @Test func twoRunnersOverHTTPLoseNothing() async throws {
        try await world.begin(try runner("cache-0"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in ["one", "two"] {
                let runner = try runner(name)
                group.addTask {
                    var view = try await runner.open()
                    for number in 0..<6 {
                        let entries = [Samples.entry(Samples.acceptance("\(name)-\(number)"), run: name)]
                        while true {
                            if case .appended(let next) = try await runner.append(entries, phase: .outcome, to: view) {
                                view = next
                                break
                            }
                            view = try await runner.open()
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let view = try await runner("cache-3").open()
        #expect(view.state.requests.count == 12)
        let tip = try #require(ObjectID(hex: view.tip.text))
        let verdict = LedgerVerifier(of: "audit").verify(tip, in: try Repository.openBare(at: world.remotePath))
        if case .consistentNotAnchored = verdict {} else { Issue.record("\(verdict)") }
    }

    @Test func anAnswerThatGotLostIsSettled() async throws {
        let made = try await world.begin(try runner("cache-1"))
        let late = try await proxy("late")
        let losing = try runner("cache-1", port: late.port)
        let view = try await losing.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: made).view
        #expect(try await runner("cache-2").open() == view)
        let rival = try await runner("cache-2").append([Samples.entry(Samples.acceptance("two"))], phase: .outcome, to: view).view
        #expect(try await losing.append([Samples.entry(Samples.acceptance("three"))], phase: .outcome, to: view) == .lostRace)
        #expect(try await losing.open() == rival)
    }

    @Test func whatCantBeSettledMayHaveLanded() async throws {
        let made = try await world.begin(try runner("cache-1"))
        let early = try await proxy("early")
        let losing = try runner("cache-1", port: early.port)
        do {
            _ = try await losing.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: made)
            Issue.record("it wasn't pushed")
        } catch {
            #expect(error.kind == .unreachable && error.mayHaveLanded)
        }
        let next = try runner("cache-1")
        #expect(try await next.open() == made)
        #expect(try await next.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: made).view.state.requests.count == 1)
    }

    @Test func aServerThatSaysNoIsQuoted() async throws {
        let made = try await world.begin(try runner("cache-1"))
        try world.directory.write("#!/bin/sh\necho audit is protected >&2\nexit 1\n", to: "remote.git/hooks/pre-receive")
        _ = try await Shell.run(["chmod", "a+rx", world.remotePath + "/hooks/pre-receive"])
        let refused = try runner("cache-1")
        do {
            _ = try await refused.append([Samples.entry(Samples.acceptance("one"))], phase: .outcome, to: made)
            Issue.record("it was taken")
        } catch {
            #expect(error.kind == .refused && !error.mayHaveLanded)
        }
        #expect(try await runner("cache-1").open() == made)
    }
}
