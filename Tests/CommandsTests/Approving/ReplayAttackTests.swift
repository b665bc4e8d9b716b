import Foundation
import TestSupport
import Testing

/// Attacks by what was approved once: for a time that is over, or for something else.
@Suite struct ReplayAttackTests {
    private typealias Place = ApprovedSite

    @Test("policies that were replaced, brought back with the signatures of then", arguments: [true, false], [true, false])
    func broughtBack(isSigned: Bool, isKept: Bool) async throws {
        let place = try await Place.made(isSigned: isSigned)
        let repository = place.site.repository
        try place.writePolicies(leads: ["lead01", "lead02", "guard01"])
        let then = try await place.commit("guard01 leads, too")
        try await place.signPolicies(by: "guard01")
        let signed = try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        try place.writePolicies(leads: ["lead01"])
        if !isKept { try place.site.remove("approvals") }
        try await place.commit("lead01 alone")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await place.run().code == 0)
        // lead02, who leads no more, takes the change back.
        try await Shell.git("checkout", "-q", then, "--", "policies", in: repository)
        if !isKept { try await Shell.git("checkout", "-q", signed, "--", "approvals", in: repository) }
        try await place.commit("as it was")
        try await place.ask()
        try await place.sign(by: "lead02")
        try await place.commit("lead02's word")
        try await place.expectDenied(saying: "lead02 isn't in a team that is asked")
        let ended = try await place.run()
        #expect(ended.errors.contains("[DP2106]") && ended.errors.contains("signatures of then don't bring them back"), "\(ended.errors)")
        // With another line it is another tree, which its owner can sign.
        try place.site.write(try place.site.read("policies/people.yaml") + "# As in October.\n", to: "policies/people.yaml")
        try await place.commit("as it was, asked for anew")
        try await place.signPolicies(by: "guard01")
        try await place.commit("guard01's word")
        #expect(try await !place.run().errors.contains("[DP2106]"))
        try await place.ask("requests/anew.yaml")
        try await place.sign("requests/anew.yaml", by: "lead02")
        try await place.commit("lead02's word")
        try await place.expectGranted()
    }

    @Test("an end that was moved up, moved back with the signature of before: a signature counts once", arguments: [false, true])
    func movedBack(isExtended: Bool) async throws {
        let place = try await Place.made()
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        try await place.expectGranted()
        if isExtended {
            let signature = try place.site.read(Place.request + ".lead01.sig")
            try place.site.write(Site.request(end: "2026-11-23 04:00"), to: Place.request)
            try await place.sign(by: "lead01")
            try await place.commit("longer")
            try await place.expectGranted()
            try place.site.write(signature, to: Place.request + ".lead01.sig")
        }
        func end() throws -> String? { try place.site.user("member01").tags["ProdMemberWorkGroup"] }
        #expect(try end() == (isExtended ? "2026-11-22T19:00:00Z" : "2026-11-22T17:00:00Z"))
        try await place.ask(end: "2026-11-22 23:30")
        #expect(try await place.run().code == 0)
        #expect(try end() == "2026-11-22T14:30:00Z")
        try await place.ask()
        for _ in 1...2 {
            let ended = try await place.run()
            #expect(
                ended.errors.contains("[DP2101]")
                    && ended.errors.contains("lead01 signed this content before it was cut short, and a signature counts once"),
                "\(ended.errors)")
            #expect(try end() == "2026-11-22T14:30:00Z")
        }
        // In another line it is another content, which lead01 can sign.
        try place.site.write(Site.request(end: "2026-11-23 02:00", more: "ticket: CHG-2\n"), to: Place.request)
        try await place.sign(by: "lead01")
        try await place.commit("asked for anew")
        try await place.expectGranted()
        #expect(try end() == "2026-11-22T17:00:00Z")
    }

    @Test("a tree that has one name twice: the file that was signed lends its approval to none", arguments: [true, false])
    func oneNameTwice(isFirst: Bool) async throws {
        let place = try await Place.made()
        let repository = place.site.repository
        try await place.ask(end: "2026-11-22 23:00")
        try await place.sign(by: "lead01")
        try await place.commit("signed")
        let longer = try await Shell.run(
            ["git", "hash-object", "-w", "--stdin"], in: repository, input: Site.request(end: "2026-11-23 09:00"))
        let forged = "100644 blob \(longer.output.trimmingCharacters(in: .whitespacesAndNewlines))\tdeploy.yaml\n"
        let entries = try await Shell.git("ls-tree", "HEAD:requests", in: repository) + "\n"
        let requests = try await Shell.run(["git", "mktree"], in: repository, input: isFirst ? forged + entries : entries + forged)
        let names = try await Shell.git("ls-tree", "HEAD", in: repository).split(separator: "\n").map { line in
            line.hasSuffix("\trequests") ? "040000 tree \(requests.output.prefix(40))\trequests" : String(line)
        }
        let root = try await Shell.run(["git", "mktree"], in: repository, input: names.joined(separator: "\n") + "\n")
        let commit = try await Shell.git(
            "commit-tree", "-p", "HEAD", "-m", "one name, two files", String(root.output.prefix(40)), in: repository)
        try await Shell.git("update-ref", "refs/heads/main", commit, in: repository)
        try await place.expectDenied(saying: "a name that stands twice in its folder", code: "DP1001")
        // With one file of that name it is the one that lead01 signed.
        let whole = try await Shell.git("commit-tree", "-p", commit, "-m", "one file", "HEAD~1^{tree}", in: repository)
        try await Shell.git("update-ref", "refs/heads/main", whole, in: repository)
        try await place.expectGranted()
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:00:00Z")
    }
}
