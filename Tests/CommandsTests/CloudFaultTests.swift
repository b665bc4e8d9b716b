import Foundation
import TestSupport
import Testing

/// IAM that throttles, cuts its pages short, answers HTML, hangs up before or after it did something, or has another time.
struct CloudFaultTests {
    private static let evening = StubSite.evening

    @Test("a grant and a removal are two writes each, a read is a call for each thousand, and a run without work does nothing")
    func counts() async throws {
        var many: [String: [String]] = [:]
        for number in 0..<2100 { many["user\(number)"] = ["Developers"] }
        let world = try await StubSite(users: many)
        let site = world.site
        try world.stub.plan("{}")
        try world.request(until: "2026-11-23 02:00")
        try await site.commit("a request")
        let granted = try await site.daypass("reconcile", now: Self.evening)
        #expect(granted.code == 0, "\(granted.errors)")
        // 2,104 users and 4 groups.
        #expect(try world.stub.state().calls == ["GetAccountAuthorizationDetails": 3, "TagUser": 1, "AddUserToGroup": 1])

        let tip = try await site.ledgerTip()
        try world.stub.plan("{}")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00").code == 0)
        #expect(try world.stub.state().calls == ["GetAccountAuthorizationDetails": 3])
        #expect(try await site.ledgerTip() == tip, "nothing was pushed")

        try world.stub.plan("{}")
        try world.request(until: "2026-11-23 03:00")
        try await site.commit("an hour more")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00").code == 0)
        #expect(try world.writes() == ["TagUser": 1])

        try world.stub.plan("{}")
        #expect(try await site.daypass("expire", now: "2026-11-23T03:00:00+09:00").code == 0)
        #expect(try world.stub.state().calls == ["GetAccountAuthorizationDetails": 3, "RemoveUserFromGroup": 1, "UntagUser": 1])
    }

    @Test("throttled calls are tried again")
    func throttled() async throws {
        let world = try await StubSite()
        try world.request(until: "2026-11-23 02:00")
        try await world.site.commit("a request")
        try world.stub.plan(
            """
            {"faults": [{"action": "GetAccountAuthorizationDetails", "nth": 1, "times": 2, "kind": "throttle"},
                        {"action": "TagUser", "nth": 1, "times": 2, "kind": "throttle-503"},
                        {"action": "AddUserToGroup", "nth": 1, "kind": "unavailable"}]}
            """
        )
        let run = try await world.site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try world.membership("member01") == (true, "2026-11-22T17:00:00Z"))
        #expect(try world.stub.state().calls == ["GetAccountAuthorizationDetails": 3, "TagUser": 3, "AddUserToGroup": 2])
    }

    @Test("pages that are short or empty are followed to the end")
    func shortPages() async throws {
        var many = ["zz-by-hand": ["ProdMemberWorkGroup"]]
        for number in 0..<1000 { many["user\(number)"] = [] }
        let world = try await StubSite(users: many)
        try world.request(until: "2026-11-23 02:00")
        try await world.site.commit("a request")
        try world.stub.plan(#"{"page": 137, "empty_pages": true}"#)
        let run = try await world.site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try world.membership("member01").isMember)
        #expect(try !world.membership("zz-by-hand").isMember, "drift on the last page is seen")
    }

    @Test(
        "a read that isn't whole grants nothing and takes nobody for drift; what is due goes",
        arguments: ["html", "html-403", "garbage", "empty", "half", "denied", "no-marker", "same-marker", "cut-before", "invalid-token"]
    )
    func partialRead(kind: String) async throws {
        var many = ["by-hand": ["ProdMemberWorkGroup"]]
        for number in 0..<30 { many["user\(number)"] = [] }
        let world = try await StubSite(users: many)
        let site = world.site
        // A grant that is due at two; drift and another request come after it.
        let settings = try site.read("policies/access/prod-member-work.yaml")
        try site.write(settings.replacing("drift: enforce", with: "drift: report"), to: "policies/access/prod-member-work.yaml")
        try await site.commit("report")
        try world.request(until: "2026-11-23 02:00")
        try await site.commit("a request")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        try site.write(settings, to: "policies/access/prod-member-work.yaml")
        try await site.commit("enforce")
        try world.request("member02", until: "2026-11-23 04:00")
        try await site.commit("another request")

        // The first of five pages is whole, none after it.
        try world.stub.plan(
            #"{"page": 8, "faults": [{"action": "GetAccountAuthorizationDetails", "nth": 2, "times": 0, "kind": "\#(kind)"}]}"#
        )
        let early = try await site.daypass("reconcile", now: "2026-11-23T01:00:00+09:00")
        #expect(early.code == 1)
        #expect(early.errors.contains("jump can't be read"), "\(early.errors)")
        #expect(!early.errors.contains("\u{0}"))
        #expect(try world.writes() == [:], "\(kind): \(early.errors)")

        let due = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(due.code == 1)
        #expect(try world.membership("member01") == (false, nil), "\(due.errors)")
        #expect(try world.membership("by-hand").isMember)
        #expect(try !world.membership("member02").isMember)

        try world.stub.plan("{}")
        let after = try await site.daypass("reconcile", now: "2026-11-23T02:10:00+09:00")
        #expect(after.code == 0, "\(after.errors)")
        #expect(try !world.membership("by-hand").isMember)
        #expect(try world.membership("member02").isMember)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    /// A run that has to grant, to extend and to remove: six writes.
    private func work(_ world: StubSite, round: Int) async throws {
        let hour = round % 2 == 0 ? ("02", "03", "04") : ("04", "02", "03")
        try world.request("member01", until: "2026-11-23 \(hour.0):00", named: "a\(round)")
        try world.request("member02", until: "2026-11-23 \(hour.1):00", named: "b\(round)")
        if round > 0 {
            for name in ["a", "b", "c"] { try? world.site.remove("requests/\(name)\(round - 1).yaml") }
        }
        // The third user comes and goes.
        if round % 2 == 0 { try world.request("partner01", until: "2026-11-23 \(hour.2):00", named: "c\(round)") }
        try await world.site.commit("round \(round)")
    }

    private func expectRight(_ world: StubSite, round: Int, _ what: String) throws {
        let (one, two) = round % 2 == 0 ? ("17", "18") : ("19", "17")
        #expect(try world.membership("member01") == (true, "2026-11-22T\(one):00:00Z"), "\(what)")
        #expect(try world.membership("member02") == (true, "2026-11-22T\(two):00:00Z"), "\(what)")
        #expect(try world.membership("partner01") == (round % 2 == 0 ? (true, "2026-11-22T19:00:00Z") : (false, nil)), "\(what)")
    }

    @Test(
        "hung up on at the Nth call, for every N, before or after the effect: the next run ends in the right state",
        arguments: ["cut-before", "cut-after", "failure-after"], [0, 4]
    )
    func cut(kind: String, times: Int) async throws {
        let world = try await StubSite()
        let site = world.site
        var clock = Minutes()
        try await work(world, round: 0)
        #expect(try await site.daypass("reconcile", now: clock.next()).code == 0)
        // A read and at most six writes, with the tries of those that fail.
        for (round, call) in (1...7).enumerated().map({ ($0 + 1, $1) }) {
            try await work(world, round: round)
            try world.stub.plan(#"{"faults": [{"call": \#(call), "times": \#(times), "kind": "\#(kind)"}]}"#)
            let broken = try await site.daypass("reconcile", now: clock.next())
            try world.stub.plan("{}")
            let after = try await site.daypass("reconcile", now: clock.next())
            let what = "call \(call), broken run \(broken.code):\n\(broken.errors)\nafter it:\n\(after.errors)"
            #expect(after.code == 0, "\(what)")
            try expectRight(world, round: round, what)
            #expect(try await site.daypass("plan", "--detailed-exitcode", now: clock.next()).code == 0, "\(what)")
        }
        let verified = try await site.daypass("audit", "verify")
        #expect(verified.code == 0, "\(verified.output)")
    }

    /// A pretended clock that goes on by five minutes, past any grace.
    private struct Minutes {
        private var count = 0

        mutating func next() -> String {
            count += 5
            return "2026-11-22T\(22 + count / 60):\(count % 60 < 10 ? "0" : "")\(count % 60):00+09:00"
        }
    }

    @Test("with a clock that is off nothing is granted, and removals go by the cloud's clock")
    func clockSkew() async throws {
        let world = try await StubSite(secret: "secret-of-the-tests")
        let site = world.site
        func time(in seconds: Double) -> String { Date(timeIntervalSinceNow: seconds).ISO8601Format() }
        try world.request(until: time(in: 1800))
        try await site.commit("a request")
        let granted = try await site.daypass("reconcile")
        #expect(granted.code == 0, "\(granted.errors)")
        #expect(try world.membership("member01").isMember)

        // The cloud is an hour behind: it isn't the end yet by any clock, and nobody new gets in.
        try world.request("member02", until: time(in: 7200))
        try await site.commit("another request")
        try world.stub.plan(#"{"clock": -3600}"#)
        let behind = try await site.daypass("reconcile")
        #expect(behind.code == 1)
        #expect(behind.errors.contains("DP5001"), "\(behind.errors)")
        #expect(try !world.membership("member02").isMember)
        #expect(try world.membership("member01").isMember)

        // The cloud is an hour ahead: the half hour is over there.
        try world.stub.plan(#"{"clock": 3600}"#)
        let ahead = try await site.daypass("reconcile")
        #expect(ahead.code == 1)
        #expect(ahead.errors.contains("DP5001"), "\(ahead.errors)")
        #expect(try world.membership("member01") == (false, nil), "\(ahead.errors)")
        #expect(try !world.membership("member02").isMember)

        try world.stub.plan("{}")
        let right = try await site.daypass("reconcile")
        #expect(right.code == 0, "\(right.errors)")
        #expect(try world.membership("member02").isMember)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }
}
