import Foundation
import TestSupport
import Testing

/// Reviews at each forge as evidence, with the built command: real merges, and a forge that is asked over HTTP.
@Suite struct ReviewStoryTests {
    private static let text = Site.request(end: "2026-11-23 02:00")

    @Test(
        "reviewed, merged, granted; and nobody is asked again", arguments: ReviewedSite.Forge.allCases,
        [Proposal.Way.mergeCommit, .squash])
    func honest(forge: ReviewedSite.Forge, way: Proposal.Way) async throws {
        var place = try await ReviewedSite.made(forge)
        try await place.merge(7, Self.text, by: way)
        try await place.expectGranted()
        if forge == .github { #expect(try place.calls() == ["FindPullRequests", "activity", "JudgePullRequests"]) }
        let record = try #require(try await place.site.records("accepted").first)
        #expect(
            record.contains("\"person\":\"lead01\"") && record.contains("\"pullRequest\":7") && record.contains("\"kind\":\"\(forge)\"")
                && record.contains("\"way\":\"\(way == .squash ? "squash" : "merge-commit")\""), "\(record)")
        try await place.expectSecret()
        // The tip is as it was: a scheduled run makes no call at all.
        try place.publish()
        #expect(try await place.run("2026-11-22T22:15:00+09:00").code == 0)
        #expect(try place.calls().isEmpty)
        #expect(try place.isGranted())
        // It ends like any other.
        #expect(try await place.run("2026-11-23T02:00:00+09:00").code == 0)
        #expect(try !place.isGranted())
    }

    @Test("a GitHub App opens it: by its private key, with a token that is fetched")
    func app() async throws {
        let folder = TemporaryDirectory()
        let made = try await Shell.run(["openssl", "genrsa", "-traditional", "-out", folder("key.pem"), "2048"])
        #expect(made.code == 0, "\(made.errors)")
        var place = try await ReviewedSite.made(credential: "app: { id: \"12\", key: { env: REVIEWS_TOKEN }, installation: 34 }")
        try await place.merge(7, Self.text)
        try place.settings {
            $0["installation"] = ["token": ReviewedSite.token, "expires_at": "2099-01-01T00:00:00Z", "permissions": ["contents": "read"]]
        }
        try await place.expectPending(
            "2026-11-22T22:00:00+09:00", token: "no key", saying: "the private key of the GitHub App can't be used")
        let ended = try await place.run("2026-11-22T22:01:00+09:00", token: try String(contentsOfFile: folder("key.pem"), encoding: .utf8))
        #expect(try place.isGranted(), "\(ended.errors)")
        #expect(!(ended.output + ended.errors).contains("PRIVATE KEY"))
        #expect(try place.calls() == ["tokens", "FindPullRequests", "activity", "JudgePullRequests"])
    }

    @Test("reviews come to count after the root of trust, and the ledger isn't signed: the forge is asked all the same")
    func reviewsThatCountLater() async throws {
        var place = try await ReviewedSite.made(isLater: true)
        try await place.merge(7, Self.text)
        let ended = try await place.run()
        #expect(try place.isGranted(), "\(ended.errors)")
        #expect(try place.calls().contains("JudgePullRequests"))
    }

    @Test("reviewed, but it had to wait; deleted, and pushed back past everybody: the old review lets nothing in")
    func broughtBack() async throws {
        var place = try await ReviewedSite.made()
        let users = try String(contentsOfFile: place.site.directory, encoding: .utf8)
        try users.replacingOccurrences(of: "\"member01\"", with: "\"absent\"").write(
            toFile: place.site.directory, atomically: true, encoding: .utf8)
        try await place.merge(7, Self.text)
        #expect(try await place.run().errors.contains("[DP2010]"))
        try users.write(toFile: place.site.directory, atomically: true, encoding: .utf8)
        try place.site.remove(ReviewedSite.request)
        try await place.site.commit("not needed any more")
        try place.site.write(Self.text, to: ReviewedSite.request)
        try await place.site.commit("past the protection")
        let ended = try await place.run()
        #expect(try !place.isGranted() && ended.errors.contains("[DP2103]"), "\(ended.errors)")
        try await place.merge(8, Self.text, to: "requests/anew.yaml")
        _ = try await place.run()
        #expect(try place.isGranted())
    }

    @Test("merged without a review, or by a review after the merge: denied, and not asked again", arguments: ReviewedSite.Forge.allCases)
    func notReviewed(forge: ReviewedSite.Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        try await place.merge(7, Self.text, reviewer: nil)
        try await place.expectDenied(saying: "it needs 1 of leads (lead01, lead02)")
        try await place.merge(8, Self.text, to: "requests/late.yaml", reviewedAt: "2026-11-22T12:55:00Z")
        try await place.expectDenied(saying: "lead01 approved when it was merged already (2026-11-22T12:50:00Z)")
        try place.publish()
        #expect(try await place.run().errors.contains("[DP2101]"))
        #expect(try place.calls().isEmpty)
        // Asked for anew, and reviewed before it was merged, it is granted; the two before stay denied.
        try await place.merge(9, Self.text, to: "requests/again.yaml")
        _ = try await place.run()
        #expect(try place.isGranted())
    }

    @Test(
        "pushed to the branch without a pull request: it waits for the index, and is never granted", arguments: ReviewedSite.Forge.allCases)
    func directPush(forge: ReviewedSite.Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        try place.site.write(Self.text, to: ReviewedSite.request)
        try await place.site.commit("past the protection")
        for now in ["2026-11-22T22:00:00+09:00", "2026-11-22T22:30:00+09:00", "2026-11-23T01:30:00+09:00"] {
            let ended = try await place.run(now)
            #expect(!ended.errors.contains("granted") && ended.errors.contains("[DP2103]"), "\(forge): \(ended.errors)")
            #expect(try !place.isGranted())
        }
        try await place.merge(7, Self.text, to: "requests/anew.yaml")
        let proposed = try await place.run("2026-11-23T01:40:00+09:00")
        #expect(try place.isGranted(), "\(forge): \(proposed.errors)")
    }

    @Test(
        "a forge that is down, lies, or can't be asked: pending with its reason, tried again later, and granted then",
        arguments: ReviewedSite.Forge.allCases)
    func pending(forge: ReviewedSite.Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        try await place.merge(7, Self.text)
        try await place.expectPending("2026-11-22T22:00:00+09:00", token: "", saying: "REVIEWS_TOKEN, which policies/settings.yaml names")
        let early = try await place.run("2026-11-22T22:00:30+09:00")
        #expect(try early.errors.contains("[DP2103]") && place.calls().isEmpty, "not before its pause is over: \(early.errors)")
        #expect(early.errors.contains("REVIEWS_TOKEN"), "why it couldn't be told is said in every run: \(early.errors)")
        // What each of these answers is called; each pause is longer than the one before.
        let answers: [(now: String, answer: [String: Any], words: String)] = [
            ("22:01", ["status": 502, "text": "<html>Bad Gateway</html>"], forge == .github ? "(502)" : "answered with status 502"),
            ("22:05", ["text": "<html>Sign in</html>"], "answer is not JSON, as an error page of something on the way"),
            ("22:10", ["text": "{\"data\": {\"repository\": {\"databaseId\": 4"], "answer is not JSON"),
            ("22:20", ["body": ["id": "seven", "data": ["repository": 4]] as [String: Any]], "answer has another shape than expected"),
            ("22:40", ["status": 429, "headers": ["Retry-After": "30"], "body": ["message": "slow down"]], "in too short a time"),
            ("23:15", ["status": 401, "body": ["message": "who is \(ReviewedSite.token)?"]], "('who is …?')"),
        ]
        for (now, answer, words) in answers {
            // A second one, for a query that is asked once more.
            try place.plan([answer, answer])
            try await place.expectPending("2026-11-22T\(now):00+09:00", saying: words)
        }
        for command in [
            "explain deploy", "explain deploy --format json", "plan --verbose", "plan --format json", "doctor", "doctor --format json",
            "status --verbose", "audit show", "audit show --format json", "audit verify --verbose", "approve deploy --check",
        ] {
            try place.plan([answers[answers.count - 1].answer])
            let said = try await place.site.daypass(
                arguments: command.split(separator: " ").map(String.init), now: "2026-11-22T23:16:00+09:00")
            let told = said.output + said.errors
            #expect(!told.isEmpty && !told.contains(ReviewedSite.token), "\(command): \(told)")
        }
        try place.publish()
        let up = try await place.run("2026-11-23T00:30:00+09:00")
        #expect(try place.isGranted(), "\(up.errors)")
        try await place.expectSecret()
        // What is granted ends whatever the forge does.
        try place.plan([["status": 500, "text": ""]])
        _ = try await place.run("2026-11-23T02:00:00+09:00", token: "")
        #expect(try !place.isGranted())
    }

    @Test("GitLab's settings that approvals rest on: otherwise denied by name, unreadable pending")
    func demandedSettings() async throws {
        var place = try await ReviewedSite.made(.gitlab)
        try await place.merge(7, Self.text)
        for status in [403, 404] {
            try place.settings { $0["routes"]?["/projects/7/approvals"] = nil }
            try place.plan([], also: ["/projects/7/approvals": [["status": status, "body": ["message": "\(status)"]]]])
            try await place.expectPending("2026-11-22T22:0\(status - 402):00+09:00", saying: "it needs Premium or Ultimate")
        }
        for (key, value, words) in [
            ("reset_approvals_on_push", false, "choose 'Remove all approvals' when a commit is added"),
            ("selective_code_owner_removals", true, "don't remove only approvals by code owners"),
            ("merge_requests_author_approval", true, "switch on 'Prevent approval by merge request creator'"),
            ("merge_requests_disable_committers_approval", false, "switch on 'Prevent approvals by users who add commits'"),
        ] {
            var loose = try await ReviewedSite.made(.gitlab)
            try await loose.merge(7, Self.text)
            try loose.settings { $0["routes"]?["/projects/7/approvals"] = GitLabWorld.settings.merging([key: value]) { $1 } }
            try await loose.expectDenied(saying: words)
            // As they have to be, what is asked for anew is granted.
            try await loose.merge(8, Self.text, to: "requests/anew.yaml")
            _ = try await loose.run()
            #expect(try loose.isGranted())
        }
        try place.publish()
        let readable = try await place.run("2026-11-22T23:00:00+09:00")
        #expect(try place.isGranted(), "\(readable.errors)")
    }

    @Test("policies loosened in a pull request that nobody of the owners approved", arguments: ReviewedSite.Forge.allCases)
    func policies(forge: ReviewedSite.Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        let work = try place.site.read("policies/access/prod-member-work.yaml")
        let loose = work.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]")
        try await place.merge(7, loose, to: "policies/access/prod-member-work.yaml")
        try await place.merge(8, Site.request(user: "bystander", end: "2026-11-23 02:00"))
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]") && ended.errors.contains("security01"), "\(forge): \(ended.errors)")
        #expect(try place.site.user("bystander").groups == ["Developers"])
        try place.publish()
        _ = try await place.run()
        #expect(try place.calls().isEmpty, "what is sure is remembered")
        // Approved by the owner it is in force for what comes after.
        try await place.merge(9, work, to: "policies/access/prod-member-work.yaml")
        try await place.merge(10, loose, to: "policies/access/prod-member-work.yaml", reviewer: .security)
        try await place.merge(11, Site.request(user: "bystander", end: "2026-11-23 03:00"), to: "requests/again.yaml")
        let approved = try await place.run()
        #expect(try place.isGranted("bystander"), "\(forge): \(approved.errors)")
    }

    @Test("what the forges say here has the shapes that they publish or that others recorded")
    func shapes() async throws {
        var place = try await ReviewedSite.made(.gitea)
        try await place.merge(
            Proposal(
                number: 7, pushes: [.init(text: Self.text), .init(text: Self.text, at: "2026-11-22T12:10:00Z", isForced: true)],
                reviews: [.init(), .init(by: .otherLead, asksForChanges: true)]))
        for description in ["gitea", "forgejo"] {
            let answers = GiteaWorld.described(place.merged[0])
            let question: [String: Any] = [
                "description": Site.package + "/Tests/ApprovalsTests/Recorded/Gitea/\(description)-description.json", "paths": [String](),
                "answers": answers.map { ["definition": $0.definition, "value": $0.value] },
            ]
            let outcome = try await Shell.run(
                [testPython, LoopbackServer.script("judge_answers.py")],
                input: String(decoding: try JSONSerialization.data(withJSONObject: question), as: UTF8.self))
            let judged = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome.errors)")
            let verdicts = try #require(judged["answers"] as? [Any])
            #expect(verdicts.count == answers.count && verdicts.allSatisfy { $0 is NSNull }, "\(verdicts)")
        }
        // GitLab publishes no description: no name that is given here is unknown to what was recorded of it.
        let routes = try #require(GitLabWorld.world(place.merged)["routes"] as? [String: Any])
        for (route, file, isListed) in [
            ("/projects/7/repository/commits/\(place.merged[0].tip)/merge_requests", "merge-request-3", true),
            ("/projects/7/merge_requests/7/approvals", "approvals-1", false), (GitLabWorld.project, "project", false),
            ("/users/1004", "user", false), ("/projects/7/merge_requests/7/commits", "commit", true),
        ] {
            let data = try Data(contentsOf: URL(fileURLWithPath: Site.package + "/Tests/ApprovalsTests/Recorded/GitLab/\(file).json"))
            let json = try JSONSerialization.jsonObject(with: data)
            let body = ((json as? [[String: Any]])?.first?["response"] as? [String: Any])?["body"] ?? json
            let recorded = try #require(body as? [String: Any], "\(file)")
            let made = try #require(isListed ? (routes[route] as? [[String: Any]])?.first : routes[route] as? [String: Any], "\(route)")
            #expect(Set(made.keys).isSubset(of: Set(recorded.keys)), "\(file): \(Set(made.keys).subtracting(recorded.keys))")
        }
    }
}
