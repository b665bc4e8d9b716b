import Foundation
import TestSupport
import Testing

/// Attacks by what git takes besides a branch's own commits: other objects and parents in their place, names that are taken for
/// others, and files that are none.
@Suite struct GitTrickAttackTests {
    private typealias Place = ApprovedSite

    enum Way: CaseIterable { case path, http }

    /// What another object takes the place of.
    enum Replaced: CaseIterable {
        /// A request's file, which lead01 signed, by one with a later end.
        case content
        /// The tree of policies, by one that asks nobody.
        case policies
        /// The root of trust, by a commit with such policies.
        case root
        /// The parent of the commit that brings the request in.
        case parent
    }

    private func serve(_ place: inout Place, _ way: Way) async throws -> GitHTTPServer? {
        guard way == .http else { return nil }
        try await GitHTTPServer.open(place.site.repository)
        let server = try await GitHTTPServer(serving: place.site.folder.path)
        place.site.environment["DAYPASS_REPOSITORY"] = server.url("access/.git")
        return server
    }

    @Test("another object in the place of what was signed or judged (git replace)", arguments: Way.allCases, Replaced.allCases)
    func replaced(way: Way, what: Replaced) async throws {
        var place = try await Place.made()
        let repository = place.site.repository
        try await Shell.git("checkout", "-q", "-b", "loose", in: repository)
        try place.writePolicies(rules: "automatic")
        try await place.commit("nobody is asked")
        try await Shell.git("checkout", "-q", "main", in: repository)
        let asked = try await place.ask(end: "2026-11-22 23:00")
        switch what {
        case .content:
            try await place.sign(by: "lead01")
            try await place.commit("signed")
            let longer = try await Shell.run(
                ["git", "hash-object", "-w", "--stdin"], in: repository, input: Site.request(end: "2026-11-23 09:00"))
            try await Shell.git("replace", "HEAD:" + Place.request, String(longer.output.prefix(40)), in: repository)
        case .policies: try await Shell.git("replace", "HEAD:policies", "loose:policies", in: repository)
        case .root: try await Shell.git("replace", place.root, "loose", in: repository)
        case .parent: try await Shell.git("replace", "--graft", asked, "loose", in: repository)
        }
        #expect(try await !Shell.git("for-each-ref", "refs/replace", in: repository).isEmpty)
        let server = try await serve(&place, way)
        if what != .content {
            try await place.expectDenied(saying: "it needs 1 of leads")
            // The replaced commit stays what it is: an approval of its own content counts.
            try await place.sign(by: "lead01")
            try await place.commit("signed")
        }
        try await place.expectGranted()
        #expect(try place.site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T14:00:00Z")
        withExtendedLifetime(server) {}
    }

    @Test(
        "a rewritten history that says by info/grafts, or by a replaced commit, that it goes on from the old one", arguments: [true, false])
    func otherParents(byGrafts: Bool) async throws {
        let site = try await Site.granting([])
        let repository = site.repository
        let judged = try await Shell.git("rev-parse", "HEAD", in: repository)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        try await Shell.git("checkout", "-q", "--orphan", "other", in: repository)
        let tip = try await site.commit("all of it, from nowhere")
        try await Shell.git("branch", "-q", "-M", "main", in: repository)
        if byGrafts {
            try site.folder.write("\(tip) \(judged)\n", to: "access/.git/info/grafts")
        } else {
            try await Shell.git("replace", "--graft", tip, judged, in: repository)
        }
        #expect(try await Shell.git("rev-parse", "main~1", in: repository) == judged, "git itself is taken in")
        for _ in 1...2 {
            let ended = try await site.daypass("reconcile", now: Place.evening)
            #expect(ended.code == 1 && ended.errors.contains("daypass trust --tip \(tip)"), "\(ended.errors)")
            #expect(try site.user("member01").groups == ["Developers"])
        }
        // With the parent in the commit itself it goes on.
        let honest = try await Shell.git("commit-tree", "-p", judged, "-m", "a request", "\(tip)^{tree}", in: repository)
        try await Shell.git("update-ref", "refs/heads/main", honest, in: repository)
        let ended = try await site.daypass("reconcile", now: Place.evening)
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(ended.errors)")
    }

    @Test("a note of the commit that says it was approved, with a lead's signature of it")
    func notes() async throws {
        let place = try await Place.made()
        let repository = place.site.repository
        try await place.ask()
        try await place.sign(by: "lead01")
        let signature = try place.site.read(Place.request + ".lead01.sig")
        try place.site.remove(Place.request + ".lead01.sig")
        for name in ["commits", "approvals", Place.request + ".lead01.sig"] {
            try await Shell.git(
                "notes", "--ref", name, "add", "-m", "Approved-by: lead01 <lead01@example.com>\n\n\(signature)", in: repository)
        }
        try await place.expectDenied(saying: "it needs 1 of leads")
        try place.site.write(signature, to: Place.request + ".lead01.sig")
        try await place.commit("signed, where it counts")
        try await place.expectGranted()
    }

    @Test("a tag or another branch that is named like the source branch, where being on the branch counts as approved")
    func namedLikeTheBranch() async throws {
        let site = try await Site.granting([])
        let repository = site.repository
        try await Shell.git("checkout", "-q", "-b", "elsewhere", in: repository)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        let forged = try await site.commit("never merged")
        try await Shell.git("checkout", "-q", "main", in: repository)
        for name in [
            "tags/main", "tags/heads/main", "tags/refs/heads/main", "tags/origin/main", "heads/heads/main", "heads/refs/heads/main",
            "heads/origin/main", "heads/Main", "remotes/origin/main", "main",
        ] {
            try await Shell.git("update-ref", "refs/" + name, forged, in: repository)
        }
        for cache in ["cache", "fresh"] {
            let ended = try await site.daypass("reconcile", now: Place.evening, cache: cache)
            #expect(ended.code == 0 && !ended.output.contains("member01"), "\(ended.output)\(ended.errors)")
        }
        #expect(try site.user("member01").groups == ["Developers"])
        // A clone has these tags, too: what a change is compared with is the branch.
        let clone = site.folder("clone")
        try await Shell.git("clone", "-q", "--no-local", repository, clone, in: site.folder.path)
        try await Shell.git("fetch", "-q", "--tags", in: clone)
        try await Shell.git("checkout", "-q", forged, in: clone)
        for base in ["origin/main", "refs/remotes/origin/main"] {
            let checked = try await Shell.run([Site.binary, "check", "--base", base, "--now", Place.evening], in: clone)
            #expect(checked.output.contains("a new request"), "\(base): \(checked.output)\(checked.errors)")
        }
        try site.write(Site.request(end: "2026-11-23 01:00"), to: Place.request)
        try await site.commit("merged")
        let ended = try await site.daypass("reconcile", now: Place.evening)
        #expect(try site.user("member01").tags["ProdMemberWorkGroup"] == "2026-11-22T16:00:00Z", "\(ended.errors)")
    }

    @Test("a tag or another branch that is named like the ledger's, and has it as it was before an end")
    func namedLikeTheLedger() async throws {
        let site = try await Site.granting()
        let repository = site.repository
        let before = try await site.ledgerTip()
        let text = try site.read("requests/member01.yaml")
        try site.remove("requests/member01.yaml")
        try await site.commit("ended")
        #expect(try await site.daypass("reconcile", now: Place.evening).code == 0)
        #expect(try site.user("member01").groups == ["Developers"])
        for name in [
            "tags/audit", "tags/heads/audit", "tags/refs/heads/audit", "heads/heads/audit", "heads/refs/heads/audit",
            "remotes/origin/audit",
        ] {
            try await Shell.git("update-ref", "refs/" + name, before, in: repository)
        }
        try site.write(text, to: "requests/member01.yaml")
        try await site.commit("and back")
        for cache in ["cache", "fresh"] {
            let ended = try await site.daypass("reconcile", now: Place.evening, cache: cache)
            #expect(ended.errors.contains("ended is final"), "\(cache): \(ended.errors)")
            #expect(try site.user("member01").groups == ["Developers"], "\(cache): \(ended.errors)")
        }
        let verified = try await site.daypass("audit", "verify", cache: "fresh")
        #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
        // Under a name of its own it is a request like any other.
        try site.write(text, to: "requests/anew.yaml")
        try await site.commit("asked for anew")
        let ended = try await site.daypass("reconcile", now: Place.evening)
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"), "\(ended.errors)")
    }

    @Test(
        "a link to what was signed, in the request's place or its signature's", arguments: [Place.request, Place.request + ".lead01.sig"])
    func link(path: String) async throws {
        let place = try await Place.made()
        let isRequest = path == Place.request
        try place.site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        try await place.sign(by: "lead01")
        let text = try place.site.read(path)
        try place.site.write(text, to: "kept")
        try place.site.remove(path)
        try FileManager.default.createSymbolicLink(atPath: place.site.repository + "/" + path, withDestinationPath: "../kept")
        try await place.commit("a link, which shows what was signed")
        #expect(try await Shell.git("ls-tree", "HEAD", path, in: place.site.repository).hasPrefix("120000 "))
        try await place.expectDenied(
            saying: isRequest ? "requests/deploy.yaml: error: a symbolic link can't stand here" : "it needs 1 of leads",
            code: isRequest ? "DP1001" : "DP2101")
        try place.site.remove(path)
        try place.site.write(text, to: path)
        try await place.commit("the file itself")
        try await place.expectGranted()
    }

    @Test("a submodule in the place of a request that was signed")
    func module() async throws {
        let place = try await Place.made()
        let repository = place.site.repository
        try place.site.write(Site.request(end: "2026-11-23 02:00"), to: Place.request)
        try await place.sign(by: "lead01")
        try await Shell.git("add", "-A", in: repository)
        try await Shell.git("update-index", "--add", "--cacheinfo", "160000,\(place.root),\(Place.request)", in: repository)
        try await Shell.git("commit", "-q", "-m", "a request that lives elsewhere", in: repository)
        try await place.expectDenied(saying: "requests/deploy.yaml: error: a submodule can't stand here", code: "DP1001")
        let blob = try await Shell.git("hash-object", "-w", Place.request, in: repository)
        try await Shell.git("update-index", "--cacheinfo", "100644,\(blob),\(Place.request)", in: repository)
        try await Shell.git("commit", "-q", "-m", "the file itself", in: repository)
        try await place.expectGranted()
    }

    @Test(
        "a file's name that shows as another: turned around, with what doesn't show, in two of Unicode's forms",
        arguments: [
            ["deploy\u{202E}lmay.yaml"], ["de\u{200B}ploy.yaml"], ["d\u{0435}ploy.yaml"], ["caf\u{E9}.yaml", "cafe\u{301}.yaml"],
            ["deploy.yaml\u{200E}"], ["\u{FF44}eploy.yaml"],
        ])
    func oddName(names: [String]) async throws {
        let place = try await Place.made()
        for name in names {
            try place.site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/" + name)
            try await place.sign("requests/" + name, by: "lead01")
        }
        try await place.commit("signed by somebody who read another name")
        #expect(
            try await Shell.git("ls-tree", "-z", "--name-only", "HEAD", "requests/", in: place.site.repository)
                .split(separator: "\0").count == 2 * names.count, "git has them all")
        let ended = try await place.run()
        #expect(ended.errors.split(separator: "\n").contains { $0.hasPrefix("requests/") }, "\(ended.errors)")
        let unseen: Set<Unicode.Scalar> = ["\u{202E}", "\u{200B}", "\u{200E}"]
        #expect(!ended.errors.unicodeScalars.contains(where: unseen.contains), "what doesn't show is shown")
        #expect(try !place.isGranted())
        #expect(try await place.site.records("accepted").isEmpty)
        try await place.ask()
        try await place.sign(by: "lead01")
        try await place.commit("signed under the name that it shows")
        try await place.expectGranted()
    }
}
