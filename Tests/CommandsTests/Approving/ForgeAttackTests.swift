import Foundation
import TestSupport
import Testing

/// Attacks on reviews at each forge, with the built command; each beside the honest story that differs in nothing else.
@Suite struct ForgeAttackTests {
    typealias Forge = ReviewedSite.Forge
    private static let text = Site.request(end: "2026-11-23 02:00")
    private static let longer = Site.request(end: "2026-11-23 09:00")
    /// As lead01, with ssh-keygen: the request's path and the private key's follow.
    private static let signing =
        "printf 'daypass approval v1\\nrepository: example/access\\npath: %s\\nsha256: %s\\n' \"$0\" \"$(sha256sum \"$0\" | cut -c1-64)\" | ssh-keygen -q -Y sign -n approval@daypass -f \"$1\" > \"$0.lead01.sig\""
    private static let after = "2026-11-22T12:40:00Z"

    /// Merges a request in a pull request, changed in one place, and one under another name that isn't.
    private func place(_ forge: Forge, _ change: (inout Proposal) -> Void) async throws -> ReviewedSite {
        var place = try await ReviewedSite.made(forge)
        var proposal = Proposal(number: 7, pushes: [.init(text: Self.text)])
        change(&proposal)
        try await place.merge(proposal)
        return place
    }

    /// Asked for anew under another name.
    private func expectHonest(_ place: ReviewedSite, _ proposal: Proposal? = nil) async throws {
        var place = place
        var honest = proposal ?? Proposal(number: 70, pushes: [.init(text: Self.text)])
        (honest.number, honest.path) = (70, "requests/anew.yaml")
        try await place.merge(honest)
        let ended = try await place.run()
        #expect(try place.isGranted(), "\(place.forge): \(ended.errors)")
    }

    @Test("approve, then push: what was merged isn't what was approved", arguments: Forge.allCases)
    func approveThenPush(forge: Forge) async throws {
        let place = try await place(forge) { $0.pushes.append(.init(text: Self.longer, at: Self.after)) }
        let words =
            forge == .gitea ? "lead01 approved a content that has changed since" : "and the branch was pushed to at 2026-11-22T12:40:00Z"
        try await place.expectDenied(saying: words)
        // Approved once more after the push, the same branch counts.
        try await expectHonest(
            place,
            Proposal(
                number: 7, pushes: [.init(text: Self.text), .init(text: Self.longer, at: Self.after)],
                reviews: [.init(), .init(at: "2026-11-22T12:45:00Z")]))
    }

    @Test("approve, then force-push the same patch: the approval is turned to a commit that nobody saw", arguments: Forge.allCases)
    func approveThenForcePushTheSamePatch(forge: Forge) async throws {
        let place = try await place(forge) { $0.pushes.append(.init(text: Self.text, at: Self.after, isForced: true)) }
        // GitLab calls it a push like any other.
        let words = forge == .gitlab ? "the branch was pushed to at" : "the branch was forced to another commit at"
        try await place.expectDenied(saying: words)
        // Forced before the approval, it is what was approved.
        try await expectHonest(
            place,
            Proposal(number: 7, pushes: [.init(text: Self.text), .init(text: Self.text, at: "2026-11-22T12:20:00Z", isForced: true)]))
    }

    @Test("a squash, or a merge, that changes the content", arguments: Forge.allCases, [Proposal.Way.squash, .mergeCommit])
    func squashThatChangesTheContent(forge: Forge, way: Proposal.Way) async throws {
        let place = try await place(forge) { ($0.way, $0.mergedText) = (way, Self.longer) }
        try await place.expectDenied(saying: "requests/deploy.yaml as it was merged is not what stood at")
        try await expectHonest(place, Proposal(number: 7, pushes: [.init(text: Self.text)], way: way))
    }

    @Test("self-approval by a co-author, by whoever pushed, and by whoever opened it", arguments: Forge.allCases)
    func selfApproval(forge: Forge) async throws {
        for (change, words) in [
            ({ $0.pushes[0].coAuthors = [.lead] }, "lead01 had a hand in it (co-author)"),
            ({ $0.pushes[0].by = .lead }, "lead01 had a hand in it (author, committer"),
            ({ $0.openedBy = .lead }, "lead01 had a hand in it (proposer)"),
        ] as [((inout Proposal) -> Void, String)] {
            let place = try await place(forge, change)
            try await place.expectDenied(saying: words)
            // Another lead, who has no hand in it, can.
            var other = Proposal(number: 7, pushes: [.init(text: Self.text)], reviews: [.init(by: .otherLead)])
            change(&other)
            try await expectHonest(place, other)
        }
    }

    @Test("one's own approval: who gets the access is no approver of it, whatever team they are in", arguments: Forge.allCases)
    func beneficiary(forge: Forge) async throws {
        // lead01 asks for lead01, and has lead02 propose it.
        var place = try await ReviewedSite.made(forge)
        let work = try place.site.read("policies/access/prod-member-work.yaml")
        try await place.merge(
            5, work.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, lead01]"),
            to: "policies/access/prod-member-work.yaml", reviewer: .security)
        #expect(try await place.run().code == 0)
        var own = Proposal(number: 7, pushes: [.init(text: Site.request(user: "lead01", end: "2026-11-23 02:00"))])
        try await place.merge(own)
        try await place.expectDenied(saying: "lead01 would get the access")
        #expect(try !place.isGranted("lead01"))
        (own.number, own.path, own.reviews) = (8, "requests/anew.yaml", [.init(by: .otherLead)])
        try await place.merge(own)
        _ = try await place.run()
        #expect(try place.isGranted("lead01"))
    }

    /// Where lead01 has a key, too, and the entitlement is changed by a reviewed step.
    private static func placeWithKey(
        in keys: TemporaryDirectory, _ forge: Forge, _ change: (of: String, with: String)
    ) async throws -> ReviewedSite {
        _ = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lead01", "-f", keys("lead01")])
        let key = try String(contentsOfFile: keys("lead01.pub"), encoding: .utf8).split(separator: " ").prefix(2).joined(separator: " ")
        var place = try await ReviewedSite.made(forge, beside: "signature, ") {
            $0.replacingOccurrences(of: "    mail: lead01@", with: "    keys: [{ key: \"\(key)\" }]\n    mail: lead01@")
        }
        let work = try place.site.read("policies/access/prod-member-work.yaml")
        try await place.merge(
            5, work.replacingOccurrences(of: change.of, with: change.with), to: "policies/access/prod-member-work.yaml",
            reviewer: .security)
        #expect(try await place.run().code == 0)
        return place
    }

    @Test("two accounts of one person, and an account and a key: one person, once", arguments: Forge.allCases)
    func twoAccountsOfOnePerson(forge: Forge) async throws {
        let keys = TemporaryDirectory()
        var place = try await Self.placeWithKey(in: keys, forge, ("{ from: leads, count: 1 }", "{ from: leads, count: 2 }"))
        let second = ForgeAccount(login: "lead-one-private", id: 9009, mail: "lead01@home.example")
        var proposal = Proposal(number: 7, pushes: [.init(text: Self.text)], reviews: [.init(), .init(by: second)])
        try await place.merge(proposal)
        let ended = try await place.run()
        #expect(
            ended.errors.contains("it needs 1 more of leads (lead02)")
                && ended.errors.contains("@lead-one-private (id 9009) is nobody of policies/people.yaml"), "\(ended.errors)")
        // lead01 signs it, too.
        let statement = try await Shell.run(
            ["sh", "-c", Self.signing, ReviewedSite.request, keys("lead01")], in: place.site.repository)
        #expect(statement.code == 0, "\(statement.errors)")
        try await place.site.commit("lead01 says it twice")
        let signed = try await place.run()
        #expect(signed.errors.contains("it needs 1 more of leads (lead02)"), "\(signed.errors)")
        #expect(try !place.isGranted())
        (proposal.number, proposal.path, proposal.reviews) = (8, "requests/anew.yaml", [.init(), .init(by: .otherLead)])
        try await place.merge(proposal)
        _ = try await place.run()
        #expect(try place.isGranted())
    }

    @Test("a review of what takes signatures only, whatever else settings trust", arguments: Forge.allCases)
    func onlySignatures(forge: Forge) async throws {
        let keys = TemporaryDirectory()
        var place = try await Self.placeWithKey(in: keys, forge, ("approval:\n", "approval:\n  evidence: signature\n"))
        try await place.merge(7, Self.text)
        for run in 1...2 {
            let ended = try await place.run()
            #expect(
                ended.errors.contains("[DP2101]") && ended.errors.contains("lead01 approved by \(forge), which isn't what counts for it"),
                "run \(run): \(ended.errors)")
            #expect(try !place.isGranted(), "run \(run)")
        }
        let signed = try await Shell.run(
            ["sh", "-c", Self.signing, ReviewedSite.request, keys("lead01")], in: place.site.repository)
        #expect(signed.code == 0, "\(signed.errors)")
        try await place.site.commit("lead01 signs it, too")
        _ = try await place.run()
        #expect(try place.isGranted())
    }

    @Test("an account made anew under an approver's name, and names that look like one", arguments: Forge.allCases)
    func anotherAccountOfTheSameName(forge: Forge) async throws {
        // The login was given up and taken by somebody else; a letter l that is an I; a Cyrillic e.
        for (login, id) in [("lead-one", 7001), ("Iead-one", 7002), ("l\u{0435}ad-one", 7003)] {
            let imposter = ForgeAccount(login: login, id: id, mail: "lead01@example.com")
            let place = try await place(forge) { $0.reviews = [.init(by: imposter)] }
            try await place.expectDenied(
                saying: "@\(login) (id \(id)) is nobody of policies/people.yaml, where accounts are known by their ids")
            try await expectHonest(place)
        }
        // The same of whoever proposes: their hand might be anybody's.
        let place = try await place(forge) { $0.openedBy = ForgeAccount(login: "member-one", id: 7004, mail: "member01@example.com") }
        try await place.expectDenied(saying: "was opened by @member-one (id 7004), who is nobody of policies/people.yaml")
        // An approver whose login has changed is the same person.
        try await expectHonest(
            place,
            Proposal(
                number: 7, pushes: [.init(text: Self.text)],
                reviews: [.init(by: ForgeAccount(login: "lead-married", id: 1004, mail: "lead01@example.com"))]))
    }

    @Test("one who could approve asks for changes", arguments: Forge.allCases)
    func objection(forge: Forge) async throws {
        let place = try await place(forge) {
            $0.reviews = [.init(), .init(by: .otherLead, at: "2026-11-22T12:35:00Z", asksForChanges: true)]
        }
        try await place.expectDenied(saying: "lead02 asks for changes", code: "DP2102")
        try await expectHonest(place)
    }

    @Test("policies laundered: an approved change on top of one that isn't accepts neither", arguments: Forge.allCases)
    func launderedByALaterReview(forge: Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        let path = "policies/access/prod-member-work.yaml"
        let work = try place.site.read(path)
        let loose = work.replacingOccurrences(of: "users: [partner01]", with: "users: [partner01, bystander]")
        try await place.merge(7, loose, to: path)
        try await place.merge(8, "Nothing but a note.\n", to: "policies/notes.txt", reviewer: .security)
        try await place.merge(9, Site.request(user: "bystander", end: "2026-11-23 02:00"))
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("[DP2106]"), "\(ended.errors)")
        #expect(try place.site.user("bystander").groups == ["Developers"], "\(ended.errors)")
        // Taken back, which needs nobody's word, and proposed to the owner.
        try place.site.remove("policies/notes.txt")
        try await place.loosen(path, to: loose, insteadOf: work)
        let honest = try await place.run()
        #expect(try place.isGranted("bystander"), "\(honest.errors)")
    }

    @Test("settings that send the token to another server before their owners have approved that", arguments: Forge.allCases)
    func tokenSentElsewhere(forge: Forge) async throws {
        var place = try await ReviewedSite.made(forge)
        let elsewhere = try await ReviewedSite.made(forge)
        let settings = try place.site.read("policies/settings.yaml")
        try await place.merge(
            7, settings.replacingOccurrences(of: place.address, with: elsewhere.address), to: "policies/settings.yaml")
        try await place.merge(8, Self.text)
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]"), "\(ended.errors)")
        #expect(try elsewhere.calls().isEmpty && !place.calls().isEmpty)
        // The accepted server vouches for the request.
        #expect(try place.isGranted(), "\(ended.errors)")
    }
}
