import AccessCore
import Foundation
import Testing
import TimeZones

@testable import AccessRequests

/// What stands at the repository's top is what newcomers copy.
struct SamplesTests {
    private func policies() throws -> PolicySet {
        let decoded = PolicyDecoder().decode(try SampleTree.files(below: "policies"), tree: TreeID("sample"))
        #expect(decoded.diagnostics == [])
        return try #require(decoded.value)
    }

    @Test func policiesDecodeWithoutAWord() throws {
        let policies = try policies()
        #expect(policies.settings.repository == "example/access")
        #expect(policies.settings.accounts[AccountName("jump")]?.backend == .directory(path: "training.json"))
        #expect(policies.entitlements.keys.map(\.text).sorted() == ["prod-leader-work", "prod-member-work", "prod-read"])
        #expect(policies.entitlements[EntitlementName("prod-member-work")]?.group == GroupName("ProdMemberWorkGroup"))
        let engineering = try #require(policies.people.teams[TeamName("engineering")])
        #expect(engineering.map(\.text).sorted() == ["lead01", "lead02", "member01", "member02"])
    }

    @Test func requestsDecodeWithoutAWordAndArePermitted() throws {
        let policies = try policies()
        let decoder = RequestDecoder(timezone: try TimeZoneRules(named: policies.settings.timezone))
        let files = try SampleTree.files(below: "requests")
        #expect(files.count == 3)
        for file in files {
            let decoded = decoder.decode(file)
            #expect(decoded.diagnostics == [], "\(file.path)")
            #expect(crossCheck(try #require(decoded.value), against: policies) == [], "\(file.path)")
        }
    }

    @Test func theDirectoryHasTheGroupsOfTheEntitlements() throws {
        struct Directory: Decodable {
            struct User: Decodable {
                var groups: [String]
                var tags: [String: String]
            }
            var version: Int
            var groups: Set<String>
            var users: [String: User]
        }
        let data = try Data(contentsOf: SampleTree.top.appendingPathComponent("examples/training.json"))
        let directory = try JSONDecoder().decode(Directory.self, from: data)
        for entitlement in try policies().entitlements.values { #expect(directory.groups.contains(entitlement.group.text)) }
        for user in directory.users.values { #expect(user.groups.allSatisfy(directory.groups.contains)) }
        #expect(directory.users["member01"]?.groups == ["Developers"])
    }
}
