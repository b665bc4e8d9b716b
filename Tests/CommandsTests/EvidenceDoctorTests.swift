import Foundation
import TestSupport
import Testing

/// What `daypass doctor` says of approvals, by what settings trust.
struct EvidenceDoctorTests {
    private static let now = "2026-11-22T22:00:00+09:00"
    private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"

    private static func site(evidence: String) async throws -> (site: Site, root: String) {
        let site = try await Site.sample()
        try site.write(try site.read("policies/settings.yaml").replacing("evidence: [merge]", with: evidence), to: "policies/settings.yaml")
        let root = try await site.commit("what is trusted")
        #expect(try await site.daypass("audit", "init", now: now).code == 0)
        return (site, root)
    }

    private func approvals(_ run: Finished) -> [String] {
        run.output.split(separator: "\n").map(String.init).filter { $0.dropFirst(2).hasPrefix("approval") }
    }

    @Test("The merge alone: what that doesn't prove, and nothing of what it doesn't need")
    func merge() async throws {
        let (site, _) = try await Self.site(evidence: "evidence: [merge]")
        let found = approvals(try await site.daypass("doctor", now: Self.now))
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix("~ approval     being merged counts as approved (evidence: [merge]): it isn't proven that anybody")
                == true)
    }

    @Test("A forge's reviews: its token, and approvers without an account there")
    func forge() async throws {
        let forge = "evidence: [github]\n  forge: { kind: github, repository: example/access, token: { env: REVIEWS_TOKEN } }"
        let (site, root) = try await Self.site(evidence: forge)
        let unset = approvals(try await site.daypass("doctor", "--root", root, now: Self.now))
        #expect(unset.contains("+ approval     what proves one: github"), "\(unset)")
        #expect(unset.contains { $0.hasPrefix("! approval     REVIEWS_TOKEN, the forge's token, isn't set: ") }, "\(unset)")
        #expect(!unset.contains { $0.contains("root of trust") || $0.contains("can never approve") }, "\(unset)")
        let empty = approvals(try await site.daypass("doctor", "--root", root, now: Self.now, environment: ["REVIEWS_TOKEN": ""]))
        #expect(empty.contains { $0.hasPrefix("! approval     REVIEWS_TOKEN, the forge's token, is empty: ") }, "\(empty)")
        let people = try site.read("policies/people.yaml")
        try site.write(people.replacing("    github: { login: lead-one, id: 1004 }\n", with: ""), to: "policies/people.yaml")
        try await site.commit("one without an account")
        let secrets = [
            "REVIEWS_TOKEN": "ghp_secret", "DAYPASS_ROOT": root,
            "DAYPASS_LEDGER_KEYS": "\(Self.key)CM43hpgsLmeyUuu092TGbNX57oeH7dE6eNL+aVyyGQ0",
        ]
        let run = try await site.daypass("doctor", now: Self.now, environment: secrets)
        #expect(!run.output.contains("ghp_secret") && !run.errors.contains("ghp_secret"))
        let set = approvals(run)
        #expect(
            set == [
                "+ approval     what proves one: github",
                "~ approval     of leads these can never approve anything, without an account at github: lead01",
            ], "\(set)")
    }

    @Test("Keys that have ended or end soon, and whether there is another")
    func keys() async throws {
        let (site, root) = try await Self.site(evidence: "evidence: [signature]")
        let keys = [
            "CM43hpgsLmeyUuu092TGbNX57oeH7dE6eNL+aVyyGQ0", "F8SK+RiAj4wV/f/fJQqh70M2TkGvODzriHKqrPU785Y",
            "ALbc9+rI82pvHG7AWRfIHwD/1HBYWSUfTTdByjLpk8O",
        ].map { "\"\(Self.key)\($0)\"" }
        var people = try site.read("policies/people.yaml")
        people = people.replacing(
            "    mail: lead01@", with: "    keys: [{ key: \(keys[0]), until: 2026-12-01T00:00:00Z }]\n    mail: lead01@")
        people = people.replacing(
            "    mail: lead02@",
            with: "    keys: [{ key: \(keys[1]), until: 2026-11-01T00:00:00Z }, { key: \(keys[2]) }]\n    mail: lead02@")
        try site.write(people, to: "policies/people.yaml")
        try await site.commit("keys")
        let found = approvals(try await site.daypass("doctor", "--root", root, now: Self.now))
        #expect(
            found.contains("~ approval     the key of lead01 ends at 2026-12-01T00:00:00Z, in 8 days, and there is no other after it"),
            "\(found)")
        #expect(found.contains("~ approval     key 1 of lead02 ended at 2026-11-01T00:00:00Z"), "\(found)")
        #expect(
            found.contains(
                "! approval     'prod-leader-work' needs 1 of security, and nobody of them can ever approve; without a key that signs now: security01"
            ), "\(found)")
    }

    private func forge(_ run: Finished) -> [String] {
        run.output.split(separator: "\n").map(String.init).filter { ["forge", "branc"].contains($0.dropFirst(2).prefix(5)) }
    }

    @Test(
        "The forge says how it merges and what protects the branch, as far as it tells this token", arguments: ReviewedSite.Forge.allCases)
    func asked(kind: ReviewedSite.Forge) async throws {
        let place = try await ReviewedSite.made(kind)
        try place.settings { world in
            switch kind {
            case .github:
                world["repository"]?.merge(["mergeCommitAllowed": true, "squashMergeAllowed": true, "rebaseMergeAllowed": true]) { $1 }
                world["rest"] = [
                    "/repos/example/access/rules/branches/main": [
                        [
                            "type": "pull_request",
                            "parameters": ["required_approving_review_count": 1, "dismiss_stale_reviews_on_push": false] as [String: Any],
                        ] as [String: Any]
                    ],
                    "/repos/example/access/branches/main": ["name": "main", "protected": true] as [String: Any],
                ]
            case .gitlab:
                world["routes"]?["/projects/7/repository/branches/main"] = ["name": "main", "protected": false] as [String: Any]
                world["routes"]?["/projects/7/approvals"] = GitLabWorld.settings.merging(["merge_requests_author_approval": true]) { $1 }
            case .gitea:
                world["routes"]?[GiteaWorld.repository] =
                    ["id": 9, "full_name": "example/access", "allow_rebase": true, "allow_merge_commits": false] as [String: Any]
                world["routes"]?[GiteaWorld.repository + "/branches/main"] =
                    ["name": "main", "protected": true, "required_approvals": 0, "effective_branch_protection_name": "main"]
                    as [String: Any]
            }
        }
        let run = try await place.site.daypass("doctor", "--root", place.root, now: Self.now)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        #expect(!run.output.contains(ReviewedSite.token))
        let found = forge(run)
        let expected: [String] =
            switch kind {
            case .github:
                [
                    "~ forge        GitHub also merges by rebase, which leaves nothing that was reviewed: what is merged so is never granted",
                    "~ forge        a push leaves earlier approvals standing: people merge with one that doesn't count any more",
                    "+ branch       'main' changes by pull requests only, 1 approval needed",
                    "~ branch       'main' may be forced to another history, and all grants stop then",
                    "? branch       GitHub doesn't tell this token who may pass its rules by",
                ]
            case .gitlab:
                [
                    "+ forge        GitLab merges by merge commit", "~ forge        no approval at GitLab counts as its settings are",
                    "~ branch       'main' can be pushed to without a merge request: what comes so is never granted",
                    "? branch       GitLab doesn't tell this token who may pass its rules by",
                ]
            case .gitea:
                [
                    "~ forge        the Gitea server merges by rebase only, which leaves nothing that was reviewed: what is merged so is never granted",
                    "? branch       the Gitea server doesn't tell this token whether 'main' changes by pull requests only, whether a push takes approvals back, whether 'main' can be forced, who may pass its rules by",
                ]
            }
        #expect(found == expected, "\(run.output)")
    }

    @Test(
        "A forge that doesn't answer is no mistake, and none is asked that accepted policies don't name",
        arguments: ReviewedSite.Forge.allCases)
    func unasked(kind: ReviewedSite.Forge) async throws {
        let place = try await ReviewedSite.made(kind)
        try place.settings { world in
            for key in ["routes", "rest"] { world[key] = [:] }
        }
        try place.plan([["status": 502, "text": "<html>"], ["status": 502, "text": "<html>"]])
        let silent = try await place.site.daypass("doctor", "--root", place.root, now: Self.now)
        #expect(
            silent.code == 0 && silent.output.contains("? branch") && silent.output.contains("doesn't tell this token how it merges"),
            "\(silent.output)")
        // Somebody points the settings elsewhere: the token doesn't go there before the owners have approved that.
        let settings = try place.site.read("policies/settings.yaml")
        let elsewhere = try await ReviewedSite.made(kind)
        try place.site.write(settings.replacingOccurrences(of: place.address, with: elsewhere.address), to: "policies/settings.yaml")
        try await place.site.commit("the forge has moved")
        let run = try await place.site.daypass("doctor", "--root", place.root, now: Self.now)
        #expect(run.code == 0 && run.output.contains("isn't told to be that of accepted policies, so no token goes there"), "\(run.output)")
        #expect(try elsewhere.calls().isEmpty)
    }

    @Test("A ledger that could be anybody's says that the forge has moved: neither that nor the one before is asked")
    func moved() async throws {
        var place = try await ReviewedSite.made(isSigned: false)
        let elsewhere = try await ReviewedSite.made()
        let settings = try place.site.read("policies/settings.yaml")
        func doctor() async throws -> String { try await place.site.daypass("doctor", "--root", place.root, now: Self.now).output }
        let asked = try await doctor()
        #expect(!asked.contains("no token goes there"), "\(asked)")
        try place.publish()
        try await place.merge(
            7, settings.replacingOccurrences(of: place.address, with: elsewhere.address), to: "policies/settings.yaml", reviewer: .security)
        let accepted = try await place.run()
        #expect(accepted.code == 0, "\(accepted.errors)")
        #expect(try await !place.site.records("policy-accepted").isEmpty)
        for text in [try place.site.read("policies/settings.yaml"), settings] {
            try place.site.write(text, to: "policies/settings.yaml")
            try await place.site.commit("settings")
            try place.publish()
            let run = try await doctor()
            #expect(run.contains("isn't told to be that of accepted policies, so no token goes there"), "\(run)")
            #expect(try elsewhere.calls().isEmpty && place.calls().isEmpty, "\(run)")
        }
    }
}
