import Foundation
import TestSupport
import Testing

/// Attacks on approval by signature, each with the built command on real git and ssh-keygen; and the honest story, which works.
@Suite struct SignatureAttackTests {
    private typealias Place = ApprovedSite

    @Test("the honest story: asked, merged, signed, granted; unsigned it waits", arguments: [true, false])
    func honest(isSigned: Bool) async throws {
        let place = try await Place.made(isSigned: isSigned)
        try await place.ask()
        try await place.expectDenied(saying: "it needs 1 of leads (lead01, lead02)")
        try await place.sign(by: "lead02")
        try await place.commit("lead02's word")
        try await place.expectGranted()
        let tip = try await place.site.ledgerTip()
        #expect(try await place.run().code == 0)
        #expect(try place.isGranted())
        #expect(try await place.site.ledgerTip() == tip, "nothing changed, nothing is written")
        let record = try #require(try await place.site.records("accepted").first)
        #expect(record.contains("\"person\":\"lead02\"") && record.contains("SHA256:"), "\(record)")
        // It ends like any other.
        #expect(try await place.run("2026-11-23T02:00:00+09:00").code == 0)
        #expect(try !place.isGranted())
    }

    @Test("approved with its request, in one merge")
    func inOneStep() async throws {
        let place = try await Place.made()
        try place.site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        try await place.sign(by: "lead01")
        try await place.commit("a request and its approval")
        try await place.expectGranted()
    }

    @Test("approve, then change: the signature is of another content")
    func changedAfterwards() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.ask(end: "2026-11-23 04:00")
        try await place.expectDenied(saying: "another content")
        try await place.sign(by: "lead01")
        try await place.commit("signed as it is now")
        try await place.expectGranted()
        // An end moved back after it was granted is new content too, and the old window stands.
        let extended = try await Place.made()
        try await extended.ask()
        try await extended.sign(by: "lead01")
        try await extended.commit("signed")
        try await extended.expectGranted()
        try await extended.ask(end: "2026-11-23 04:00")
        let ended = try await extended.run()
        #expect(ended.errors.contains("[DP2101]"), "\(ended.errors)")
        #expect(try extended.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")
    }

    @Test("signed for another path: a renamed request, or a copy of an approved one")
    func otherPath() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01", path: "requests/other.yaml")
        try await place.commit("signed")
        try await place.expectDenied(saying: "doesn't count")
        try await place.sign(by: "lead01", more: "comment: fine\n")
        try await place.commit("signed")
        try await place.expectGranted()
        for ending in ["", ".lead01.sig", ".lead01.approval"] {
            try await Shell.git("mv", Place.request + ending, "requests/again.yaml" + ending, in: place.site.repository)
        }
        try await place.commit("renamed")
        let ended = try await place.run()
        #expect(ended.errors.contains("it was signed for another file, 'requests/deploy.yaml'"), "\(ended.errors)")
        #expect(try !place.isGranted())
        try await place.sign("requests/again.yaml", by: "lead01", more: "comment: fine\n")
        try await place.commit("signed under its new name")
        try await place.expectGranted()
    }

    @Test("signed for another repository")
    func otherRepository() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01", repository: "example/sandbox", more: "comment: for the sandbox\n")
        try await place.commit("signed")
        try await place.expectDenied(saying: "it was signed for another repository, 'example/sandbox'")
        try await place.sign(by: "lead01", more: "comment: for the sandbox\n")
        try await place.commit("signed for this one")
        try await place.expectGranted()
    }

    @Test("signed for something else by the same key: a commit, a file")
    func otherNamespace() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01", namespace: "git")
        try await place.commit("signed")
        try await place.expectDenied(saying: "signed for 'git'")
        try await place.sign(by: "lead01")
        try await place.commit("signed as an approval")
        try await place.expectGranted()
    }

    @Test("one's own approval, under one's own name or a lead's")
    func selfApproval() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "member01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "member01 would get the access")
        try await place.sign(by: "lead01", key: "member01")
        try await place.commit("signed as another")
        try await place.expectDenied(saying: "which is member01's")
        try await place.sign(by: "lead01")
        try await place.commit("signed by the lead")
        try await place.expectGranted()
        // A lead asks for himself, and signs.
        try await place.ask("requests/own.yaml", user: "lead01")
        try await place.sign("requests/own.yaml", by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied("lead01", saying: "lead01 would get the access")
        try await place.sign("requests/own.yaml", by: "lead02")
        try await place.commit("signed by the other lead")
        try await place.expectGranted("lead01")
    }

    @Test("who wrote the request doesn't approve it")
    func author() async throws {
        let place = try await Place.made()
        try await place.ask(author: "lead01")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "lead01 wrote a commit of it")
        try await place.sign(by: "lead02")
        try await place.commit("signed")
        try await place.expectGranted()
    }

    @Test("who wrote it in a branch, or signs mails in other letters, doesn't approve it either")
    func authorOfABranch() async throws {
        let place = try await Place.made()
        let repository = place.site.repository
        try await Shell.git("checkout", "-q", "-b", "ask", in: repository)
        try await place.ask(author: "Lead01")
        try await Shell.git("checkout", "-q", "main", in: repository)
        try await Shell.git("merge", "-q", "--no-ff", "-m", "merged by somebody else", "ask", in: repository)
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "lead01 wrote a commit of it")
        try await place.sign(by: "lead02")
        try await place.commit("signed")
        try await place.expectGranted()
    }

    @Test("a key that ended after its signature was first seen: what was seen in time counts")
    func seenInTime() async throws {
        let place = try await Place.made()
        try place.writePolicies(
            validity: ["lead01": ", until: 2026-11-22T13:30:00Z"], rules: "{ rules: [{ from: leads, count: 2 }] }")
        try await place.commit("two leads, one of whom goes")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "it needs 1 more of leads (lead02)")
        try await place.sign(by: "lead02")
        try await place.commit("signed")
        let ended = try await place.run(Place.later)
        #expect(try place.isGranted(), "\(ended.errors)")
    }

    @Test("a lead whose IAM user people.yaml writes in other capitals asks for himself: it is the same user")
    func ownNameInOtherCapitals() async throws {
        let place = try await Place.made()
        let people = try place.site.read("policies/people.yaml")
        try place.site.write(
            people.replacingOccurrences(of: "  lead01:\n", with: "  lead01:\n    iam: Lead01\n"), to: "policies/people.yaml")
        try await place.commit("as somebody remembered it")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        try await place.ask(user: "lead01")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied("lead01", saying: "lead01 would get the access")
        try await place.sign(by: "lead02")
        try await place.commit("signed")
        try await place.expectGranted("lead01")
    }

    @Test("a key of nobody, of somebody outside the team, and one that looks like another name")
    func otherKeys() async throws {
        let place = try await Place.made()
        try await place.makeKey("thief")
        try await place.ask()
        try await place.sign(by: "lead01", key: "thief")
        try await place.commit("signed")
        try await place.expectDenied(saying: "which nobody in people.yaml has")
        try await place.sign(by: "guard01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "guard01 isn't in a team that is asked")
        try await place.sign(by: "ⅼead01", key: "lead01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "it is named after somebody who isn't in people.yaml")
        try await place.sign(by: "lead01")
        try await place.commit("signed by lead01's own key, under lead01's own name")
        try await place.expectGranted()
    }

    @Test("a key that is expired or revoked, whatever date the commit bears")
    func keyOutOfTime() async throws {
        let place = try await Place.made()
        try place.writePolicies(validity: ["lead01": ", until: 2026-11-01T00:00:00Z"])
        try await place.commit("lead01's key has ended")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        try await place.ask()
        try await place.sign(by: "lead01")
        try await Shell.git("add", "-A", in: place.site.repository)
        let forged = try await Shell.run(
            ["git", "commit", "-q", "-m", "in October", "--date", "2026-10-01T00:00:00Z"], in: place.site.repository,
            environment: ["GIT_COMMITTER_DATE": "2026-10-01T00:00:00Z"])
        #expect(forged.code == 0, "\(forged.errors)")
        try await place.expectDenied(saying: "counted until 2026-11-01T00:00:00Z")
        try await place.sign(by: "lead02")
        try await place.commit("signed by a key that still counts")
        try await place.expectGranted()
    }

    @Test(
        "a commit's date moves no window: access begins when a run accepts it", arguments: ["2026-11-22T05:00:00Z", "2026-11-23T05:00:00Z"])
    func forgedDate(date: String) async throws {
        let place = try await Place.made()
        try place.site.write(
            "version: 1\nuser: member01\naccess: [prod-member-work]\nduration: 2h\nreason: a test\n", to: Place.request)
        try await place.sign(by: "lead01")
        try await Shell.git("add", "-A", in: place.site.repository)
        let forged = try await Shell.run(
            ["git", "commit", "-q", "-m", "another day", "--date", date], in: place.site.repository,
            environment: ["GIT_COMMITTER_DATE": date])
        #expect(forged.code == 0, "\(forged.errors)")
        try await place.expectGranted()
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T15:00:00Z")
    }

    @Test("approved twice by one person is approved once")
    func onePersonTwice() async throws {
        let place = try await Place.made()
        try place.writePolicies(rules: "{ rules: [{ from: leads, count: 2 }] }")
        try await place.commit("two")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "it needs 1 more of leads (lead02)")
        try await place.sign(by: "lead02")
        try await place.commit("signed")
        try await place.expectGranted()
    }

    @Test("an approver sets an earlier end; a later one changes nothing")
    func until() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01", more: "until: 2026-11-22T15:00:00Z\ncomment: until midnight\n")
        try await place.commit("signed")
        try await place.expectGranted()
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T15:00:00Z")
        let longer = try await Place.made()
        try await longer.ask()
        try await longer.sign(by: "lead01", more: "until: 2026-11-29T15:00:00Z\n")
        try await longer.commit("signed")
        try await longer.expectGranted()
        #expect(try longer.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T17:00:00Z")
        // What the statement beside the signature says can't be changed afterwards.
        let edited = try await Place.made()
        try await edited.ask()
        try await edited.sign(by: "lead01", more: "until: 2026-11-22T15:00:00Z\n")
        let statement = try edited.site.read(Place.request + ".lead01.approval")
        try edited.site.write(
            statement.replacingOccurrences(of: "T15:00", with: "T17:00"), to: Place.request + ".lead01.approval")
        try await edited.commit("signed, and changed")
        try await edited.expectDenied(saying: "doesn't count")
    }
}
