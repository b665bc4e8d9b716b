import Foundation
import TestSupport
import Testing

/// Changes of policies that nobody approved: what they take away counts for what is new, and they give nothing.
@Suite struct UnapprovedChangeTests {
    private typealias Place = ApprovedSite
    private static let loose = "automatic"

    @Test("a request in the same step as the word that loosens the rules")
    func withTheApproval() async throws {
        let place = try await Place.made()
        try place.writePolicies(rules: Self.loose)
        try await place.commit("loosened")
        try await place.signPolicies(by: "guard01")
        try await place.ask()
        try await place.expectDenied(saying: "it needs 1 of leads")
    }

    @Test("what nobody approved takes nothing from who has it, and what was approved does")
    func unapprovedRemoval() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        try place.site.remove("policies/access")
        try await place.commit("the entitlement is gone")
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]"), "\(ended.errors)")
        #expect(try place.isGranted(), "\(ended.errors)")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        let approved = try await place.run()
        #expect(try !place.isGranted(), "\(approved.errors)")
    }

    @Test("who leaves the team by an unapproved change approves nothing new")
    func leftTheTeam() async throws {
        let place = try await Place.made()
        try place.writePolicies(leads: ["lead02"])
        try await place.commit("lead01 leads no more")
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "lead01 isn't in a team that is asked")
        try await place.sign(by: "lead02")
        try await place.commit("signed by who stays")
        try await place.expectGranted()
    }

    @Test("a key that a change takes away signs nothing from then on, approved or not; one that it brings not yet")
    func keysOfUnapprovedChanges() async throws {
        let place = try await Place.made()
        try place.writePolicies(validity: ["lead01": ", revoked: true"])
        try await place.commit("lead01's key was stolen")
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed by the thief")
        try await place.expectDenied(saying: "is revoked")
        // The thief gives the owner of policies a key.
        let thiefs = try await Place.made()
        try await thiefs.makeKey("thief")
        let people = try thiefs.site.read("policies/people.yaml")
        try thiefs.site.write(
            people.replacingOccurrences(of: try thiefs.publicKey("guard01"), with: try thiefs.publicKey("thief")),
            to: "policies/people.yaml")
        try await thiefs.commit("guard01 has a new key")
        try await thiefs.signPolicies(by: "guard01", key: "thief")
        try await thiefs.commit("signed with it")
        for run in 1...2 {
            let ended = try await thiefs.run()
            #expect(ended.code == 1 && ended.errors.contains("[DP2106]"), "run \(run): \(ended.errors)")
        }
        #expect(try await thiefs.site.records("policy-accepted").count == 1, "those of the root of trust")
    }
}
