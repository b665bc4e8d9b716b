import Foundation
import TestSupport
import Testing

/// What `daypass approve` tells of what no signature can bring back, by the ledger that the approver's clone has.
@Suite struct SpentSignatureTests {
    private typealias Place = ApprovedSite

    /// An approver's clone, of all branches or of the source branch alone, and a command run in it.
    private func approve(_ place: Place, _ arguments: String..., hasLedger: Bool = true) async throws -> Finished {
        let clone = place.site.folder("clone-\(UUID().uuidString.prefix(8))")
        let only = hasLedger ? [] : ["--single-branch", "--branch", "main"]
        let cloned = try await Shell.run(["git", "clone", "-q"] + only + [place.site.repository, clone], in: place.site.folder.path)
        #expect(cloned.code == 0, "\(cloned.errors)")
        return try await Shell.run(
            [Site.binary, "approve"] + arguments + ["--now", Place.evening], in: clone, environment: ["HOME": place.site.folder("home")])
    }

    private static let spent =
        "requests/deploy.yaml: this content was approved before, and something less took its place: a signature of it counts once (by origin/audit, as last fetched), so this will count for nothing. Change a line, the reason will do, commit that, and have it signed."

    @Test("an end that was moved up and is moved back: another line is wanted")
    func content() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        let kept = try await approve(place, "deploy", "--check")
        #expect(kept.code == 0 && kept.output.contains("has all signatures that it needs"), "\(kept.output)\(kept.errors)")
        try await place.ask(end: "2026-11-22 23:30")
        #expect(try await place.run().code == 0)
        try await place.ask()
        let key = ["--key", place.site.folder("lead02"), "--yes"]
        let signed = try await approve(place, "deploy", key[0], key[1], key[2])
        #expect(signed.code == 0 && signed.errors.contains("warning: \(Self.spent)\n"), "\(signed.errors)")
        let checked = try await approve(place, "deploy", "--check")
        #expect(checked.code == 1, "\(checked.output)")
        #expect(checked.output.hasPrefix("requests/deploy.yaml: needs a change before it is signed\n"), "\(checked.output)")
        #expect(checked.output.contains("(by origin/audit, as last fetched), so none of them counts. Change a line"), "\(checked.output)")
        // A run says the same.
        #expect(try await place.run().errors.contains("a signature counts once: change a line"))
        // Where the ledger isn't at hand nothing is known.
        let blind = try await approve(place, "deploy", key[0], key[1], key[2], hasLedger: false)
        #expect(blind.code == 0 && !blind.errors.contains("warning"), "\(blind.errors)")
        // In another line it is another content.
        try place.site.write(Site.request(end: "2026-11-23 02:00", more: "ticket: CHG-2\n"), to: Place.request)
        try await place.commit("asked for anew")
        let anew = try await approve(place, "deploy", key[0], key[1], key[2])
        #expect(anew.code == 0 && !anew.errors.contains("warning"), "\(anew.errors)")
    }

    @Test("a request that has ended: a new name is wanted")
    func ended() async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        let text = try place.site.read(Place.request)
        try place.site.remove(Place.request)
        try await place.commit("deleted")
        #expect(try await place.run().code == 0)
        try place.site.write(text, to: Place.request)
        try await place.commit("and back")
        let signed = try await approve(place, "deploy", "--key", place.site.folder("lead02"), "--yes")
        #expect(
            signed.errors.contains("this request ended at 22 Nov 22:00 +09:00, and ended is final (by origin/audit")
                && signed.errors.contains("Have it asked anew in a file with a new name, and sign that."), "\(signed.errors)")
    }

    @Test("policies that others replaced: another line is wanted")
    func policies() async throws {
        let place = try await Place.made()
        let repository = place.site.repository
        let key = ["--key", place.site.folder("guard01"), "--yes"]
        try place.writePolicies(leads: ["lead01", "lead02", "guard01"])
        let then = try await place.commit("guard01 leads, too")
        let first = try await approve(place, "policies", key[0], key[1], key[2])
        #expect(first.code == 0 && !first.errors.contains("warning"), "\(first.errors)")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        try place.writePolicies(leads: ["lead01"])
        try await place.commit("lead01 alone")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        let inForce = try await approve(place, "policies", "--check")
        #expect(inForce.code == 0, "\(inForce.output)")
        try await Shell.git("checkout", "-q", then, "--", "policies", in: repository)
        try await place.commit("as it was")
        let signed = try await approve(place, "policies", key[0], key[1], key[2])
        #expect(
            signed.errors.contains(
                "warning: policies/: these policies stood here before those in force took their place, and signatures don't bring them back (by origin/audit, as last fetched), so this will count for nothing. Change a line, a comment will do, commit that, and have it signed.\n"
            ), "\(signed.errors)")
        #expect(try await approve(place, "policies", "--check").code == 1)
        #expect(try await place.run().errors.contains("signatures of then don't bring them back"))
        try place.site.write(try place.site.read("policies/people.yaml") + "# As in October.\n", to: "policies/people.yaml")
        try await place.commit("as it was, asked for anew")
        let anew = try await approve(place, "policies", key[0], key[1], key[2])
        #expect(anew.code == 0 && !anew.errors.contains("warning"), "\(anew.errors)")
    }
}
