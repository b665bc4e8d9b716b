import Foundation
import TestSupport
import Testing

/// What becomes of a request after it was merged, by the built command. Its other turns are told by name in `StoryTests`
/// (deleted, brought back), `BadInputTests` (extended, broken, renamed, a user made anew), `PeersFailuresTests` (overlaps,
/// an end long past), `ReleaseTests` (many ends at once) and `PlainWordsTests` (a group that changed, a user who is gone).
struct LifeOfARequestTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-11-22T23:00:00+09:00"
    private static let path = "requests/member01.yaml"
    private static let member = "policies/access/prod-member-work.yaml"

    private func isMember(_ user: String, _ site: Site) throws -> Bool { try site.user(user).groups.contains("ProdMemberWorkGroup") }

    /// Changes the training directory as somebody with the console would.
    private func edit(_ file: String, _ change: (inout [String: Any]) -> Void) throws {
        let place = URL(fileURLWithPath: file)
        var all = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: place)) as? [String: Any])
        change(&all)
        try JSONSerialization.data(withJSONObject: all).write(to: place)
    }

    @Test("one that starts later is accepted now and granted then, to the second")
    func scheduled() async throws {
        let site = try await Site.granting([])
        try site.write(Site.request(end: "2026-11-23 02:00", more: "start: 2026-11-22 23:30\n"), to: Self.path)
        try await site.commit("for later")
        let now = try await site.daypass("reconcile", now: Self.evening)
        #expect(now.code == 0 && now.errors.contains("next start 23:30"), "\(now.errors)")
        #expect(try await site.daypass("audit", "show", "--type", "accepted").output.contains("from 2026-11-22T14:30:00Z"))
        try await site.daypass("reconcile", now: "2026-11-22T23:29:59+09:00")
        #expect(try !isMember("member01", site))
        try await site.daypass("reconcile", now: "2026-11-22T23:30:00+09:00")
        #expect(try isMember("member01", site))
    }

    @Test("an end brought forward needs nobody's word: it shortens, or ends at once and for good")
    func endedEarly() async throws {
        let site = try await Site.granting()
        try site.write(Site.request(end: "2026-11-22 23:30"), to: Self.path)
        try await site.commit("done sooner")
        #expect(try await site.daypass("reconcile", now: Self.later).errors.contains("shortened member01 prod-member-work"))
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:30:00Z")
        try site.write(Site.request(end: "2026-11-22 23:00"), to: Self.path)
        try await site.commit("done now")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00").code == 0)
        #expect(try !isMember("member01", site))
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        try await site.commit("not done after all")
        let again = try await site.daypass("reconcile", now: "2026-11-22T23:20:00+09:00")
        #expect(again.code == 1 && again.errors.contains("and ended is final"), "\(again.errors)")
        #expect(try !isMember("member01", site))
    }

    @Test("an end moved back after it has passed is no extension, and the file's name is used up")
    func tooLate() async throws {
        let site = try await Site.granting()
        try site.write(Site.request(end: "2026-11-23 04:00"), to: Self.path)
        try await site.commit("too late")
        let run = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(
            run.code == 1 && run.errors.contains("it was changed after its end, 2026-11-22T17:00:00Z, and ended is final [DP2012]"),
            "\(run.errors)")
        #expect(try !isMember("member01", site))
        try site.write(Site.request(end: "2026-11-23 05:00"), to: Self.path)
        try await site.commit("the id again")
        let reused = try await site.daypass("reconcile", now: "2026-11-23T03:00:00+09:00")
        #expect(reused.code == 1 && reused.errors.contains("[DP2001]"), "\(reused.errors)")
        #expect(try !isMember("member01", site))
    }

    @Test("who is no longer eligible loses it at once, and gets it back with the right")
    func eligibility() async throws {
        let site = try await Site.granting(["partner01"])
        let text = try site.read(Self.member)
        try site.write(text.replacing("users: [partner01]", with: "users: [bystander]"), to: Self.member)
        try await site.commit("partners no more")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.errors.contains("partner01 may not ask for it any more [DP2015]"), "\(run.errors)")
        #expect(try !isMember("partner01", site))
        try site.write(text, to: Self.member)
        try await site.commit("partners again")
        #expect(try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00").code == 0)
        #expect(try isMember("partner01", site))
    }

    @Test("an entitlement that is gone takes its access with it; others stay")
    func entitlementGone() async throws {
        let site = try await Site.granting()
        try site.write(Site.request(access: "prod-read", end: "2026-11-23 02:00"), to: "requests/read.yaml")
        try await site.commit("read")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        try site.remove(Self.member)
        try await site.commit("no more member work")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.errors.contains("the entitlement 'prod-member-work' gives something else now, or is gone [DP2015]"), "\(run.errors)")
        #expect(try site.user("member01").groups == ["Developers", "ProdReadOnlyGroup"])
    }

    @Test("a group that somebody deleted is said in every run, and its tag goes at the end")
    func groupGone() async throws {
        let site = try await Site.granting()
        try edit(site.directory) { all in
            all["groups"] = (all["groups"] as? [String])?.filter { $0 != "ProdMemberWorkGroup" }
            var users = all["users"] as? [String: [String: Any]]
            users?["member01"]?["groups"] = ["Developers"]
            all["users"] = users
        }
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1 && run.errors.contains("jump has no group 'ProdMemberWorkGroup'"), "\(run.errors)")
        let due = try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(due.code == 0, "\(due.errors)")
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == nil)
    }

    /// The sample site with a second account for member work, where member01 was granted both.
    private func twoAccounts() async throws -> (site: Site, second: String) {
        let site = try await Site.sample()
        let second = site.folder("second.json")
        try FileManager.default.copyItem(atPath: site.directory, toPath: second)
        try site.write(
            try site.read("policies/settings.yaml").replacing(
                "accounts:\n", with: "accounts:\n  second: { directory: file:second.json }\n"),
            to: "policies/settings.yaml")
        try site.write(try site.read(Self.member).replacing("account: jump", with: "accounts: [jump, second]"), to: Self.member)
        try await site.commit("a second account")
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Self.path)
        try await site.commit("both")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try isMember("member01", site) && isMember(in: second))
        return (site, second)
    }

    private func isMember(in file: String) throws -> Bool {
        let all = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file))) as? [String: Any]
        let users = all?["users"] as? [String: [String: Any]]
        return (users?["member01"]?["groups"] as? [String])?.contains("ProdMemberWorkGroup") ?? false
    }

    @Test("an account that policies drop loses what was granted there; the other keeps it")
    func accountGone() async throws {
        let (site, second) = try await twoAccounts()
        try site.write(
            try site.read("policies/settings.yaml").replacing("  second: { directory: file:second.json }\n", with: ""),
            to: "policies/settings.yaml")
        try site.write(try site.read(Self.member).replacing("accounts: [jump, second]", with: "account: jump"), to: Self.member)
        try await site.commit("one account")
        try await site.daypass("reconcile", now: Self.later)
        try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00")
        #expect(try isMember("member01", site) && !isMember(in: second))
        #expect(try await site.daypass("audit", "verify").code == 0)
    }

    @Test("an account that would point elsewhere is refused while something is left where it points now")
    func accountElsewhere() async throws {
        let (site, second) = try await twoAccounts()
        try site.write(
            try site.read("policies/settings.yaml").replacing("file:second.json", with: "file:third.json"), to: "policies/settings.yaml")
        try await site.commit("elsewhere")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 1 && run.errors.contains("[DP1006]"), "\(run.errors)")
        #expect(try isMember(in: second))
        try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(try !isMember(in: second), "what is due goes where it was granted")
    }

    @Test("the same asked for twice is granted once, and lasts as long as either")
    func repeated() async throws {
        let site = try await Site.granting()
        try site.write(try site.read(Self.path), to: "requests/again.yaml")
        try await site.commit("the same again")
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        try site.remove(Self.path)
        try await site.commit("one of them is done")
        try await site.daypass("reconcile", now: "2026-11-22T23:10:00+09:00")
        #expect(try isMember("member01", site))
        try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00")
        #expect(try !isMember("member01", site))
    }

    @Test("one written by somebody else is granted to whom it names, and that is recorded and told")
    func forSomebodyElse() async throws {
        let site = try await Site.granting([])
        func ask(for user: String, as mail: String) async throws {
            try site.write(Site.request(user: user, end: "2026-11-23 02:00"), to: "requests/\(user).yaml")
            try await Shell.git("add", "-A", in: site.repository)
            try await Shell.git("commit", "-q", "--author", "Who <\(mail)>", "-m", "asks for \(user)", in: site.repository)
        }
        try await ask(for: "partner01", as: "Lead01@example.com")
        let step = try await Shell.git("rev-parse", "HEAD", in: site.repository)
        try await ask(for: "member02", as: "member02@example.com")
        // A merge's author is whoever merged; who asked wrote the commit that came with it.
        try await Shell.git("checkout", "-q", "-b", "theirs", in: site.repository)
        try await ask(for: "member01", as: "member02@example.com")
        try await Shell.git("checkout", "-q", "main", in: site.repository)
        try await Shell.git("merge", "-q", "--no-ff", "-m", "merged", "theirs", in: site.repository)
        try await Shell.git("commit", "-q", "--amend", "--no-edit", "--author", "Who <lead02@example.com>", in: site.repository)
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        for user in ["partner01", "member01", "member02"] { #expect(try isMember(user, site), "\(user)") }
        func record(_ user: String) async throws -> String {
            try await site.daypass("audit", "show", "--type", "accepted", "--user", user, "--format", "json").output
        }
        #expect(try await record("partner01").contains("\"after\":\"\(step)\",\"asked-by\":[\"lead01\"]"))
        #expect(try await record("partner01").contains("until 2026-11-22T17:00:00Z, asked for by lead01.\""))
        #expect(try await !record("member02").contains("asked"), "who asks for themselves needs no word about it")
        #expect(try await record("member01").contains("\"asked-by\":[\"member02\"]"), "whoever merged didn't ask")
        let story = try await site.daypass("explain", "partner01", now: Self.evening)
        #expect(story.output.contains("  asked for by lead01, for partner01, as the commit's author says\n"), "\(story.output)")
        #expect(try await site.daypass("audit", "verify").code == 0)
    }
}
