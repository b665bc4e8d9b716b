import Foundation
import TestSupport
import Testing

/// `daypass doctor`: what it says of sites that are fine, and of such that aren't.
struct DoctorTests {
    private static let groups = ["Developers", "ProdLeaderWorkGroup", "ProdMemberWorkGroup", "ProdReadOnlyGroup"]

    /// The documented policy without the condition on tag keys, which ministack's simulation isn't given.
    private static func policy(lacking group: String? = nil, more: String = "") throws -> String {
        let text = try String(contentsOfFile: Site.package + "/docs/iam-policy.json", encoding: .utf8)
        var changed = text.replacing(/,\s*"Condition": \{.*?\n      \}/.dotMatchesNewlines(), with: "")
        #expect(changed != text)
        if let group { changed = changed.replacing("group/\(group)", with: "group/Other") }
        let simulate = "{\"Effect\":\"Allow\",\"Action\":[\"iam:SimulatePrincipalPolicy\"\(more)],\"Resource\":\"*\"},"
        return changed.replacing("\"Statement\": [", with: "\"Statement\": [\(simulate)")
    }

    private func site(_ policy: String) async throws -> (site: Site, cloud: MinistackServer) {
        let cloud = try await MinistackServer()
        try await cloud.asRoot(Self.groups.map { ["Action": "CreateGroup", "GroupName": $0] })
        _ = try await cloud.user("breakglass-admin")
        let broker = try await cloud.user("daypass", policy: policy)
        let site = try await Site.cloud(CloudAccount(id: MinistackServer.account, endpoint: cloud.url), environment: broker.environment)
        return (site, cloud)
    }

    @Test("all is fine: git, settings, ledger, clock, permissions")
    func fine() async throws {
        let (site, cloud) = try await site(try Self.policy())
        #expect(try await site.daypass("audit", "init").code == 0)
        let run = try await site.daypass("doctor")
        #expect(run.code == 0, "\(run.output)\(run.errors)\(cloud.server.log)")
        for line in [
            "+ git          'main' of ", "+ settings     3 entitlements, 6 people, times of Asia/Tokyo", "+ ledger       it is at ",
            "~ ledger       it isn't signed", "+ clock        jump: this clock agrees with the cloud's",
            "+ permissions  jump: the credentials are arn:aws:iam::111111111111:user/daypass",
            "+ permissions  jump: arn:aws:iam::111111111111:user/daypass may do all that is needed",
            "? branch       whether 'main' is protected",
        ] { #expect(run.output.contains("\n\(line)") || run.output.hasPrefix(line), "\(line)\n\(run.output)") }
        #expect(!run.output.contains("may do more than is needed"), "\(run.output)")
    }

    @Test("what the role lacks, what it has too much, and who else could change groups, are named")
    func permissions() async throws {
        let (site, cloud) = try await site(try Self.policy(lacking: "ProdReadOnlyGroup", more: ",\"iam:CreateAccessKey\""))
        try await cloud.asRoot([["Action": "CreateGroup", "GroupName": "Admins"]])
        let everything = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"}]}"
        _ = try await cloud.user("boss", policy: everything)
        _ = try await cloud.user("nobody", policy: everything.replacing("\"iam:*\"", with: "\"iam:Get*\""))
        let run = try await site.daypass("doctor", "--quiet")
        #expect(run.code == 1)
        #expect(
            run.output.contains("lacks iam:AddUserToGroup on ProdReadOnlyGroup, iam:RemoveUserFromGroup on ProdReadOnlyGroup\n"),
            "\(run.output)")
        #expect(run.output.contains("may do more than is needed: iam:CreateAccessKey\n"), "\(run.output)")
        #expect(run.output.contains("the user boss can add members, change the tags that hold ends"), "\(run.output)")
        #expect(!run.output.contains("nobody can") && !run.output.contains("the user daypass can"), "\(run.output)")
        #expect(run.output.contains("! ledger"), "there is none yet")
    }

    @Test("where IAM's simulation is refused, the policies that IAM shows are read, and what they can't tell is named")
    func simulationRefused() async throws {
        let refused = { (text: String) in text.replacing("iam:SimulatePrincipalPolicy", with: "iam:GetUser") }
        let (site, cloud) = try await site(refused(try Self.policy()))
        let run = try await site.daypass("doctor", "--quiet")
        #expect(
            run.output.contains(
                """
                ? permissions  jump: IAM's simulation of arn:aws:iam::111111111111:user/daypass is refused to it, so its policies were read \
                instead: they allow all that is needed. Whether a permissions boundary or the organization's policies forbid some of it \
                couldn't be told
                               Allow it iam:SimulatePrincipalPolicy on itself for this check, or compare its policy with daypass doctor --policy.

                """), "\(run.output)")
        #expect(!run.output.contains(" lacks "), "\(run.output)")
        let text = try refused(Self.policy(lacking: "ProdReadOnlyGroup", more: ",\"iam:CreateAccessKey\""))
        let (poor, other) = try await self.site(text)
        let lacking = try await poor.daypass("doctor", "--quiet")
        #expect(lacking.code == 1)
        #expect(
            lacking.output.contains(
                "! permissions  jump: arn:aws:iam::111111111111:user/daypass lacks iam:AddUserToGroup on ProdReadOnlyGroup, iam:RemoveUserFromGroup on ProdReadOnlyGroup\n"
            ), "\(lacking.output)")
        #expect(lacking.output.contains("may do more than is needed: iam:CreateAccessKey\n"), "\(lacking.output)")
        #expect(lacking.output.contains("so its policies were read instead: they don't allow all that is needed."), "\(lacking.output)")
        let documented = try String(contentsOfFile: Site.package + "/docs/iam-policy.json", encoding: .utf8)
        let (least, third) = try await self.site(documented)
        let conditional = try await least.daypass("doctor", "--quiet")
        #expect(conditional.output.contains("Whether conditions of given, a permissions boundary or"), "\(conditional.output)")
        // They serve until here.
        withExtendedLifetime([cloud, other, third]) {}
    }

    @Test("what can't be told is said to be unknown, and groups that aren't there are mistakes")
    func unknown() async throws {
        let site = try await StubSite()
        try site.stub.seed("{\"groups\":[\"ProdMemberWorkGroup\"],\"users\":{}}")
        let run = try await site.site.daypass("doctor")
        #expect(run.code == 1, "\(run.errors)")
        #expect(
            run.output.contains("? permissions  jump: what ") && run.output.contains("iam:SimulatePrincipalPolicy on itself"),
            "\(run.output)")
        #expect(run.output.contains("! settings     jump: there is no group ProdReadOnlyGroup, which 'prod-read' gives\n"), "\(run.output)")
        #expect(run.output.contains("~ settings     jump: there is no user breakglass-admin, who is standing\n"), "\(run.output)")
        let calls = try site.stub.state().calls.keys
        for write in ["AddUserToGroup", "RemoveUserFromGroup", "TagUser", "UntagUser"] { #expect(!calls.contains(write)) }
    }

    @Test("without credentials, without a repository, with a clock that is off")
    func wrong() async throws {
        let site = try await Site.cloud(CloudAccount(id: "111111111111", endpoint: "http://127.0.0.1:1"), environment: [:])
        let run = try await site.daypass("doctor", "--format", "json")
        #expect(run.code == 1)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["version"] as? Int == 1)
        let findings = try #require(object["findings"] as? [[String: String]])
        #expect(findings.contains { $0["about"] == "permissions" && $0["account"] == "jump" && $0["result"] == "wrong" }, "\(findings)")
        let gone = try await site.daypass("doctor", "--repository", site.folder("gone"))
        #expect(gone.code == 1 && gone.output.contains("! git  "), "\(gone.output)\(gone.errors)")
        let stub = try await StubSite()
        try stub.stub.plan("{\"clock\": 600}")
        let late = try await stub.site.daypass("doctor")
        // The stub's clock goes on while this one is asked.
        #expect(late.output.contains(/! clock        jump: this clock is (9m|10m)[0-9s]* behind the cloud's/), "\(late.output)")
        let other = try await stub.site.daypass("doctor", "--account", "jmup")
        #expect(other.code == 64 && other.errors.contains("there is no account 'jmup'"), "\(other.errors)")
    }

    @Test("the least policy of the sample is the documented one")
    func leastPolicy() async throws {
        let site = try await Site.cloud(CloudAccount(id: "111111111111"))
        let run = try await site.daypass("doctor", "--policy")
        #expect(run.code == 0, "\(run.errors)")
        let documented = try String(contentsOfFile: Site.package + "/docs/iam-policy.json", encoding: .utf8)
        #expect(try Self.canonical(run.output) == Self.canonical(documented))
        let local = try await Site.sample()
        let none = try await local.daypass("doctor", "--policy")
        #expect(none.code == 64 && none.errors.contains("no account in the cloud has an entitlement"), "\(none.errors)")
        try await site.use([CloudAccount(id: "111111111111"), CloudAccount(name: "second", id: "222222222222")])
        try site.write(
            try site.read("policies/access/prod-read.yaml").replacing("account: jump", with: "account: second"),
            to: "policies/access/prod-read.yaml")
        try site.write(
            try site.read("policies/settings.yaml").replacing("prefix: \"\"", with: "prefix: \"dp:\""), to: "policies/settings.yaml")
        try await site.commit("two accounts")
        #expect(try await site.daypass("doctor", "--policy").code == 64)
        let second = try await site.daypass("doctor", "--policy", "--account", "second")
        #expect(
            second.output.contains("arn:aws:iam::222222222222:group/ProdReadOnlyGroup")
                && second.output.contains("\"dp:ProdReadOnlyGroup\""))
        #expect(!second.output.contains("ProdMemberWorkGroup"))
    }

    /// The same whatever order lists are in, and whether a list of one is written as one.
    private static func canonical(_ text: String) throws -> String {
        func sorted(_ value: Any) -> Any {
            switch value {
            case let members as [String: Any]:
                members.mapValues(sorted).reduce(into: [String: Any]()) { result, member in
                    let isList = ["Action", "Resource", "aws:TagKeys"].contains(member.key) && !(member.value is [Any])
                    result[member.key] = isList && member.value as? String != "false" ? [member.value] : member.value
                }
            case let items as [String]: items.sorted()
            case let items as [Any]: items.map(sorted)
            default: value
            }
        }
        let object = sorted(try JSONSerialization.jsonObject(with: Data(text.utf8)))
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]), as: UTF8.self)
    }
}
