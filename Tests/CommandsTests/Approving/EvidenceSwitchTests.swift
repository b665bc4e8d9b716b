import Foundation
import TestSupport
import Testing

/// Settings that come to trust something else, while something waits.
@Suite struct EvidenceSwitchTests {
    private typealias Place = ApprovedSite

    private func trust(_ evidence: String, in place: Place) throws {
        let settings = try place.site.read("policies/settings.yaml")
        let from = evidence == "merge" ? "signature" : "merge"
        try place.site.write(settings.replacingOccurrences(of: "[\(from)]", with: "[\(evidence)]"), to: "policies/settings.yaml")
    }

    @Test("what was signed and waits for a place is approved, though a merge is enough by now")
    func waitingWhenTheMergeComesToCount() async throws {
        let place = try await Place.made()
        let entitlement = "policies/access/prod-member-work.yaml"
        try place.site.write(try place.site.read(entitlement) + "limits: { active: 1 }\n", to: entitlement)
        try await place.commit("one at a time")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        try await place.ask("requests/ahead.yaml", user: "member02")
        try await place.ask()
        try await place.sign("requests/ahead.yaml", by: "lead01")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        let waiting = try await place.run()
        #expect(try place.isGranted("member02") && !place.isGranted(), "\(waiting.errors)")
        #expect(waiting.errors.contains("[DP2017]"), "\(waiting.errors)")
        try trust("merge", in: place)
        try await place.commit("merges are enough")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        try await place.run()
        // A free place, by policies that were in force when the run began.
        try place.site.remove("requests/ahead.yaml")
        try await place.commit("the first is done")
        try await place.run()
        let ended = try await place.run()
        #expect(try place.isGranted(), "\(ended.errors)")
    }

    @Test("a request that comes while policies have mistakes comes under those from before, when signatures come to count after it")
    func mistakesBeforeSignaturesComeToCount() async throws {
        let place = try await Place.made()
        try trust("merge", in: place)
        try await place.commit("merges are enough")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        try await place.run()
        let people = try place.site.read("policies/people.yaml")
        try place.site.write("version: none\n", to: "policies/people.yaml")
        try await place.commit("a mistake")
        try await place.run()
        try await place.ask()
        try place.site.write(people, to: "policies/people.yaml")
        try trust("signature", in: place)
        try await place.commit("mended, and signatures count")
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2101]") && !ended.errors.contains("[DP2003]"), "\(ended.errors)")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
    }

    @Test(
        "policies without an entitlement are refused, and those accepted last stay, not those of the root of trust",
        arguments: [true, false])
    func emptiedPolicies(isSigned: Bool) async throws {
        let place = try await Place.made(isSigned: isSigned)
        let entitlement = "policies/access/prod-member-work.yaml"
        let wider = try place.site.read(entitlement).replacingOccurrences(of: "lead01]", with: "lead01, lead02]")
        try place.site.write(wider, to: entitlement)
        try await place.commit("lead02 may ask, too")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        for (path, user) in [("requests/one.yaml", "member01"), ("requests/two.yaml", "lead02")] {
            try await place.ask(path, user: user)
            try await place.sign(path, by: "lead01")
        }
        try await place.commit("signed")
        try await place.expectGranted()
        try await place.expectGranted("lead02")
        try place.site.remove(entitlement)
        try await place.commit("no entitlement is left")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP1007]"), "\(ended.errors)")
        #expect(try place.isGranted() && place.isGranted("lead02"), "\(ended.errors)")
    }
}
