import Foundation
import TestSupport
import Testing

/// Attacks by files that show a reader something else than what is read: each was signed as it is, and is refused as it is.
@Suite struct ReadingAttackTests {
    private typealias Place = ApprovedSite

    /// A request that says until 23:00 to whoever reads it, and something later to whoever reads it otherwise.
    struct Trick: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: String
        var text: String

        init(_ name: String, _ code: String, _ text: String) { (testDescription, self.code, self.text) = (name, code, text) }
    }

    private static let head = "version: 1\nuser: member01\naccess: [prod-member-work]\n"
    private static let shown = "end: 2026-11-22 23:00\n"
    private static let hidden = "end: 2026-11-23 09:00\n"

    static let tricks = [
        Trick("an alias", "DP1107", head + "reason: &later 2026-11-23 09:00\nend: *later\n"),
        Trick("an anchor that nothing names", "DP1106", head + "end: &e 2026-11-22 23:00\nreason: a test\n"),
        Trick("a merge key of an alias", "DP1107", "x: &x { \(hidden.dropLast()) }\n" + head + "reason: a test\n<<: *x\n"),
        Trick("a merge key", "DP1203", head + "reason: a test\n<<: { end: 2026-11-23 09:00 }\n"),
        Trick("a key twice", "DP1103", head + shown + "reason: a test\n" + hidden),
        Trick("a key twice, once in other letters", "DP1103", head + shown + "reason: a test\n\"\\x65nd\": 2026-11-23 09:00\n"),
        Trick("a key twice, once by a question mark", "DP1103", head + shown + "reason: a test\n? end\n: 2026-11-23 09:00\n"),
        Trick("a tag", "DP1108", head + "reason: a test\nend: !!binary MjAyNi0xMS0yMyAwOTowMA==\n"),
        Trick("a second document", "DP1105", head + shown + "reason: a test\n---\n" + head + hidden + "reason: a test\n"),
        Trick("a second document after an end", "DP1105", head + shown + "reason: a test\n...\n---\n" + head + hidden + "reason: x\n"),
        Trick("a directive", "DP1109", "%TAG ! tag:example.com,2026:\n---\n" + head + hidden + "reason: a test\n"),
        Trick("a text that reads like keys", "DP1101", head + "reason: \"a test\n\(shown)\"\n" + hidden),
        Trick("a line break that few editors show", "DP1115", head + "# \(shown.dropLast())\r\(hidden)reason: a test\n"),
        Trick("a line break that fewer show", "DP1115", head + "# \(shown.dropLast())\u{2028}\(hidden)reason: a test\n"),
        Trick("a comment that turns around", "DP1114", head + "end: 2026-11-23 09:00 #\u{202E} 00:32 22-11-6202 :dne\nreason: a test\n"),
        Trick("digits that look like others", "DP1211", head + "end: 2026-11-2\u{FF12} 23:00\nreason: a test\n"),
    ]

    @Test("a request that shows something else than it says", arguments: tricks)
    func request(trick: Trick) async throws {
        let place = try await Place.made()
        try place.site.write(trick.text, to: Place.request)
        try await place.sign(by: "lead01")
        try await place.commit("signed by somebody who read something else")
        for _ in 1...2 {
            let ended = try await place.run()
            #expect(ended.code == 1 && ended.errors.contains("[\(trick.code)]"), "\(ended.errors)")
            #expect(try !place.isGranted())
        }
        #expect(try await place.site.records("accepted").isEmpty)
        try place.site.write(Self.head + Self.shown + "reason: a test\n", to: Place.request)
        try await place.sign(by: "lead01")
        try await place.commit("written as it is meant")
        try await place.expectGranted()
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:00:00Z")
    }

    @Test(
        "a team in people.yaml that shows other people than it has: the policies have a mistake, and those of before stay",
        arguments: [
            "  leads: [lead01, lead02]\n  security: [guard01]\n  leads: [guard01]\n",
            "  leads: &l [lead01, lead02]\n  security: [guard01]\n  others: *l\n",
            "  leads: [lead01, lead02]\n  security: [guard01]\n  <<: { leads: [guard01] }\n",
            "  leads: [lead01, lead02]\n  security: [guard01]\n---\nversion: 1\nteams: { leads: [guard01] }\n",
            "  leads: !!set [lead01, lead02]\n  security: [guard01]\n",
        ])
    func policies(teams: String) async throws {
        let place = try await Place.made()
        let people = try place.site.read("policies/people.yaml")
        let start = try #require(people.range(of: "teams:\n")?.upperBound)
        try place.site.write(people[..<start] + teams, to: "policies/people.yaml")
        try await place.commit("a tidier list")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word, taken in by it")
        try await place.ask()
        try await place.sign(by: "guard01")
        try await place.commit("signed")
        let ended = try await place.run()
        #expect(ended.code == 1 && ended.errors.contains("policies/people.yaml:"), "\(ended.errors)")
        try await place.expectDenied(saying: "guard01 isn't in a team that is asked")
        try place.site.write(people, to: "policies/people.yaml")
        try await place.sign(by: "lead01")
        try await place.commit("as it was, and signed by lead01")
        try await place.expectGranted()
    }
}
