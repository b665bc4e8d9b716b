import Foundation
import TestSupport
import Testing

/// Attacks by names: those that look alike, and those that two people should share. Each beside its honest counterpart.
@Suite struct IdentityAttackTests {
    private typealias Place = ApprovedSite

    @Test(
        "a name in a request that looks like another: no such user, no such entitlement",
        arguments: [
            ("m\u{0435}mber01", "prod-member-work"), ("member\u{FF10}1", "prod-member-work"), ("member01\u{200B}", "prod-member-work"),
            ("member01", "prod\u{2010}member-work"), ("member01", "prod-member-w\u{043E}rk"),
        ])
    func lookAlikeInARequest(user: String, access: String) async throws {
        let place = try await Place.made()
        try place.site.write(Site.request(user: user, access: access, end: "2026-11-23 02:00"), to: Place.request)
        try await place.sign(by: "lead01")
        try await place.commit("approved by somebody who read another name")
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("requests/deploy.yaml:"), "\(ended.errors)")
        #expect(try !place.isGranted())
        #expect(try await place.site.records("accepted").isEmpty)
        // Written with the letters that it seems to have, it is another content, which lead01 hasn't signed; and then has.
        try await place.ask()
        try await place.expectDenied(saying: "another content")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
    }

    @Test(
        "a name in people.yaml that looks like an approver's: the policies have a mistake, and those of before stay",
        arguments: ["l\u{0435}ad01", "\u{217C}ead01", "lead01\u{200D}"])
    func lookAlikeInPolicies(name: String) async throws {
        let place = try await Place.made()
        try await place.makeKey("thief")
        let people = try place.site.read("policies/people.yaml")
        try place.site.write(
            people.replacingOccurrences(
                of: "teams:\n  leads: [lead01, lead02]",
                with:
                    "  \"\(name)\": { iam: thief, keys: [{ key: \"\(try place.publicKey("thief"))\" }] }\nteams:\n  leads: [\"\(name)\", lead02]"
            ),
            to: "policies/people.yaml")
        try await place.commit("lead01 has a new key")
        // Even an owner who is taken in by it can't put it in force.
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        try await place.ask()
        try await place.sign(by: name, key: "thief")
        try await place.commit("signed")
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("policies/people.yaml:"), "\(ended.errors)")
        #expect(try !place.isGranted())
        try place.site.write(people, to: "policies/people.yaml")
        try await place.sign(by: "lead01")
        try await place.commit("as it was, and signed by lead01")
        try await place.expectGranted()
    }

    @Test("a key or an IAM user that two people of people.yaml share: the policies have a mistake", arguments: ["key", "user"])
    func sharedIdentity(what: String) async throws {
        let place = try await Place.made()
        try place.writeRules("{ rules: [{ from: leads, count: 2 }] }")
        try await place.commit("two of them")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        let people = try place.site.read("policies/people.yaml")
        let alias =
            what == "key"
            ? "  lead09: { iam: lead09, keys: [{ key: \"\(try place.publicKey("lead01"))\" }] }\n" : "  lead09: { iam: lead01 }\n"
        try place.site.write(
            people.replacingOccurrences(of: "teams:\n  leads: [lead01,", with: alias + "teams:\n  leads: [lead09, lead01,"),
            to: "policies/people.yaml")
        try await place.commit("one more lead")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word, taken in by it")
        try await place.ask()
        try await place.sign(by: "lead01")
        if what == "key" { try await place.sign(by: "lead09", key: "lead01") }
        try await place.commit("signed under two names")
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("policies/people.yaml:"), "\(ended.errors)")
        #expect(ended.errors.contains(what == "key" ? "this key is already one of 'lead01'" : "'lead01' is already '"), "\(ended.errors)")
        try await place.expectDenied(saying: "it needs 1 more of leads (lead02)")
        // With people who are two, two are two.
        try place.site.write(people, to: "policies/people.yaml")
        try await place.sign(by: "lead02")
        try await place.commit("as it was, and signed by both")
        try await place.expectGranted()
    }
}
