import Foundation
import TestSupport
import Testing

/// Attacks on the rules themselves, and on the ledger that remembers who approved.
@Suite struct PolicyAttackTests {
    private typealias Place = ApprovedSite
    private static let loose = "automatic"

    @Test("loosened in the same step: split it")
    func sameStep() async throws {
        let place = try await Place.made()
        try place.writePolicies(rules: Self.loose)
        try await place.ask()
        try await place.expectDenied(saying: "together with a change of policies", code: "DP2002")
        // Split, and approved by an owner, it is what was meant.
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().errors.contains("[DP2002]"))
        #expect(try !place.isGranted(), "what came with it stays refused")
        try await place.ask("requests/next.yaml")
        try await place.expectGranted()
    }

    @Test("loosened in a step before, that nobody approved")
    func stepBefore() async throws {
        let place = try await Place.made()
        try place.writePolicies(rules: Self.loose)
        try await place.commit("nobody is asked any more")
        try await place.ask()
        try await place.expectDenied(saying: "it needs 1 of leads")
        let ended = try await place.run()
        #expect(
            ended.code == 1 && ended.errors.contains("[DP2106]") && ended.errors.contains("daypass approve policies"), "\(ended.errors)")
        // An owner's signature of something else on top of it accepts nothing.
        try place.site.write("version: 1\n", to: "policies/notes.txt")
        try await place.commit("innocuous")
        try await place.signPolicies(by: "lead01")
        try await place.commit("signed by a lead")
        try await place.expectDenied(saying: "it needs 1 of leads")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed by an owner")
        try await place.expectDenied(saying: "it needs 1 of leads")
        try await place.ask("requests/next.yaml")
        try await place.expectGranted()
    }

    @Test("laundered: a later change is approved, the one before isn't", arguments: [true, false])
    func laundered(isSigned: Bool) async throws {
        let place = try await Place.made(isSigned: isSigned)
        try place.writePolicies(rules: Self.loose)
        try await place.commit("loosened")
        try await place.run()
        // The approved state is what the owner saw: the whole tree. Signed, it is in force, for what comes after.
        try await place.ask("requests/early.yaml")
        try await place.signPolicies(by: "guard01")
        try await place.commit("signed")
        try await place.run()
        #expect(try !place.isGranted(), "it came before the rules that would have let it")
        // Nor later, when the record says which policies are in force.
        try await place.run()
        #expect(try !place.isGranted())
        try await place.ask("requests/late.yaml")
        try await place.expectGranted()
    }

    @Test("deleted and brought back between two runs: ended is final")
    func backBetweenTwoRuns() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        let text = try place.site.read(Place.request)
        try place.site.remove(Place.request)
        try await place.commit("deleted")
        try place.site.write(text, to: Place.request)
        try await place.commit("and back")
        let ended = try await place.run()
        #expect(try !place.isGranted(), "\(ended.errors)")
        try await place.expectDenied(saying: "ended is final", code: "DP2001")
        try await place.expectHonest()
    }

    @Test("a membership of the team that the asker gives himself")
    func ownTeam() async throws {
        let place = try await Place.made()
        try place.writePolicies(leads: ["lead01", "lead02", "guard01"])
        try await place.commit("guard01 leads too")
        try await place.ask()
        try await place.sign(by: "guard01")
        try await place.commit("signed")
        try await place.expectDenied(saying: "guard01 isn't in a team that is asked")
        try await place.sign(by: "lead01")
        try await place.commit("signed by who leads")
        try await place.expectGranted()
    }

    @Test("what is taken away in an unapproved change is taken at once for what is new")
    func tightening() async throws {
        let place = try await Place.made()
        try await place.ask("requests/before.yaml", user: "member02")
        try await place.sign("requests/before.yaml", by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted("member02")
        try place.writePolicies(leads: ["lead02"], validity: ["lead01": ", revoked: true"])
        try await place.commit("lead01's key was stolen")
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed by the thief")
        let ended = try await place.run()
        #expect(try !place.isGranted(), "\(ended.errors)")
        #expect(try place.isGranted("member02"), "what is granted stays until the change is approved")
        try await place.sign(by: "lead02")
        try await place.commit("signed by who is left")
        try await place.expectGranted()
    }

    @Test("a key that is revoked counts for nothing from the moment the change stands on the branch, whoever has yet to approve that")
    func revokedUnapproved() async throws {
        let place = try await Place.made()
        try await place.ask("requests/before.yaml", user: "member02")
        try await place.sign("requests/before.yaml", by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted("member02")
        try place.writePolicies(validity: ["lead01": ", revoked: true"])
        try await place.commit("lead01's key was stolen")
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed by the thief")
        try await place.expectDenied(saying: "is revoked: nothing that it signed counts")
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]"), "nobody approved the revocation: \(ended.errors)")
        #expect(try place.isGranted("member02"), "what was granted before stays until its end")
        // Another lead's word is as good as ever.
        try await place.sign(by: "lead02")
        try await place.commit("signed by lead02")
        try await place.expectGranted()
    }

    @Test("an earlier end that is reverted doesn't bring the old one back")
    func revertedEnd() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        try await place.ask(end: "2026-11-22 23:30")
        #expect(try await place.run().code == 0)
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:30:00Z")
        try place.site.remove(Place.request)
        try await place.commit("deleted")
        #expect(try await place.run().code == 0)
        #expect(try !place.isGranted())
        try await place.ask()
        try await place.expectDenied(saying: "ended is final", code: "DP2001")
        try await place.expectHonest()
    }

    @Test("evidence that somebody else wrote into the ledger counts for nothing where no key is pinned")
    func forgedLedger() async throws {
        let place = try await Place.made(isSigned: false)
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        // The record stays; the approval is taken off the branch, as if it had never been.
        try place.site.remove(Place.request + ".lead01.sig")
        try await place.commit("no signature any more")
        let ended = try await place.run()
        #expect(try !place.isGranted(), "\(ended.output)\(ended.errors)")
        #expect((ended.output + ended.errors).contains("its approval can't be proven"), "\(ended.output)\(ended.errors)")
    }

    @Test("a ledger that is signed remembers, whatever becomes of the files")
    func signedLedgerRemembers() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        try place.site.remove(Place.request + ".lead01.sig")
        try await place.commit("tidied up")
        try await place.run()
        #expect(try place.isGranted())
    }

    @Test("a deleted ledger grants nothing, and a new one proves everything anew")
    func deletedLedger() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await Shell.git("branch", "-D", "audit", in: place.site.repository)
        let ended = try await place.run(cache: "fresh")
        #expect(ended.code == 1)
        #expect(try !place.isGranted())
        let begun = try await place.site.daypass("audit", "init", "--root", place.root, now: Place.evening, cache: "fresh")
        #expect(begun.code == 0, "\(begun.errors)")
        let again = try await place.run(cache: "fresh")
        #expect(again.errors.contains("[DP2101]"), "\(again.errors)")
        #expect(try !place.isGranted())
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        let proven = try await place.run(cache: "fresh")
        #expect(try place.isGranted(), "\(proven.errors)")
    }

    @Test("a request that the root of trust holds already needs approval like any other")
    func atTheRoot() async throws {
        var place = try await Place.made()
        try await place.ask()
        try await Shell.git("branch", "-D", "audit", in: place.site.repository)
        place.root = try await Shell.git("rev-parse", "HEAD", in: place.site.repository)
        let begun = try await place.site.daypass("audit", "init", "--root", place.root, now: Place.evening, cache: "fresh")
        #expect(begun.code == 0, "\(begun.errors)")
        let ended = try await place.run(cache: "fresh")
        #expect(ended.errors.contains("[DP2101]"), "\(ended.errors)")
        #expect(try !place.isGranted())
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        let proven = try await place.run(cache: "fresh")
        #expect(try place.isGranted(), "\(proven.errors)")
    }

    @Test("settings that trust the merge again, unasked")
    func mergeAgain() async throws {
        let place = try await Place.made()
        let settings = try place.site.read("policies/settings.yaml")
        try place.site.write(
            settings.replacingOccurrences(of: "evidence: [signature]", with: "evidence: [merge]"), to: "policies/settings.yaml")
        try await place.commit("trust the merge")
        try await place.ask()
        try await place.expectDenied(saying: "it needs 1 of leads")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01 agrees")
        try await place.ask("requests/next.yaml")
        try await place.expectGranted()
    }

    @Test(
        "a history that begins anew, trusted in a ledger that could be anybody's: nothing is proven, nothing is granted",
        arguments: ["signature", "merge"])
    func anotherHistory(evidence: String) async throws {
        let place = try await Place.made(isSigned: false)
        let repository = place.site.repository
        #expect(try await place.run().code == 0)
        try await Shell.git("checkout", "-q", "--orphan", "other", in: repository)
        try place.writePolicies(rules: Self.loose)
        let settings = try place.site.read("policies/settings.yaml")
        try place.site.write(
            settings.replacingOccurrences(of: "evidence: [signature]", with: "evidence: [\(evidence)]"), to: "policies/settings.yaml")
        try place.site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        let tip = try await place.commit("all of it, from nowhere")
        try await Shell.git("branch", "-q", "-M", "main", in: repository)
        let trusted = try await place.site.daypass("trust", "--tip", tip, now: Place.evening)
        #expect(trusted.code == 0, "\(trusted.errors)")
        for request in ["requests/next.yaml", "requests/more.yaml"] {
            let ended = try await place.run()
            #expect(ended.code == 1 && ended.errors.contains("doesn't have the root of trust \(place.root.prefix(7))"), "\(ended.errors)")
            #expect(try !place.isGranted(), "\(ended.output)\(ended.errors)")
            try await place.ask(request)
        }
    }

    /// Nobody's word is on record yet, so only the root's own policies tell that it is wanted.
    @Test(
        "a history that begins anew, in a ledger founded anew at the old root: the root's policies count, as far as it can be read",
        arguments: [true, false])
    func anotherHistoryInANewLedger(wantsWords: Bool) async throws {
        let place = try await Place.made(isSigned: false)
        let repository = place.site.repository
        let settings = try place.site.read("policies/settings.yaml")
        let merge = settings.replacingOccurrences(of: "evidence: [signature]", with: "evidence: [merge]")
        var root = place.root
        if !wantsWords {
            try place.site.write(merge, to: "policies/settings.yaml")
            root = try await place.commit("where the merge alone counts")
        }
        try await Shell.git("branch", "-D", "audit", in: repository)
        let begun = try await place.site.daypass("audit", "init", "--root", root, now: Place.evening, cache: "fresh")
        #expect(begun.code == 0, "\(begun.errors)")
        try await Shell.git("checkout", "-q", "--orphan", "other", in: repository)
        try place.site.write(merge, to: "policies/settings.yaml")
        try place.site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        let tip = try await place.commit("all of it, from nowhere")
        try await Shell.git("branch", "-q", "-M", "main", in: repository)
        let trusted = try await place.site.daypass("trust", "--tip", tip, now: Place.evening, cache: "fresh")
        #expect(trusted.code == 0, "\(trusted.errors)")
        let ended = try await place.site.daypass("reconcile", "--root", root, now: Place.evening, cache: "fresh")
        #expect(try place.isGranted() == !wantsWords, "\(ended.output)\(ended.errors)")
        #expect(ended.errors.contains("[DP5002]") == wantsWords && (ended.code == 0) == !wantsWords, "\(ended.errors)")
    }
}
