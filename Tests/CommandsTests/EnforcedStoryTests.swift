import Foundation
import TestSupport
import Testing

/// The story of PRODUCT.md where it counts: a user's own key is refused the production role before, let in while the
/// request is granted, and refused after. IAM's policies are really evaluated, and git is served over the network.
struct EnforcedStoryTests {
    private static let path = "requests/2026/11/deploy-billing.yaml"
    private static let before = "2026-11-22T22:00:00+09:00"

    /// ministack with the sample's groups and users, a production role that only the member group may assume, and the
    /// reconciler's own user.
    private struct World {
        let cloud: MinistackServer
        var site: Site
        let member: MinistackServer.Keys

        var refusal: String? { get async throws { try await cloud.refusal(of: member, role: "ProdMember") } }
    }

    private static let trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"sts:AssumeRole"}]}
        """
    private static let mayAssume = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111111111111:role/ProdMember"}]}
        """

    private func world() async throws -> World {
        let cloud = try await MinistackServer()
        let groups = ["Developers", "ProdLeaderWorkGroup", "ProdMemberWorkGroup", "ProdReadOnlyGroup"]
        try await cloud.asRoot(
            groups.map { ["Action": "CreateGroup", "GroupName": $0] } + [
                [
                    "Action": "PutGroupPolicy", "GroupName": "ProdMemberWorkGroup", "PolicyName": "production",
                    "PolicyDocument": Self.mayAssume,
                ],
                ["Action": "CreateRole", "RoleName": "ProdMember", "AssumeRolePolicyDocument": Self.trust],
            ])
        let member = try await cloud.user("member01", tags: ["team": "billing"])
        _ = try await cloud.user("breakglass-admin")
        let broker = try await cloud.user("daypass", policy: Self.brokerPolicy())
        let account = CloudAccount(id: MinistackServer.account, endpoint: cloud.url)
        let site = try await Site.cloud(account, environment: broker.environment)
        return World(cloud: cloud, site: site, member: member)
    }

    /// The documented least policy; but memberships are allowed by user, because ministack asks for the user's ARN there
    /// where IAM asks for the group's (the documentation's tests judge that part).
    private static func brokerPolicy() throws -> String {
        let text = try String(contentsOfFile: Site.package + "/docs/iam-policy.json", encoding: .utf8)
        let changed = text.replacing(/"arn:aws:iam::111111111111:group\/[^"]*"/, with: "\"arn:aws:iam::111111111111:user/*\"")
        #expect(changed != text)
        return changed
    }

    /// Denied, granted, and over: at the end by itself, or early.
    private func tell(_ world: World) async throws {
        let (cloud, site) = (world.cloud, world.site)
        #expect(try await site.daypass("audit", "init", now: Self.before).code == 0)
        #expect(try await world.refusal == "AccessDenied")

        try site.write(try Site.sampleRequest("deploy-billing"), to: Self.path)
        try await site.commit("deploy billing")
        #expect(try await world.refusal == "AccessDenied", "a request alone gives nothing")
        let granted = try await site.daypass("reconcile", now: Self.before)
        #expect(granted.code == 0, "\(granted.errors)\n\(cloud.server.log)")
        #expect(try await world.refusal == nil)

        let onTime = try await site.daypass("reconcile", now: "2026-11-23T01:59:00+09:00")
        #expect(onTime.code == 0, "\(onTime.errors)")
        #expect(try await world.refusal == nil)
        let over = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(over.code == 0, "\(over.errors)")
        #expect(try await world.refusal == "AccessDenied")

        try site.write(Site.request(end: "2026-11-23 12:00", more: "start: 2026-11-23 08:00\n"), to: "requests/second.yaml")
        try await site.commit("a second try")
        let again = try await site.daypass("reconcile", now: "2026-11-23T08:00:00+09:00")
        #expect(again.code == 0, "\(again.errors)")
        #expect(try await world.refusal == nil)
        try site.write(Site.request(end: "2026-11-23 09:00", more: "start: 2026-11-23 08:00\n"), to: "requests/second.yaml")
        try await site.commit("done by nine")
        let early = try await site.daypass("reconcile", now: "2026-11-23T09:00:00+09:00")
        #expect(early.code == 0, "\(early.errors)")
        #expect(try await world.refusal == "AccessDenied")

        let verified = try await site.daypass("audit", "verify")
        #expect(verified.code == 0, "\(verified.output)")
        #expect(try await site.records("granted").count == 2)
        #expect(try await site.records("revoked").count == 2)
    }

    @Test("the role is denied before, assumed while granted, denied after; git over HTTP with a token")
    func overHTTP() async throws {
        var world = try await world()
        try await GitHTTPServer.open(world.site.repository)
        let server = try await GitHTTPServer(serving: world.site.folder.path, isPrivate: true)
        world.site.environment["DAYPASS_REPOSITORY"] = server.url("access/.git")
        world.site.environment["DAYPASS_GIT_USER"] = GitHTTPServer.user
        world.site.environment["DAYPASS_GIT_TOKEN"] = GitHTTPServer.password
        try await tell(world)

        let wrong = "a-token-that-nobody-gave-out"
        for command in [["reconcile"], ["plan"], ["status"], ["audit", "verify"], ["expire"]] {
            let refused = try await world.site.daypass(
                arguments: command, now: "2026-11-23T10:00:00+09:00", cache: "empty", environment: ["DAYPASS_GIT_TOKEN": wrong]
            )
            #expect(refused.code == 1, "\(command): \(refused.errors)")
            #expect(refused.errors.contains("DAYPASS_GIT_TOKEN"), "\(command) says what to mend: \(refused.errors)")
            #expect(!(refused.output + refused.errors).contains(wrong), "\(command)")
        }
    }

    @Test("the same over SSH")
    func overSSH() async throws {
        var world = try await world()
        let server = try await SSHServer()
        // The command calls whatever `ssh` is in PATH; this one knows the test's keys.
        let command = server.command.map { "'\($0)'" }.joined(separator: " ").replacing("'ssh'", with: "/usr/bin/ssh")
        let wrapper = try world.site.folder.write("#!/bin/sh\nexec \(command) \"$@\"\n", to: "bin/ssh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrapper)
        world.site.environment["PATH"] = world.site.folder("bin") + ":" + (Shell.hermetic["PATH"] ?? "/usr/bin:/bin")
        world.site.environment["DAYPASS_REPOSITORY"] = server.url(world.site.repository + "/.git")
        try await tell(world)
    }

    @Test("a reconciler without the right to it says so, and the user stays out")
    func withoutRights() async throws {
        let world = try await world()
        let stranger = try await world.cloud.user("stranger")
        #expect(try await world.site.daypass("audit", "init", now: Self.before).code == 0)
        try world.site.write(try Site.sampleRequest("deploy-billing"), to: Self.path)
        try await world.site.commit("deploy billing")
        let run = try await world.site.daypass("reconcile", now: Self.before, environment: stranger.environment)
        #expect(run.code == 1)
        #expect(run.errors.contains("GetAccountAuthorizationDetails") || run.errors.contains("AccessDenied"), "\(run.errors)")
        #expect(!run.errors.contains(stranger.secret))
        #expect(try await world.refusal == "AccessDenied")
    }
}
