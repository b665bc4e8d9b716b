import Foundation
import TestSupport
import Testing

/// As `CrashTests`, with IAM and git over the network: answers are lost with the run that waited for them.
@Suite(.serialized)
struct NetworkCrashTests {
    private static let users = ["member01", "member02"]

    private struct World {
        var stub: StubSite
        let server: GitHTTPServer
        var site: Site { stub.site }

        init() async throws {
            stub = try await StubSite()
            try await GitHTTPServer.open(stub.site.repository)
            server = try await GitHTTPServer(serving: stub.site.folder.path)
            stub.site.environment["DAYPASS_REPOSITORY"] = server.url("access/.git")
        }

        /// Gives a round work: new requests replace the old, with another end.
        func set(round: Int) async throws {
            for user in NetworkCrashTests.users {
                if round > 0 { try site.remove("requests/round\(round - 1)/\(user).yaml") }
                try site.write(Site.request(user: user, end: "2026-11-23 0\(round % 4 + 5):00"), to: "requests/round\(round)/\(user).yaml")
            }
            try await site.commit("round \(round)")
        }

        func expectRight(round: Int, _ what: String) throws {
            for user in NetworkCrashTests.users {
                #expect(try stub.membership(user) == (true, "2026-11-22T\(20 + round % 4):00:00Z"), "round \(round): \(what)")
            }
        }
    }

    /// Four minutes and more go by between runs: reads don't lag any longer then.
    private static func now(_ minutes: Int) -> String {
        "2026-11-22T\(20 + minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):00+09:00"
    }

    @Test("SIGKILL at random moments of a run")
    func killed() async throws {
        var generator = SeededGenerator(seed: .random(in: 0...UInt64.max))
        let seed = generator.seed
        let world = try await World()
        try await world.set(round: 0)
        let clock = ContinuousClock()
        // How long a run takes here, roughly and learnt as it goes: moments are drawn from it.
        var whole = try await clock.measure { try await world.site.daypass("reconcile", now: Self.now(0)) }
        try world.expectRight(round: 0, "seed \(seed)")
        var killed = 0
        for round in 1...20 {
            try await world.set(round: round)
            let program = try world.site.start(["reconcile", "--now", Self.now(round * 10)])
            try await clock.sleep(for: whole * Double.random(in: 0...1, using: &generator))
            program.signal(SIGKILL)
            let isKilled = await program.wait() == 128 + SIGKILL
            killed += isKilled ? 1 : 0
            whole = whole * (isKilled ? 1.1 : 0.7)
            let after = try await world.site.daypass("reconcile", now: Self.now(round * 10 + 5))
            #expect(after.code == 0, "seed \(seed), round \(round): \(after.errors)")
            try world.expectRight(round: round, "seed \(seed): \(after.errors)")
        }
        #expect(killed > 4, "seed \(seed): the run was over before most kills")
        let verified = try await world.site.daypass("audit", "verify")
        #expect(verified.code == 0, "seed \(seed): \(verified.output)")
        #expect(try await world.site.daypass("plan", "--detailed-exitcode", now: Self.now(220)).code == 0)
        try await Shell.git("fsck", "--no-dangling", in: world.site.repository)
    }

    @Test("two runners at once never grant twice and lose no record")
    func twoAtOnce() async throws {
        let world = try await World()
        for round in 0..<5 {
            try await world.set(round: round)
            let now = Self.now(round * 10)
            let one = try world.site.start(["reconcile", "--now", now], cache: "cache-one", log: "one.log")
            let two = try world.site.start(["reconcile", "--now", now], cache: "cache-two", log: "two.log")
            let codes = await [one.wait(), two.wait()]
            let logs = try ["one.log", "two.log"].map { try String(contentsOfFile: world.site.folder($0), encoding: .utf8) }
            #expect(codes == [0, 0], "round \(round): \(logs)")
            try world.expectRight(round: round, "\(logs)")
        }
        #expect(
            try world.stub.writes() == ["AddUserToGroup": 2, "TagUser": 10],
            "each is granted once and changed after that, by one of the two")
        let verified = try await world.site.daypass("audit", "verify")
        #expect(verified.code == 0, "\(verified.output)")
        #expect(try await world.site.records("granted").count == Self.users.count)
    }
}
