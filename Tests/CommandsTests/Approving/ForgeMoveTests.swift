import Foundation
import TestSupport
import Testing

/// Policies that move to another forge, or to another address of one, with the built command: each forge is asked about what came
/// under policies that name it, and about nothing else.
@Suite struct ForgeMoveTests {
    typealias Forge = ReviewedSite.Forge
    private static let settings = "policies/settings.yaml"

    /// A repository whose settings trust one forge, and another forge that isn't named yet.
    private struct Place {
        var old: ReviewedSite
        let new: ReviewedSite

        static func made(to forge: Forge, isSigned: Bool) async throws -> Place {
            // Everybody has the same account at both.
            let old = try await ReviewedSite.made(isSigned: isSigned) { people in
                guard forge != .github else { return people }
                return people.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
                    line.hasPrefix("    github: {")
                        ? [String(line), line.replacingOccurrences(of: "github:", with: "\(forge):")] : [String(line)]
                }.joined(separator: "\n")
            }
            return Place(old: old, new: try await ReviewedSite.made(forge))
        }

        /// The settings that name the new forge.
        func moved() throws -> String {
            try old.site.read(ForgeMoveTests.settings).replacingOccurrences(of: "evidence: [github]", with: "evidence: [\(new.forge)]")
                .replacingOccurrences(of: "kind: github", with: "kind: \(new.forge)").replacingOccurrences(
                    of: old.address, with: new.address)
        }

        mutating func move(reviewer: ForgeAccount? = .security) async throws {
            try await old.merge(7, try moved(), to: ForgeMoveTests.settings, reviewer: reviewer)
        }

        mutating func ask(_ number: Int, until end: String = "2026-11-23 02:00") async throws {
            try await old.merge(number, Site.request(end: end), to: "requests/asked-\(number).yaml")
        }
    }

    @Test(
        "moved and asked for in one push: the old forge proves the move, the new one what came after it", arguments: Forge.allCases,
        [true, false])
    func inOnePush(forge: Forge, isSigned: Bool) async throws {
        var place = try await Place.made(to: forge, isSigned: isSigned)
        try await place.move()
        try await place.ask(8)
        try place.old.publish(whatIsKnownTo: place.old) { if $0.number == 8 { $0.reviews = [] } }
        try place.new.publish(whatIsKnownTo: place.old)
        let ended = try await place.old.run()
        #expect(try ended.code == 0 && place.old.isGranted(), "\(forge), \(isSigned): \(ended.errors)")
        #expect(try place.old.calls() == ["FindPullRequests", "activity", "JudgePullRequests"], "about the move alone")
        #expect(try !place.new.calls().isEmpty)
        let record = try #require(try await place.old.site.records("accepted").first)
        #expect(record.contains("\"kind\":\"\(forge)\"") && record.contains("\"pullRequest\":8"), "\(record)")
        // And what is asked for later.
        try await place.ask(9, until: "2026-11-23 03:00")
        try place.old.publish(whatIsKnownTo: place.old) { if $0.number == 9 { $0.reviews = [] } }
        try place.new.publish(whatIsKnownTo: place.old)
        let later = try await place.old.run("2026-11-22T22:10:00+09:00")
        #expect(later.code == 0 && later.errors.contains("until"), "\(forge), \(isSigned): \(later.errors)")
        #expect(try await place.old.site.records("accepted").count == 2)
    }

    @Test("the forge that was left vouches for nothing that came after the move", arguments: Forge.allCases, [true, false])
    func leftBehind(forge: Forge, isSigned: Bool) async throws {
        var place = try await Place.made(to: forge, isSigned: isSigned)
        try await place.move()
        try await place.ask(8)
        // The old one still says that it was approved.
        try place.new.publish(whatIsKnownTo: place.old) { if $0.number == 8 { $0.reviews = [] } }
        try await place.old.expectDenied(saying: "it needs 1 of leads (lead01, lead02)")
    }

    @Test("a move that its owners didn't approve: the new forge is asked nothing, the old one goes on", arguments: Forge.allCases)
    func notApproved(forge: Forge) async throws {
        var place = try await Place.made(to: forge, isSigned: true)
        let settings = try place.old.site.read(Self.settings)
        try await place.move(reviewer: .lead)
        try await place.ask(8)
        try place.new.publish(whatIsKnownTo: place.old)
        let ended = try await place.old.run()
        #expect(ended.errors.contains("[DP2106]"), "\(ended.errors)")
        // A change that would no longer trust GitHub takes away: nothing is granted by GitHub's word while it waits.
        #expect(try place.old.isGranted() == (forge == .github), "\(ended.errors)")
        try place.old.site.write(settings, to: Self.settings)
        try await place.old.site.commit("as it was")
        let back = try await place.old.run("2026-11-22T22:10:00+09:00")
        #expect(try place.old.isGranted(), "\(back.errors)")
        #expect(try place.new.calls().isEmpty)
    }

    @Test(
        "what waited for the forge that was left: it is asked there; where its word doesn't count any more, it has to be asked for anew",
        arguments: Forge.allCases)
    func waiting(forge: Forge) async throws {
        var place = try await Place.made(to: forge, isSigned: true)
        try await place.ask(6)
        try place.old.plan([["status": 500, "text": ""]])
        try await place.old.expectPending("2026-11-22T22:00:00+09:00", saying: "GitHub answered with status 500")
        try await place.move()
        try place.new.publish(whatIsKnownTo: place.old) { $0.reviews = [] }
        let ended = try await place.old.run("2026-11-22T22:10:00+09:00")
        guard forge != .github else {
            #expect(try place.old.isGranted(), "\(ended.errors)")
            return
        }
        let why = "it needs 1 of leads (lead01, lead02); what doesn't count: lead01 approved by github, which isn't what counts for it"
        #expect(try !place.old.isGranted() && ended.errors.contains(why) && ended.errors.contains("Ask anew"), "\(ended.errors)")
        try await place.ask(9)
        try place.new.publish(whatIsKnownTo: place.old)
        let anew = try await place.old.run("2026-11-22T22:20:00+09:00")
        #expect(try place.old.isGranted(), "\(anew.errors)")
    }
}
