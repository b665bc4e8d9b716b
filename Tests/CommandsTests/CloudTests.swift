import TestSupport
import Testing

/// Several accounts, each reached by a role of its own, on a stand-in that has AWS's plumbing.
struct CloudTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    /// Two accounts with the sample's groups and users, and an entitlement that stands in both.
    private struct World {
        let moto: MotoServer
        let site: Site
        let jump: CloudAccount
        let second: CloudAccount

        init() async throws {
            let moto = try await MotoServer()
            func account(_ name: String) -> CloudAccount {
                let number = moto.newAccount()
                return CloudAccount(name: name, id: number, endpoint: moto.url, role: "arn:aws:iam::\(number):role/Daypass")
            }
            self.moto = moto
            jump = account("jump")
            second = account("second")
            for account in [jump, second] {
                let key = try moto.accessKey(of: account.id ?? "")
                for group in ["Developers", "ProdLeaderWorkGroup", "ProdMemberWorkGroup", "ProdReadOnlyGroup"] {
                    try moto.call("iam", ["Action": "CreateGroup", "GroupName": group], accessKey: key)
                }
                for user in ["member01", "member02", "breakglass-admin"] {
                    try moto.call("iam", ["Action": "CreateUser", "UserName": user], accessKey: key)
                }
            }
            site = try await Site.cloud(jump, second)
            let policy = try site.read("policies/access/prod-member-work.yaml")
            try site.write(policy.replacing("account: jump", with: "accounts: [jump, second]"), to: "policies/access/prod-member-work.yaml")
            try await site.commit("in both accounts")
            let made = try await site.daypass("audit", "init", now: CloudTests.evening)
            #expect(made.code == 0, "\(made.errors)")
        }

        /// Whether a user is in the member group of an account, and what the tag says.
        func membership(_ user: String, in account: CloudAccount) throws -> (isMember: Bool, tag: String?) {
            let key = try moto.accessKey(of: account.id ?? "")
            let groups = try moto.call("iam", ["Action": "ListGroupsForUser", "UserName": user], accessKey: key)
            let tags = try moto.call("iam", ["Action": "ListUserTags", "UserName": user], accessKey: key)
            let tag = tags.firstMatch(of: /<Key>ProdMemberWorkGroup<\/Key>\s*<Value>([^<]*)</).map { String($0.1) }
            return (groups.contains("<GroupName>ProdMemberWorkGroup<"), tag)
        }
    }

    @Test("an entitlement of two accounts gives both, or the one that is named")
    func severalAccounts() async throws {
        let world = try await World()
        let site = world.site
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/both.yaml")
        try site.write(Site.request(user: "member02", access: "prod-member-work@second", end: "2026-11-23 03:00"), to: "requests/one.yaml")
        try await site.commit("requests")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        for account in [world.jump, world.second] {
            #expect(try world.membership("member01", in: account) == (true, "2026-11-22T17:00:00Z"), "\(account.name)")
        }
        #expect(try world.membership("member02", in: world.jump) == (false, nil))
        #expect(try world.membership("member02", in: world.second) == (true, "2026-11-22T18:00:00Z"))

        // --account leaves the others alone.
        let part = try await site.daypass("reconcile", "--account", "jump", now: "2026-11-23T02:00:00+09:00")
        #expect(part.code == 0, "\(part.errors)")
        #expect(try world.membership("member01", in: world.jump) == (false, nil))
        #expect(try world.membership("member01", in: world.second).isMember)
        let rest = try await site.daypass("reconcile", now: "2026-11-23T02:01:00+09:00")
        #expect(rest.code == 0, "\(rest.errors)")
        #expect(try world.membership("member01", in: world.second) == (false, nil))
        #expect(try world.membership("member02", in: world.second).isMember)
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("while one account can't be reached the other goes on; what is due there goes once it is back")
    func oneUnreachable() async throws {
        let world = try await World()
        let site = world.site
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/both.yaml")
        try await site.commit("requests")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)

        var gone = world.second
        gone.endpoint = "http://127.0.0.1:\(try LoopbackPort.claim())"
        try await site.use([world.jump, gone])
        try site.write(Site.request(user: "member02", access: "prod-member-work@jump", end: "2026-11-23 04:00"), to: "requests/more.yaml")
        try site.write(
            Site.request(user: "member02", access: "prod-member-work@second", end: "2026-11-23 04:00"), to: "requests/there.yaml")
        try await site.commit("more")
        let run = try await site.daypass("reconcile", now: "2026-11-23T01:00:00+09:00")
        #expect(run.code == 1)
        #expect(run.errors.contains("second can't be read"), "\(run.errors)")
        #expect(try world.membership("member02", in: world.jump).isMember, "\(run.errors)")
        #expect(try world.membership("member01", in: world.jump).isMember)
        #expect(try world.membership("member01", in: world.second).isMember)

        let due = try await site.daypass("reconcile", "--format", "json", now: "2026-11-23T02:00:00+09:00")
        #expect(due.code == 1)
        #expect(try world.membership("member01", in: world.jump) == (false, nil), "\(due.errors)")
        #expect(due.output.contains("\"result\" : \"failed\""), "the removal was tried there: \(due.output)")

        try await site.use([world.jump, world.second])
        let back = try await site.daypass("reconcile", now: "2026-11-23T02:10:00+09:00")
        #expect(back.code == 0, "\(back.errors)")
        #expect(try world.membership("member01", in: world.second) == (false, nil))
        #expect(try world.membership("member02", in: world.second).isMember, "what couldn't be granted there before")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }
}
