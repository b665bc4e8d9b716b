import Foundation
import TestSupport
import Testing

/// Runs that are told to end, that meet each other, or that never come first.
struct SignalTests {
    private static let users = (1...8).map { "worker\($0)" }

    /// Eight people to grant access to, on an IAM that takes its time for each call.
    private func slow(milliseconds: Int) async throws -> StubSite {
        let world = try await StubSite(users: Dictionary(uniqueKeysWithValues: Self.users.map { ($0, ["Developers"]) }))
        let policy = try world.site.read("policies/access/prod-member-work.yaml")
        try world.site.write(
            policy.replacing("users: [partner01]", with: "users: [\(Self.users.joined(separator: ", "))]"), to: "policies/access/prod-member-work.yaml"
        )
        try await world.site.commit("workers")
        #expect(try await world.site.daypass("reconcile", now: StubSite.evening).code == 0)
        for user in Self.users { try world.request(user, until: "2026-11-23 02:00") }
        try await world.site.commit("requests")
        try world.stub.plan(#"{"latency_ms": \#(milliseconds)}"#)
        return world
    }

    /// Waits until the run has begun to write.
    private func untilWriting(_ world: StubSite) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        while try world.writes()["TagUser", default: 0] == 0 {
            guard clock.now < deadline else { throw ServerFailure(what: "no write within a minute", log: "\(try world.stub.state().calls)") }
            try await clock.sleep(for: .milliseconds(5))
        }
    }

    /// The phase that the ledger's newest commit is of.
    private func phase(_ world: StubSite) async throws -> String {
        try await Shell.git("log", "-1", "--format=%(trailers:key=Daypass-Phase,valueonly)", "audit", in: world.site.repository)
    }

    /// The next run finishes the work.
    private func expectFinished(_ world: StubSite, now: String) async throws {
        try world.stub.plan("{}")
        let after = try await world.site.daypass("reconcile", now: now)
        #expect(after.code == 0, "\(after.errors)")
        for user in Self.users { #expect(try world.membership(user) == (true, "2026-11-22T17:00:00Z"), "\(user)") }
        #expect(try await world.site.daypass("audit", "verify").code == 0)
    }

    @Test("SIGINT and SIGTERM end a run between two actions, with the outcome on record", arguments: [SIGINT, SIGTERM])
    func signalled(number: Int32) async throws {
        let world = try await slow(milliseconds: 300)
        let program = try world.site.start(["reconcile", "--now", StubSite.evening], log: "log")
        try await untilWriting(world)
        program.signal(number)
        #expect(await program.wait() == 128 + number)
        let log = try String(contentsOfFile: world.site.folder("log"), encoding: .utf8)
        #expect(try await phase(world) == "outcome", "\(log)")
        let granted = try Self.users.filter { try world.membership($0).isMember }
        #expect(!granted.isEmpty && granted.count < Self.users.count, "it ended between two actions: \(log)")
        for user in Self.users {
            let found = try world.membership(user)
            #expect(found.isMember == (found.tag != nil), "\(user): no action was left half done")
        }
        #expect(Set(try await world.site.records("granted").compactMap { $0.firstMatch(of: /"user":"(worker\d)"/).map { String($0.1) } }) == Set(granted))
        try await expectFinished(world, now: StubSite.evening)
    }

    @Test("a second signal ends it at once, and the next run picks it up")
    func twice() async throws {
        let world = try await slow(milliseconds: 1500)
        let program = try world.site.start(["reconcile", "--now", StubSite.evening], log: "log")
        try await untilWriting(world)
        program.signal(SIGINT)
        program.signal(SIGTERM)
        let code = await program.wait()
        #expect(code == 128 + SIGINT || code == 128 + SIGTERM)
        #expect(try await phase(world) == "intent", "the outcome isn't waited for")
        try await expectFinished(world, now: "2026-11-22T22:10:00+09:00")
    }

    @Test("a run that uses the same cache waits for the first to end")
    func sameCache() async throws {
        let world = try await slow(milliseconds: 200)
        let first = try world.site.start(["reconcile", "--now", StubSite.evening], log: "first")
        try await untilWriting(world)
        let second = try world.site.start(["reconcile", "--now", StubSite.evening], log: "second")
        #expect(await first.wait() == 0)
        #expect(await second.wait() == 0)
        let log = try String(contentsOfFile: world.site.folder("second"), encoding: .utf8)
        #expect(log.contains("another run uses"), "\(log)")
        #expect(try world.writes() == ["TagUser": 8, "AddUserToGroup": 8])
        try await expectFinished(world, now: StubSite.evening)
    }

    @Test("3 when another runner is first every time; nothing is done then but what is due")
    func raced() async throws {
        var site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: StubSite.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a.yaml")
        try await site.commit("a request")
        #expect(try await site.daypass("reconcile", now: StubSite.evening).code == 0)
        try site.write(Site.request(user: "member02", end: "2026-11-23 05:00"), to: "requests/b.yaml")
        try await site.commit("another")

        // Before each push is taken, somebody else's comes in.
        try await GitHTTPServer.open(site.repository)
        let hook = site.repository + "/.git/hooks/pre-receive"
        try FileManager.default.createDirectory(atPath: site.repository + "/.git/hooks", withIntermediateDirectories: true)
        try """
            #!/bin/sh
            unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
            export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.com GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.com
            git log -1 --format=%B audit | git commit-tree -p audit 'audit^{tree}' >other && git update-ref refs/heads/audit "$(cat other)"
            """.write(toFile: hook, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        let server = try await GitHTTPServer(serving: site.folder.path)
        site.environment["DAYPASS_REPOSITORY"] = server.url("access/.git")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == 3, "\(run.errors)\n\(server.log)")
        #expect(try !site.user("member02").groups.contains("ProdMemberWorkGroup"))
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))

        let due = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(due.code != 0, "\(due.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "what is due waits for nobody: \(due.errors)")
        #expect(try !site.user("member02").groups.contains("ProdMemberWorkGroup"))

        try FileManager.default.removeItem(atPath: hook)
        let after = try await site.daypass("reconcile", now: "2026-11-23T02:10:00+09:00")
        #expect(after.code == 0, "\(after.errors)")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"))
    }
}
