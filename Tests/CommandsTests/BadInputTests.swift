import Foundation
import TestSupport
import Testing

/// Broken, huge and hostile files: each is named at its place, nobody loses access by it, and what is due still goes.
struct BadInputTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let good = "requests/good.yaml"

    /// A site where member01 has access until two.
    private func granted() async throws -> Site {
        let site = try await Site.sample()
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.good)
        try await site.commit("a request")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        return site
    }

    @Test("no ledger is founded on policies with mistakes: the first is told with its place; nor on none")
    func foundedOnMistakes() async throws {
        let site = try await Site.sample()
        try site.write("version: 1\npeople: {}\nteams: {}\n", to: "policies/people.yaml")
        try await site.commit("a mistake")
        let mistaken = try await site.daypass("audit", "init", now: Self.evening)
        #expect(
            mistaken.code == 1 && mistaken.errors.contains("  policies/access/prod-leader-work.yaml:8:11: error: no team 'leads'"),
            "\(mistaken.errors)")
        try site.remove("policies")
        try await site.commit("nothing")
        let none = try await site.daypass("audit", "init", now: Self.evening)
        #expect(none.code == 1 && none.errors.contains("'main' has no policies/"), "\(none.errors)")
        #expect(try await Shell.run(["git", "rev-parse", "--verify", "-q", "audit"], in: site.repository).code != 0)
    }

    /// Runs before the end, which keeps the access, and at the end, which takes it, whatever is wrong.
    private func expectUnharmed(_ site: Site, _ what: String) async throws -> Finished {
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == 1, "\(what): \(run.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(what): \(run.errors)")
        #expect(!run.errors.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(what): control characters reach the terminal")
        let due = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(due.code == 1, "\(what)")
        #expect(try site.user("member01").groups == ["Developers"], "\(what): \(due.errors)")
        return run
    }

    @Test("requests of every bad kind are each reported at their path, and the good one among them is granted")
    func requests() async throws {
        let site = try await granted()
        let aliases = "a: &a [x,x,x,x,x,x,x,x,x]\n" + (0..<9).map { "b\($0): &b\($0) [*a,*a,*a,*a,*a,*a,*a,*a]\n" }.joined()
        let texts: [String: Data] = [
            "empty": Data(), "binary": Data((0..<4096).map { UInt8($0 % 256) }), "zeros": Data(count: 3000),
            "deep": Data((String(repeating: "[", count: 60_000)).utf8), "aliases": Data(aliases.utf8),
            "latin": Data([0x72, 0xE9, 0x61, 0x3A, 0x20, 0x31]), "utf16": "version: 1\n".data(using: .utf16LittleEndian) ?? Data(),
            "large": Data(("version: 1\nreason: " + String(repeating: "x", count: 100_000) + "\n").utf8),
            "huge": Data(count: 50 << 20), "list": Data("- 1\n- 2\n".utf8), "two": Data("version: 1\n---\nversion: 1\n".utf8),
            "escape": Data("version: 1\nuser: \"\\e[31mred\\a\"\naccess: [prod-member-work]\nend: \"\u{1B}[2J\"\n".utf8),
            "far": Data(Site.request(end: "9999-12-31T23:59:59Z").utf8), "past": Data(Site.request(end: "2020-01-01T00:00:00Z").utf8),
            "nobody": Data(Site.request(user: "../../etc/passwd", end: "2026-11-23 02:00").utf8),
            "unknown": Data(Site.request(access: "no-such-entitlement", end: "2026-11-23 02:00").utf8),
            "secret": Data(Site.request(end: "2026-11-23 02:00", more: "ticket: AKIAIOSFODNN7EXAMPLE\n").utf8),
        ]
        for (name, data) in texts {
            try FileManager.default.createDirectory(atPath: site.repository + "/requests/bad", withIntermediateDirectories: true)
            try data.write(to: URL(fileURLWithPath: site.repository + "/requests/bad/\(name).yaml"))
        }
        try site.write(Site.request(user: "member02", end: "2026-11-23 05:00"), to: "requests/other.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: site.repository + "/requests/bad/link.yaml", withDestinationPath: "/etc/passwd"
        )
        try site.write("x", to: "requests/bad/odd\nname\u{1B}[31m.yaml")
        try site.write("x", to: "requests/bad/wrong.yml")
        try await site.commit("bad requests")
        let tip = try await Shell.git("rev-parse", "HEAD", in: site.repository)
        try await Shell.git("update-index", "--add", "--cacheinfo", "160000,\(tip),requests/bad/module.yaml", in: site.repository)
        try await Shell.git("commit", "-q", "-m", "a submodule", in: site.repository)

        let run = try await expectUnharmed(site, "requests")
        for name in texts.keys.sorted() + ["link", "module"] {
            #expect(run.errors.contains("requests/bad/\(name).yaml"), "\(name) is not named: \(run.errors)")
        }
        #expect(run.errors.contains("requests/bad/wrong.yml"), "\(run.errors)")
        #expect(!run.errors.contains("AKIAIOSFODNN7EXAMPLE"), "a secret is not repeated")
        #expect(!run.errors.contains("root:"), "a link isn't followed")
        #expect(try site.user("member02").groups.contains("ProdMemberWorkGroup"))

        let checked = try await site.daypass("check", site.repository)
        #expect(checked.code == 1)
        // What the clock says of an end isn't check's business.
        for name in texts.keys.sorted() + ["link"] where !["far", "past"].contains(name) {
            #expect(checked.errors.contains("requests/bad/\(name).yaml"), "check doesn't name \(name): \(checked.errors)")
        }
        #expect(!checked.errors.contains("root:"))
    }

    @Test("a granted request that stops parsing keeps its recorded end, no more and no less")
    func brokenLater() async throws {
        let site = try await granted()
        try site.write("version: 1\nend: [", to: Self.good)
        try await site.commit("broken")
        let run = try await expectUnharmed(site, "broken later")
        #expect(run.errors.contains(Self.good))
        #expect(try await site.records("extended").isEmpty)
    }

    @Test("of two thousand files with a mistake each is reported")
    func manyMistakes() async throws {
        let site = try await granted()
        for number in 0..<2000 {
            try site.write(
                Site.request(end: "tomorrow").replacing("reason: a test", with: "reason: no \(number)"), to: "requests/many/r\(number).yaml"
            )
        }
        try await site.commit("many")
        let run = try await expectUnharmed(site, "many")
        let named = Set(
            run.errors.split(separator: "\n").filter { $0.hasPrefix("requests/many/") }.compactMap { $0.split(separator: ":").first })
        #expect(named.count == 2000)
    }

    /// What can be wrong below policies/: each in a site of its own.
    enum BadPolicies: String, CaseIterable {
        case emptySettings, binarySettings, aliases, hugePeople, noPolicies, link, unknownKey, collidingGroups, unknownTeam, folderForFile

        func spoil(_ site: Site) throws {
            let files = FileManager.default
            func replace(_ path: String, _ data: Data) throws {
                try data.write(to: URL(fileURLWithPath: site.repository + "/policies/" + path))
            }
            switch self {
            case .emptySettings: try replace("settings.yaml", Data())
            case .binarySettings: try replace("settings.yaml", Data((0..<5000).map { UInt8($0 % 255) }))
            case .aliases: try replace("settings.yaml", Data("a: &a [1]\nb: [*a, *a]\n".utf8))
            case .hugePeople: try replace("people.yaml", Data(count: 30 << 20))
            case .noPolicies: try files.removeItem(atPath: site.repository + "/policies")
            case .link:
                try files.removeItem(atPath: site.repository + "/policies/people.yaml")
                try files.createSymbolicLink(atPath: site.repository + "/policies/people.yaml", withDestinationPath: "/etc/passwd")
            case .unknownKey:
                try replace("access/prod-read.yaml", Data((try site.read("policies/access/prod-read.yaml") + "elligible: {}\n").utf8))
            case .collidingGroups: try replace("access/twin.yaml", Data(try site.read("policies/access/prod-member-work.yaml").utf8))
            case .unknownTeam:
                try replace(
                    "access/prod-read.yaml",
                    Data(try site.read("policies/access/prod-read.yaml").replacing("from: leads", with: "from: nobody").utf8))
            case .folderForFile:
                try files.removeItem(atPath: site.repository + "/policies/settings.yaml")
                try site.write("version: 1\n", to: "policies/settings.yaml/settings.yaml")
            }
        }
    }

    @Test("broken policies change nothing: those accepted last stay in force", arguments: BadPolicies.allCases)
    func policies(_ bad: BadPolicies) async throws {
        let site = try await granted()
        try bad.spoil(site)
        try await site.commit("\(bad)")
        let run = try await expectUnharmed(site, "\(bad)")
        #expect(run.errors.contains("policies"), "\(run.errors)")
        #expect(run.errors.contains("DP1003") || run.errors.contains("DP1002"), "\(run.errors)")
        #expect(!run.errors.contains("root:"))
        #expect(try await site.daypass("check", site.repository).code == 1)
    }

    @Test("a request merged together with a change of policies is refused, with what to do")
    func mixed() async throws {
        let site = try await granted()
        let policy = try site.read("policies/access/prod-member-work.yaml")
        try site.write(
            policy.replacing("users: [partner01]", with: "users: [partner01, bystander]"), to: "policies/access/prod-member-work.yaml")
        try site.write(Site.request(user: "bystander", end: "2026-11-23 03:00"), to: "requests/mine.yaml")
        try await site.commit("let me in")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == 1)
        #expect(run.errors.contains("requests/mine.yaml: error: ") && run.errors.contains("policies"), "\(run.errors)")
        #expect(try site.user("bystander").groups == ["Developers"])
        let checked = try await site.daypass(
            "check", "--base", try await Shell.git("rev-parse", "HEAD~1", in: site.repository), site.repository)
        #expect(checked.code == 1)
        #expect(checked.errors.contains("DP1005"), "\(checked.errors)")
    }

    @Test("a renamed file is another request: the access goes on under the new name")
    func renamed() async throws {
        let site = try await granted()
        try await Shell.git("mv", Self.good, "requests/renamed.yaml", in: site.repository)
        try await site.commit("another name")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try await site.records("revoked").isEmpty, "not even for a moment")
        #expect(try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00").code == 0)
        #expect(try site.user("member01").groups == ["Developers"])
    }

    @Test("an extension that is merged extends; one beyond the limit is refused and the old window stands")
    func extended() async throws {
        let site = try await granted()
        try site.write(Site.request(end: "2026-11-25 02:00"), to: Self.good)
        try await site.commit("for ever")
        let refused = try await site.daypass("reconcile", now: "2026-11-22T22:30:00+09:00")
        #expect(refused.code == 1)
        #expect(refused.errors.contains(Self.good), "\(refused.errors)")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")
        try site.write(Site.request(end: "2026-11-23 04:00"), to: Self.good)
        try await site.commit("two hours more")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T19:00:00Z")
        #expect(try await site.records("extended").count == 1)
    }

    @Test("a user who was deleted and made anew is somebody else")
    func anotherUser() async throws {
        let site = try await granted()
        for (id, groups) in [("AIDAANOTHER", ["Developers"]), ("AIDATHIRD", ["Developers", "ProdMemberWorkGroup"])] {
            let data = try Data(contentsOf: URL(fileURLWithPath: site.directory))
            var directory = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            var users = try #require(directory["users"] as? [String: Any])
            users["member01"] = ["id": id, "groups": groups, "tags": [String: String](), "policies": [String: String]()] as [String: Any]
            directory["users"] = users
            try JSONSerialization.data(withJSONObject: directory).write(to: URL(fileURLWithPath: site.directory))
            let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
            #expect(try site.user("member01").groups == ["Developers"], "\(id): \(run.errors)")
            #expect(try await site.records("granted").count == 1, "\(id): \(run.errors)")
            #expect(run.errors.contains("member01 is another user by that name now [DP2015]"), "\(id): \(run.errors)")
        }
        // What is asked for the new user is the new user's.
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/anew.yaml")
        try await site.commit("for whoever has the name now")
        let run = try await site.daypass("reconcile", now: "2026-11-22T23:00:00+09:00")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(run.errors)")
    }
}
