import Foundation
import TestSupport
import Testing

/// `daypass approve`, as approvers run it.
@Suite struct ApproveCommandTests {
    private static let path = ApprovingSite.path
    private static let signature = ApprovingSite.path + ".lead01.sig"

    @Test("a signature beside the request, of the documented text, by any type of key", arguments: ["ed25519", "ecdsa", "rsa"])
    func whole(_ type: String) async throws {
        let site = try await ApprovingSite(["lead01": [type] + (type == "rsa" ? ["-b", "2048"] : [])])
        let before = try await site.asking.git("rev-parse", "HEAD")
        let run = try await site.approve("deploy", "--key", site.key("lead01"), "--yes")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output == "git add -A -- \(Self.signature) && git commit -m \"Approve deploy\"\n")
        let statement = try await site.statement()
        for line in ApprovingSite.request.split(separator: "\n") + statement.split(separator: "\n") {
            #expect(run.errors.contains("  | \(line)\n"), "\(line)")
        }
        for words in [
            "+ member01 gets prod-member-work", "from 22 Nov 22:00 +09:00 until 23 Nov 02:00 +09:00",
            "In UTC: 2026-11-22T13:00:00Z to 2026-11-22T17:00:00Z.", "needs 1 of leads: lead01 or lead02", "Signed as lead01 with SHA256:",
        ] {
            #expect(run.errors.contains(words), "\(words) in \(run.errors)")
        }
        #expect(try await site.isValid(Self.signature, of: statement, by: "lead01"))
        #expect(try await !site.isValid(Self.signature, of: statement + " ", by: "lead01"))
        // Nothing but that file was touched.
        #expect(try await site.asking.git("status", "--porcelain", "--untracked-files=all") == "?? \(Self.signature)")
        #expect(try await site.asking.git("rev-parse", "HEAD") == before)
        let check = try await site.approve("deploy", "--check")
        #expect(
            check.code == 0 && check.output.hasPrefix("\(Self.path): has all signatures that it needs\n  + lead01 (SHA256:"), "\(check)")
        // What stands beside requests is no request, and no mistake.
        #expect(try await Shell.run(["sh", "-c", run.output], in: site.repository, environment: Shell.hermetic).code == 0)
        let checked = try await site.asking.daypass("check", "--base", "main")
        #expect(checked.code == 0 && checked.errors.isEmpty, "\(checked.errors)")
    }

    @Test("who shortens the window says so in a statement beside the signature")
    func untilAndComment() async throws {
        let site = try await ApprovingSite()
        let run = try await site.approve(
            Self.path, "--key", site.key("lead01"), "--yes", "--until", "2026-11-23 01:00", "--comment", "Nur bis 1 Uhr.")
        #expect(run.code == 0, "\(run.errors)")
        let text = try site.site.read(Self.path + ".lead01.approval")
        #expect(text == (try await site.statement(more: "until: 2026-11-22T16:00:00Z\ncomment: Nur bis 1 Uhr.\n")))
        #expect(try await site.isValid(Self.signature, of: text, by: "lead01"))
        let check = try await site.approve("deploy", "--check")
        #expect(check.output.contains(", until 23 Nov 01:00 +09:00: Nur bis 1 Uhr.\n"), "\(check.output)")
        // Signed anew without: the statement goes.
        #expect(try await site.approve("deploy", "--key", site.key("lead01"), "--yes").code == 0)
        #expect(!site.isThere(Self.path + ".lead01.approval"))
        #expect(try await site.approve("deploy", "--check").code == 0)
        for (options, words) in [
            (["--until", "2026-11-23 02:00"], "ends at 23 Nov 02:00 +09:00 anyway"),
            (["--until", "2026-11-22 22:00"], "nothing would be left"),
            (["--until", "soon"], "'soon' is not a time"), (["--comment", "a\nuntil: x"], "'comment' of a statement has to be one line"),
            (["--comment", "\u{202E}"], "'comment' of a statement has to be one line"),
        ] {
            let refused = try await Shell.run(
                [Site.binary, "approve", "deploy", "--yes", "--key", site.key("lead01"), "--now", AskingSite.evening] + options,
                in: site.repository)
            #expect(refused.code != 0 && refused.errors.contains(words), "\(options): \(refused.errors)")
        }
    }

    @Test("who couldn't count signs nothing")
    func refused() async throws {
        let site = try await ApprovingSite()
        func expect(_ name: String, _ words: String, _ more: String...) async throws {
            let run = try await Shell.run(
                [Site.binary, "approve", "deploy", "--yes", "--key", site.key(name), "--now", AskingSite.evening] + more,
                in: site.repository)
            #expect(run.code == 1 && run.errors.contains(words) && run.output.isEmpty, "\(run.errors)")
            #expect(!site.isThere(Self.path + ".\(name).sig"))
        }
        try await expect("security01", "security01 can't approve \(Self.path), only leads can")
        try await expect("member01", "member01 can't approve \(Self.path), only leads can")
        try await expect("lead01", "is lead01's, not lead02's", "--as", "lead02")
        try await expect("lead01", "there is nobody called 'nobody'", "--as", "nobody")
        // Whose own access it is.
        try site.site.write(ApprovingSite.request.replacing("member01", with: "lead01"), to: Self.path)
        try await site.site.commit("for a lead")
        try await expect("lead01", "gives access to lead01, who is lead01")
        // Who wrote it.
        try site.site.write(ApprovingSite.request, to: Self.path)
        try await site.asking.git(
            "-c", "user.email=x@example.com", "commit", "-q", "-a", "-m", "again", "--author", "L <Lead02@example.com>")
        try await expect("lead02", "lead02 wrote it")
        // What isn't committed wasn't read by anybody else.
        try site.site.write(ApprovingSite.request + "# more\n", to: Self.path)
        try await expect("lead01", "isn't that of the commit that you would sign")
        try site.site.write(ApprovingSite.request, to: Self.path)
        // A key that policies don't know.
        let made = try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", site.key("stranger")])
        #expect(made.code == 0)
        try await expect("stranger", "is nobody's in people.yaml")
        try await expect("missing", "can't be read: No such file or directory")
        let text = try site.site.folder.write("hello", to: "key-text")
        #expect(!text.isEmpty)
        try await expect("text", "is no key that can be used")
    }

    @Test("keys that are over, revoked, or locked")
    func badKeys() async throws {
        for (entry, words) in [
            (", until: 2026-01-01T00:00:00Z", "counted until 2026-01-01T00:00:00Z"),
            (", revoked: true", "is revoked: nothing that it signed counts"),
            (", from: 2027-01-01T00:00:00Z", "counts from 2027-01-01T00:00:00Z on"),
        ] {
            let site = try await ApprovingSite(people: { $0.replacing(" lead01\" }]", with: " lead01\"\(entry) }]") })
            let run = try await site.approve("deploy", "--yes", "--key", site.key("lead01"))
            #expect(run.code == 1 && run.errors.contains(words), "\(run.errors)")
            #expect(!site.isThere(Self.signature))
        }
        let site = try await ApprovingSite()
        _ = try await Shell.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", "correct horse", "-f", site.key("lead01")])
        let locked = try await Shell.run(
            ["setsid", "-w", Site.binary, "approve", "deploy", "--yes", "--key", site.key("lead01"), "--now", AskingSite.evening],
            in: site.repository)
        #expect(locked.code == 1 && locked.errors.contains("ssh-keygen did not sign"), "\(locked.errors)")
        #expect(!site.isThere(Self.signature))
    }

    @Test("it asks, and takes only yes for yes")
    func asking() async throws {
        let site = try await ApprovingSite()
        func answer(_ answers: String) async throws -> Finished {
            try await Shell.run(
                [
                    "python3", LoopbackServer.script("terminal.py"), answers, Site.binary, "approve", "deploy", "--key", site.key("lead01"),
                    "--now",
                    AskingSite.evening,
                ], in: site.repository)
        }
        let unheard = try await site.approve("deploy", "--key", site.key("lead01"))
        #expect(unheard.code == 64 && unheard.errors.contains("nobody is there to be asked"), "\(unheard.errors)")
        let no = try await answer(#"["", "maybe", "no"]"#)
        #expect(no.code == 1 && no.output.contains("Write yes or no.") && no.output.contains("not signed: \(Self.path)"), "\(no.output)")
        let gone = try await answer("[]")
        #expect(gone.code == 1 && gone.output.contains("the input ended"), "\(gone.output)")
        #expect(!site.isThere(Self.signature))
        let yes = try await answer(#"["yes"]"#)
        #expect(yes.code == 0, "\(yes.output)")
        #expect(try await site.isValid(Self.signature, of: site.statement(), by: "lead01"))
    }

    @Test("where the key comes from: the variable, git's settings, the agent")
    func sources() async throws {
        let site = try await ApprovingSite()
        let none = try await site.approve("deploy", "--yes")
        #expect(none.code == 1 && none.errors.contains("no key to sign with"), "\(none.errors)")
        let variable = try await site.approve("deploy", "--yes", environment: ["DAYPASS_SIGNING_KEY": site.key("lead02")])
        #expect(variable.code == 0 && variable.errors.contains("Signed as lead02"), "\(variable.errors)")
        try await site.asking.git("config", "gpg.format", "ssh")
        try await site.asking.git("config", "user.signingkey", site.key("lead01") + ".pub")
        let setting = try await site.approve("deploy", "--yes")
        #expect(setting.code == 0 && setting.errors.contains("Signed as lead01"), "\(setting.errors)")
        try await site.asking.git("config", "--unset", "user.signingkey")
        // The agent may have got SIGTERM blocked from the tests' process. It holds two keys; only one is of somebody whom policies know.
        let script = """
            set -e
            ssh-keygen -q -t ed25519 -N '' -f ../key-other
            mv ../key-lead01 ../key-hidden
            eval "$(ssh-agent -s)" > /dev/null
            trap 'kill -9 "$SSH_AGENT_PID"' EXIT
            ssh-add -q ../key-hidden ../key-other
            \(Site.binary) approve deploy --yes --now \(AskingSite.evening)
            """
        let agent = try await Shell.run(["sh", "-c", script], in: site.repository, environment: ["HOME": site.site.folder("home")])
        #expect(agent.code == 0 && agent.errors.contains("Signed as lead01"), "\(agent.errors)")
        #expect(try await site.isValid(Self.signature, of: site.statement(), by: "lead01"))
        let both = """
            eval "$(ssh-agent -s)" > /dev/null
            trap 'kill -9 "$SSH_AGENT_PID"' EXIT
            ssh-add -q ../key-hidden ../key-lead02
            \(Site.binary) approve deploy --yes --now \(AskingSite.evening)
            """
        let several = try await Shell.run(["sh", "-c", both], in: site.repository, environment: ["HOME": site.site.folder("home")])
        #expect(several.code == 1 && several.errors.contains("the agent holds several keys: SHA256:"), "\(several.errors)")
    }

    @Test("several at once: all or none are right, before the first is signed")
    func several() async throws {
        let site = try await ApprovingSite()
        let other = "requests/2026/11/other.yaml"
        try site.site.write(ApprovingSite.request.replacing("member01", with: "member02"), to: other)
        try await site.site.commit("another")
        let wrong = try await site.approve("deploy", "missing", "--yes", "--key", site.key("lead01"))
        #expect(
            wrong.code == 1 && wrong.errors.contains("there is no request 'missing' at HEAD") && !site.isThere(Self.signature),
            "\(wrong.errors)")
        let both = try await site.approve("deploy", other, "deploy", "--yes", "--key", site.key("lead01"))
        #expect(
            both.output == "git add -A -- \(Self.signature) \(other).lead01.sig && git commit -m \"Approve 2 changes\"\n", "\(both.errors)")
        #expect(try await site.isValid("\(other).lead01.sig", of: site.statement(other), by: "lead01"))
        #expect(try await site.approve("deploy", "other", "--check").code == 0)
    }

    @Test("--check says what is there, what it is worth, and what is missing")
    func check() async throws {
        let site = try await ApprovingSite()
        let empty = try await site.approve("deploy", "--check")
        #expect(
            empty.code == 1 && empty.output == "\(Self.path): lacks signatures\n  · needs 1 of leads, has 0: lead01, lead02\n", "\(empty)")
        #expect(try await site.approve("deploy", "--yes", "--key", site.key("lead01")).code == 0)
        try await site.site.commit("approved")
        // The request changes after its approval.
        try site.site.write(ApprovingSite.request.replacing("02:00", with: "05:00"), to: Self.path)
        try await site.site.commit("longer")
        let stale = try await site.approve("deploy", "--check")
        #expect(
            stale.code == 1 && stale.output.contains("✗ \(Self.signature): it was signed for another content, file or repository\n"),
            "\(stale)")
        try site.site.write("no signature", to: Self.path + ".lead02.sig")
        try site.site.write("x", to: Self.path + ".nobody.sig")
        let bad = try await site.approve("deploy", "--check").output
        #expect(bad.contains(".lead02.sig: it can't be used: the signature doesn't begin with -----BEGIN SSH SIGNATURE-----"), "\(bad)")
        #expect(bad.contains(".nobody.sig: it is named after somebody who isn't in people.yaml"), "\(bad)")
        #expect(try await site.approve("deploy", "--check", "--yes").code == 64)
        #expect(try await site.approve().code == 64)
    }

    @Test("policies: the tree of the commit, by their owners")
    func policies() async throws {
        let site = try await ApprovingSite()
        let entitlement = try site.site.read("policies/access/prod-read.yaml")
        try site.site.write(entitlement + "# looser\n", to: "policies/access/prod-read.yaml")
        let loose = try await site.approve("policies", "--yes", "--key", site.key("security01"))
        #expect(
            loose.code == 1 && loose.errors.contains("policies/access/prod-read.yaml in the work tree isn't that of the commit"),
            "\(loose.errors)")
        try await site.site.commit("policies")
        let lead = try await site.approve("policies", "--yes", "--key", site.key("lead01"))
        #expect(lead.code == 1 && lead.errors.contains("lead01 can't approve policies, only security can"), "\(lead.errors)")
        let tree = try await site.asking.git("rev-parse", "HEAD:policies")
        let missing = try await site.approve("policies", "--check")
        #expect(
            missing.code == 1 && missing.output == "policies/: lacks signatures\n  · needs 1 of security, has 0: security01\n", "\(missing)"
        )
        let run = try await site.approve("policies", "--yes", "--key", site.key("security01"))
        #expect(run.code == 0, "\(run.errors)")
        let path = "approvals/policies/\(tree).security01.sig"
        #expect(
            try await site.isValid(path, of: "daypass policies v1\nrepository: example/access\ntree: \(tree)\n", by: "security01"))
        #expect(try await site.approve("policies", "--check").code == 0)
        // The signature doesn't change what it signs.
        try await site.site.commit("approved")
        #expect(try await site.asking.git("rev-parse", "HEAD:policies") == tree)
        #expect(try await site.asking.daypass("check").code == 0)
        #expect(try await site.approve("policies", "--yes", "--comment", "x").code == 64)
    }

    @Test("links that lead out of the work tree are not followed")
    func links() async throws {
        let site = try await ApprovingSite()
        let outside = try site.site.folder.write("mine", to: "outside")
        let link = site.repository + "/" + Self.signature
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: outside)
        #expect(try await site.approve("deploy", "--yes", "--key", site.key("lead01")).code == 0)
        #expect(try String(contentsOfFile: outside, encoding: .utf8) == "mine")
        #expect(try await site.isValid(Self.signature, of: site.statement(), by: "lead01"))
    }
}
