import TestSupport
import Testing

/// Attacks while a brake keeps a change of policies from coming into force.
@Suite struct BrakeAttackTests {
    private typealias Place = ApprovedSite
    private static let late = "requests/late.yaml"

    /// How the merge came to be enough, and what is asked.
    enum Story: CaseIterable { case asksAtOnce, asksLater, fromTheRoot }

    /// While two memberships are granted, policies without one entitlement are held back.
    @Test(
        "people's word is wanted by policies that a brake holds: it is for what was merged after them, also once the brake lets go",
        arguments: [true, false], Story.allCases)
    func loosenedWhileHeld(isSigned: Bool, story: Story) async throws {
        let asksAtOnce = story == .asksAtOnce
        let place = try await Place.made(isSigned: isSigned, evidence: story == .fromTheRoot ? "merge" : "signature")
        if story != .fromTheRoot {
            try place.write(evidence: "merge")
            try await place.commit("the merge is enough")
            try await place.signPolicies(by: "guard01")
            try await place.commit("signed")
        }
        for user in ["member01", "member02"] { try await place.ask("requests/\(user).yaml", user: user) }
        try await place.expectGranted("member01")
        #expect(try place.isGranted("member02"))

        try place.write(evidence: "signature")
        try place.site.remove("policies/access")
        try await place.commit("no access any more, and signatures for what comes")
        try place.write(evidence: "merge")
        try place.writeRules("automatic")
        try await place.commit("by somebody who may write to the branch")
        if asksAtOnce { try await place.ask(Self.late, user: "lead01", end: "2026-11-23 06:00") }
        let held = try await place.run()
        #expect(held.errors.contains("[DP1007]") && held.errors.contains("it needs 1 of security"), "\(held.errors)")
        #expect(try !place.isGranted("lead01"), "\(held.errors)")
        let again = try await place.run()
        #expect(again.errors.contains("[DP1007]") && again.errors.contains("it needs 1 of security"), "\(again.errors)")

        for time in ["02:00", "02:10", "02:20"] {
            let ended = try await place.run("2026-11-23T\(time):00+09:00")
            #expect(try !place.isGranted("lead01") && !place.isGranted("member01"), "\(time): \(ended.errors)")
            #expect(ended.errors.contains("[DP2106]") && ended.errors.contains("it needs 1 of security"), "\(time): \(ended.errors)")
        }
        if !asksAtOnce { try await place.ask(Self.late, user: "lead01", end: "2026-11-23 06:00") }
        let asked = try await place.run("2026-11-23T02:25:00+09:00")
        #expect(try !place.isGranted("lead01"), "\(asked.errors)")
        // Its owner signs it, and it is in force for what comes.
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed after all")
        try await place.ask("requests/honest.yaml", user: "lead01", end: "2026-11-23 07:00")
        let ended = try await place.run("2026-11-23T02:30:00+09:00")
        #expect(try place.isGranted("lead01"), "\(ended.errors)")
    }
}
