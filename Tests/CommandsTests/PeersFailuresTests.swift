import Foundation
import TestSupport
import Testing

/// How tools of the same kind failed, played with the built command: each of them must come out otherwise here.
@Suite("Peers' failures, played") struct PeersFailuresTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let end = "2026-11-23T02:00:00+09:00"
    private static let production = "ProdMemberWorkGroup"

    private func isMember(_ site: Site, _ user: String = "member01") throws -> Bool {
        try site.user(user).groups.contains(Self.production)
    }

    @Test(
        "IAMbic: an end that can't be parsed is read as 'never'",
        arguments: ["never", "2026-13-45 02:00", "''", "~", "99999999999999", "[]"])
    func unparsableEnd(end: String) async throws {
        let site = try await Site.granting()
        try site.write(Site.request(end: end), to: "requests/member01.yaml")
        try site.write(Site.request(user: "member02", end: end), to: "requests/member02.yaml")
        try await site.commit("no end")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 1 && run.errors.contains("requests/member02.yaml:4:"), "\(run.errors)")
        #expect(try isMember(site) && !isMember(site, "member02"))
        try await site.daypass("reconcile", now: Self.end)
        #expect(try !isMember(site), "the recorded end counts")
    }

    @Test("qontract-reconcile: one malformed date stops the whole run")
    func malformedDate() async throws {
        let site = try await Site.granting()
        try site.write(Site.request(user: "member02", end: "2026-02-30 25:61"), to: "requests/a-first.yaml")
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/z-last.yaml")
        try await site.commit("one is malformed")
        // What is due is removed and what is approved granted in the run that meets it.
        let run = try await site.daypass("reconcile", now: Self.end)
        #expect(run.code == 1 && run.errors.contains("requests/a-first.yaml:4:"), "\(run.errors)")
        #expect(try !isMember(site) && isMember(site, "member02"))
    }

    @Test("TEAM #279: the end of one request cuts short another's access")
    func overlap() async throws {
        let site = try await Site.granting()
        try site.write(Site.request(end: "2026-11-23 04:00"), to: "requests/longer.yaml")
        try await site.commit("another request of the same user")
        for now in ["2026-11-22T23:00:00+09:00", Self.end, "2026-11-23T03:59:00+09:00"] {
            #expect(try await site.daypass("reconcile", now: now).code == 0)
            #expect(try isMember(site), "at \(now)")
        }
        #expect(try await site.daypass("expire", now: "2026-11-23T04:00:00+09:00").code == 0)
        #expect(try !isMember(site))
    }

    @Test("AWS's broker sample: a grant that lapsed is revived the next year")
    func revivedNextYear() async throws {
        let site = try await Site.granting()
        try await site.daypass("reconcile", now: Self.end)
        // The file still lies there, at the same day and hour of other years, and after it was deleted and put back.
        for now in ["2027-11-22T22:00:00+09:00", "2036-01-01T00:00:00+09:00"] {
            try await site.daypass("reconcile", now: now)
            #expect(try !isMember(site), "at \(now)")
        }
        let text = try site.read("requests/member01.yaml")
        try site.remove("requests/member01.yaml")
        try await site.commit("tidied up")
        try await site.daypass("reconcile", now: "2036-01-02T00:00:00+09:00")
        try site.write(text.replacing("2026-11-23", with: "2037-11-23"), to: "requests/member01.yaml")
        try await site.commit("and back, with another year")
        try await site.daypass("reconcile", now: "2036-01-03T00:00:00+09:00")
        #expect(try !isMember(site), "ended is ended")
    }

    @Test("peribolos #4365: a bad configuration removes everybody")
    func badConfiguration() async throws {
        let site = try await Site.granting(["member01", "member02"])
        for path in ["policies/access/prod-member-work.yaml", "policies/people.yaml"] {
            let text = try site.read(path)
            try site.write("", to: path)
            try await site.commit("an empty \(path)")
            try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
            #expect(try isMember(site) && isMember(site, "member02"), "\(path)")
            try site.write(text, to: path)
            try await site.commit("mended")
        }
        try await site.daypass("reconcile", now: Self.end)
        #expect(try !isMember(site) && !isMember(site, "member02"))
    }

    @Test("aws-ec2-ssh #154: a throttled read is taken for 'no users', and everybody is deleted")
    func throttledRead() async throws {
        let world = try await StubSite()
        try world.request(until: "2026-11-23 02:00")
        try await world.site.commit("a request")
        #expect(try await world.site.daypass("reconcile", now: Self.evening).code == 0)
        try world.stub.plan(#"{"faults": [{"action": "GetAccountAuthorizationDetails", "nth": 1, "times": 0, "kind": "throttle"}]}"#)
        let run = try await world.site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == 1 && run.errors.contains("jump can't be read"), "\(run.errors)")
        #expect(try world.writes() == [:] && world.membership("member01").isMember)
        try world.stub.plan("{}")
        #expect(try await world.site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00").code == 0)
        #expect(try world.writes() == [:], "and nothing of it is left on record")
    }

    @Test("Atlantis and others: what was pushed after the acceptance goes in on its strength")
    func contentAfterAcceptance() async throws {
        // The content is accepted, not the file's name: more than it asked for is judged anew, and refused here. Which
        // review covers which commit is asked when approvals are read from the forge.
        let site = try await Site.granting()
        try site.write(Site.request(access: "prod-leader-work", end: "2026-11-23 02:00"), to: "requests/member01.yaml")
        try await site.commit("the same file asks for more")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 1, "\(run.errors)")
        #expect(try site.user("member01").groups == ["Developers"], "neither the new, nor what isn't asked for any more")
    }
}
