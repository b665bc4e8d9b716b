import Foundation
import TestSupport
import Testing

/// What a newcomer stumbles over is said, with what to do, and never passes for success.
struct PlainWordsTests {
    private static let later = "2026-11-22T23:00:00+09:00"

    @Test("a request whose entitlement gives another group now is taken away, and told so in every run")
    func movedEntitlement() async throws {
        let site = try await Site.granting()
        let path = "policies/access/prod-member-work.yaml"
        try site.write(try site.read(path).replacing("group: ProdMemberWorkGroup", with: "group: ProdMemberWork2"), to: path)
        try await site.commit("another group")
        for _ in 0..<2 {
            let run = try await site.daypass("reconcile", now: Self.later)
            #expect(
                run.errors.contains("requests/member01.yaml: warning: this request was accepted, and gives nothing now"), "\(run.errors)")
        }
        #expect(try site.user("member01").groups == ["Developers"])
    }

    @Test("a user who was deleted is named")
    func deletedUser() async throws {
        let site = try await Site.granting()
        var file = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: site.directory))) as? [String: Any])
        var users = try #require(file["users"] as? [String: Any])
        users["member01"] = nil
        file["users"] = users
        try JSONSerialization.data(withJSONObject: file).write(to: URL(fileURLWithPath: site.directory))
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.errors.contains("member01 isn't in jump any more"), "\(run.errors)")
    }

    @Test("a misspelt account is a mistake, not an account where all agrees")
    func unknownAccount() async throws {
        let site = try await Site.granting()
        for command in ["reconcile", "plan"] {
            let run = try await site.daypass(command, "--account", "jmup", now: Self.later)
            #expect(run.code == 1)
            #expect(run.errors.contains("there is no account 'jmup'"), "\(run.errors)")
        }
    }

    @Test("a plan of an account that can't be read is none")
    func unreadable() async throws {
        let site = try await Site.granting()
        try FileManager.default.removeItem(atPath: site.directory)
        #expect(try await site.daypass("plan", now: Self.later).code == 1)
    }

    @Test("check says when there is nothing to check")
    func nothingToCheck() async throws {
        let site = try await Site.granting()
        for path in ["nowhere", "access/requests", "access/requests/member01.yaml"] {
            let check = try await Shell.run([Site.binary, "check", path], in: site.folder.path)
            #expect(check.code == 1)
            #expect(check.errors.contains("\(path) has neither policies/ nor requests/"), "\(check.errors)")
        }
    }

    @Test("a ledger that was cut off since it was seen here doesn't pass for whole")
    func cutOff() async throws {
        let site = try await Site.granting()
        #expect(try await site.daypass("audit", "verify").code == 0)
        try await Shell.git("branch", "-f", "audit", "audit~1", in: site.repository)
        let cut = try await site.daypass("audit", "verify")
        #expect(cut.code == 1)
        #expect(cut.errors.contains("which doesn't descend from") && cut.errors.contains("seen before"), "\(cut.errors)")
    }

    @Test("a stray tag's record says that it was a tag")
    func strayTag() async throws {
        let site = try await Site.granting([])
        let text = try String(contentsOfFile: site.directory, encoding: .utf8)
        try text.replacing("\"team\": \"website\"", with: "\"ProdMemberWorkGroup\": \"2026-11-22T10:00:00Z\"")
            .write(toFile: site.directory, atomically: true, encoding: .utf8)
        #expect(try await site.daypass("reconcile", now: Self.later).code == 0)
        let records = try await site.daypass("audit", "show", "--user", "bystander")
        #expect(records.output.contains("Removed the tag of bystander for ProdMemberWorkGroup, stray-lease."), "\(records.output)")
    }
}
