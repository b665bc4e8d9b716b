import Foundation
import TestSupport
import Testing

/// `daypass check --base`: what a change brings, and nothing else.
struct ChangeCheckTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    /// A site with a branch `change` that is checked out; `main` has two requests.
    private func site(_ prepare: (Site) throws -> Void = { _ in }) async throws -> Site {
        let site = try await Site.sample()
        try site.write(Site.request(user: "member02", end: "2026-11-23 02:00"), to: "requests/theirs.yaml")
        try site.write(Site.request(end: "2026-11-23 01:00", more: "start: 2026-11-22 20:00\n"), to: "requests/running.yaml")
        try prepare(site)
        try await site.commit("requests")
        try await Shell.git("checkout", "-q", "-b", "change", in: site.repository)
        return site
    }

    private func check(_ site: Site, _ more: String..., code: Int32) async throws -> Finished {
        let run = try await Shell.run(
            [Site.binary, "check", "--base", "main", "--now", Self.evening] + more, in: site.repository)
        #expect(run.code == code, "\(run.errors)\(run.output)")
        return run
    }

    @Test("the same of a work tree, of a commit, and from a folder below")
    func places() async throws {
        let site = try await site()
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/mine.yaml")
        let tree = try await check(site, code: 0)
        #expect(
            tree.output.hasPrefix("requests/mine.yaml: a new request\n  + member01 gets prod-member-work (Deploy and operate production; "))
        #expect(tree.output.contains("from the merge until 23 Nov 02:00 +09:00.\n"))
        #expect(tree.output.contains("    prod-member-work needs 1 of leads: lead01 or lead02.\n"))
        #expect(tree.output.contains("    Overlaps requests/running (until 23 Nov 01:00 +09:00): "))
        #expect(!tree.output.contains("theirs"))
        #expect(tree.output.hasSuffix(": 1 request and 0 policy files: no mistakes.\n"))
        try await site.commit("mine")
        let commit = try await check(site, "--commit", "change", code: 0)
        #expect(commit.output == tree.output)
        let below = try await Shell.run(
            [Site.binary, "check", "--base", "main", "--now", Self.evening], in: site.repository + "/requests")
        #expect(below.output == tree.output)
        let hash = try await Shell.run(["sha256sum", site.repository + "/requests/mine.yaml"]).output.prefix(64)
        #expect(tree.output.contains("sha256 \(hash)\n"))
    }

    @Test("what the branch got since isn't the change's")
    func movedOn() async throws {
        let site = try await site()
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/mine.yaml")
        try await site.commit("mine")
        try await Shell.git("checkout", "-q", "main", in: site.repository)
        try site.remove("requests/running.yaml")
        try site.write(Site.request(user: "member02", end: "2026-11-23 03:00"), to: "requests/later.yaml")
        try await site.commit("meanwhile")
        for more in [["--commit", "change"], []] {
            if more.isEmpty { try await Shell.git("checkout", "-q", "change", in: site.repository) }
            let run = try await Shell.run([Site.binary, "check", "--base", "main", "--now", Self.evening] + more, in: site.repository)
            #expect(run.code == 0, "\(run.errors)")
            #expect(run.output.contains("requests/mine.yaml: a new request"))
            #expect(!run.output.contains("running.yaml") && !run.output.contains("later.yaml"), "\(run.output)")
        }
    }

    @Test("mistakes of files that the change leaves alone are not told")
    func others() async throws {
        let site = try await site { try $0.write("nonsense: [", to: "requests/old.yaml") }
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/mine.yaml")
        #expect(try await check(site, code: 0).errors.isEmpty)
        try site.write("nonsense: {", to: "requests/old.yaml")
        #expect(try await check(site, code: 1).errors.contains("requests/old.yaml"))
        try site.remove("requests/old.yaml")
        #expect(try await check(site, code: 0).output.contains("requests/old.yaml: is deleted: that ends it for good"))
    }

    @Test("deleting, shortening, extending, renaming and breaking are told as such")
    func kinds() async throws {
        let site = try await site()
        func told(_ change: () throws -> Void, code: Int32 = 0) async throws -> String {
            try await Shell.git("checkout", "-q", "-f", "change", in: site.repository)
            try await Shell.git("clean", "-q", "-f", "-d", in: site.repository)
            try change()
            return try await check(site, code: code).output
        }
        let path = "requests/running.yaml"
        let old = try site.read(path)
        #expect(try await told { try site.remove(path) }.contains("  - member01 loses prod-member-work "))
        let shorter = try await told { try site.write(old.replacing("23 01:00", with: "22 23:00"), to: path) }
        #expect(shorter.contains("\(path): asks for less than before: needs no approval"))
        #expect(!shorter.contains("needs 1 of"))
        let longer = try await told { try site.write(old.replacing("23 01:00", with: "23 03:00"), to: path) }
        #expect(longer.contains("\(path): asks for more than before: until that is accepted, the old window stands"))
        #expect(longer.contains("needs 1 of leads"))
        let renamed = try await told {
            try site.remove(path)
            try site.write(old, to: "requests/renamed.yaml")
        }
        #expect(renamed.contains("\(path): is renamed to requests/renamed: this one ends"))
        #expect(renamed.contains("requests/renamed.yaml: a rename of requests/running: that request ends"))
        let broken = try await told({ try site.write(old + "nonsense: 1\n", to: path) }, code: 1)
        #expect(broken.contains("\(path): has mistakes now: what was accepted before stands until its end"))
        let past = try await told { try site.write(old.replacing("23 01:00", with: "22 21:00"), to: path) }
        #expect(past.contains("asks for less than before"), "an end that has passed ends what runs")
    }

    @Test("a change of policies: who gains, who loses, and the requests that it takes access from")
    func policies() async throws {
        let site = try await site()
        let path = "policies/access/prod-member-work.yaml"
        let policy = try site.read(path)
        try site.write(
            policy.replacing("users: [partner01]", with: "users: [bystander]").replacing("duration: 12h", with: "duration: 3h"), to: path)
        let run = try await check(site, code: 0)
        #expect(run.output.contains("\(path): changes\n  + bystander may ask for it\n  - partner01 may not ask for it any more"))
        #expect(run.output.contains("  - is given for at most 3 h at once (before: at most 12 h)\n"))
        #expect(run.errors.contains("requests/running.yaml:4:6: warning: 5h is longer than 'prod-member-work' allows (3h) [DP2007]"))
        #expect(!run.errors.contains("theirs"), "a window that opens when it is accepted is as long as it is")
        try site.remove(path)
        let gone = try await check(site, code: 0)
        #expect(gone.output.contains("\(path): is removed: what was granted by it is taken back"))
        #expect(gone.errors.contains("requests/theirs.yaml") && gone.errors.contains("requests/running.yaml"))
        try site.write(policy.replacing("from: leads", with: "from: nobody"), to: path)
        #expect(try await check(site, code: 1).errors.contains("\(path):"))
    }

    @Test("a change of one policy file that breaks another one")
    func caused() async throws {
        let site = try await site {
            try $0.write(try $0.read("policies/access/prod-read.yaml") + "old-typo: 1\n", to: "policies/access/old.yaml")
        }
        let people = try site.read("policies/people.yaml")
        try site.write(people.replacing("security: [security01]", with: "secrets: [security01]"), to: "policies/people.yaml")
        let run = try await check(site, code: 1)
        #expect(run.errors.contains("policies/access/prod-leader-work.yaml:"), "\(run.errors)")
        #expect(!run.errors.contains("old-typo"), "what was wrong before isn't the change's: \(run.errors)")
    }

    @Test("policies that are broken at the base: said, and nothing made up")
    func brokenBase() async throws {
        let site = try await site { try $0.write("version: 2\n", to: "policies/people.yaml") }
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/mine.yaml")
        let run = try await check(site, code: 0)
        #expect(run.errors.contains("policies: warning: policies/ has mistakes at the base already"))
        #expect(!run.output.contains("needs 1 of"))
    }

    @Test("every format is what it says, and its exit code is the text's")
    func formats() async throws {
        let site = try await site()
        try site.write(Site.request(end: "tomorrow"), to: "requests/mine.yaml")
        let json = try await check(site, "--format", "json", code: 1)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(document["mistakes"] as? Int == 1 && document["since"] is String)
        #expect((document["change"] as? [String: Any])?["requests"] is [Any])
        let gitlab = try await check(site, "--format", "gitlab", code: 1)
        #expect((try JSONSerialization.jsonObject(with: Data(gitlab.output.utf8)) as? [[String: Any]])?.count == 1)
        let sarif = try await check(site, "--format", "sarif", code: 1)
        #expect(sarif.output.contains("\"2.1.0\""))
        let github = try await check(site, "--format", "github", code: 1)
        #expect(
            github.output.contains("::error file=requests/mine.yaml,line=4,col=6,endColumn=14,title=DP1211::'tomorrow' is not a time%0A"))
        let markdown = try await check(site, "--format", "markdown", code: 1)
        #expect(markdown.output.hasPrefix("<!-- daypass check -->\n### Daypass: 1 mistake\n"))
        for run in [json, gitlab, sarif, github, markdown] { #expect(run.errors.isEmpty, "\(run.errors)") }
        #expect(try await check(site, "--format", "markdown", "--comment-limit", "10", code: 64).errors.contains("--comment-limit"))
    }

    @Test("no change of a file is hidden by what git thinks of it", arguments: ["", "--assume-unchanged", "--skip-worktree"])
    func hidden(flag: String) async throws {
        let site = try await site { try $0.write("unchanged: [", to: "requests/old.yaml") }
        let path = "requests/running.yaml"
        if !flag.isEmpty { try await Shell.git("update-index", flag, path, in: site.repository) }
        // As many bytes as before, and the same time.
        let old = try site.read(path)
        let before = try FileManager.default.attributesOfItem(atPath: site.repository + "/" + path)[.modificationDate]
        try site.write(old.replacing("end: 2026-11-23 01:00", with: "end: 2026-11-23 02:00"), to: path)
        try FileManager.default.setAttributes([.modificationDate: try #require(before)], ofItemAtPath: site.repository + "/" + path)
        let run = try await check(site, code: 0)
        #expect(run.output.contains("\(path): asks for more than before"))
        #expect(run.output.hasSuffix(": 1 request and 0 policy files: no mistakes.\n"))
    }

    @Test("folders and files of any name stand in the order that git has them in")
    func order() async throws {
        let names = ["a", "a-b", "a.b", "a/x", "a0", "a/a/z", "a/a-", "B", "ä/x", "a\u{308}", "z"]
        let site = try await site { site in
            for name in names { try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/\(name).yaml") }
        }
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a/new.yaml")
        // Once with the index, and once without.
        for round in 0..<2 {
            if round == 1 { try FileManager.default.removeItem(atPath: site.repository + "/.git/index") }
            let run = try await check(site, code: 0)
            let files = run.output.split(separator: "\n").filter { $0.hasPrefix("requests/") }
            #expect(files == ["requests/a/new.yaml: a new request"], "\(run.output)\(run.errors)")
        }
    }

    @Test("a path that isn't the top of its work tree: told, with the one that is")
    func notTheTop() async throws {
        let site = try await site()
        try await Shell.git("init", "-q", "-b", "main", in: site.folder.path)
        try site.folder.write("", to: "outer/requests/x.yaml")
        try await Shell.git("add", "outer", in: site.folder.path)
        try await Shell.git("commit", "-q", "-m", "outer", in: site.folder.path)
        let below = try await Shell.run([Site.binary, "check", site.folder("outer"), "--base", "main"], in: site.folder.path)
        #expect(below.code == 1)
        #expect(below.errors.contains("outer is not the top of its work tree"), "\(below.errors)")
        #expect(below.errors.contains("Name \(site.folder.path), or leave the path out"), "\(below.errors)")
        let top = try await Shell.run([Site.binary, "check", "access", "--base", "main"], in: site.folder.path)
        #expect(top.code == 0, "\(top.errors)")
    }

    @Test("a clone that knows the last commits only")
    func shallow() async throws {
        let site = try await site()
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/mine.yaml")
        try await site.commit("mine")
        try await Shell.git("checkout", "-q", "main", in: site.repository)
        try await Shell.git("merge", "-q", "--no-ff", "-m", "merged", "change", in: site.repository)
        let clone = site.folder("clone")
        try await Shell.git("clone", "-q", "--depth=2", "file://" + site.repository, clone, in: site.folder.path)
        let base = try await Shell.git("rev-parse", "HEAD^1", in: clone)
        let run = try await Shell.run([Site.binary, "check", "--base", base, "--commit", "HEAD", "--now", Self.evening], in: clone)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("requests/mine.yaml: a new request"))
    }
}
