import Foundation
import TestSupport
import Testing

/// `daypass request`, as requesters run it.
@Suite struct RequestCommandTests {
    static let path = "requests/2026/11/deploy-billing-v2-3.yaml"

    @Test("a branch with one commit of one file, and the address to open a pull request")
    func whole() async throws {
        let site = try await AskingSite()
        let before = try await site.state()
        let run = try await site.ask("--ticket", "CHG-1234", "--plan", "1. Deploy\n2. Look", "--rollback", "Deploy v2.2: \"again\" # soon")
        #expect(run.code == 0, "\(run.errors)")
        #expect(
            run.output == "https://github.com/example/access/compare/main...daypass/deploy-billing-v2-3?expand=1\n")
        #expect(
            run.errors.contains("\(Self.path): member01 asks for prod-member-work until 23 Nov 02:00 +09:00\n")
                && run.errors.contains("git push origin daypass/deploy-billing-v2-3\n"), "\(run.errors)")
        let text = try await site.file(Self.path, at: "daypass/deploy-billing-v2-3")
        #expect(
            text == """
                version: 1
                user: member01
                access: [prod-member-work]
                end: 2026-11-23 02:00
                reason: Deploy billing v2.3
                ticket: CHG-1234
                plan: |
                  1. Deploy
                  2. Look
                rollback: "Deploy v2.2: \\"again\\" # soon"

                """)
        #expect(try await site.git("diff", "--name-status", "main", "daypass/deploy-billing-v2-3") == "A\t\(Self.path)")
        #expect(
            try await site.git("log", "-1", "--format=%P %an %s", "daypass/deploy-billing-v2-3").hasSuffix(
                "Test Ask for prod-member-work for member01"))
        #expect(try await site.state() == before, "nothing else was touched")
        let check = try await site.daypass("check", "--commit", "daypass/deploy-billing-v2-3", "--base", "main")
        #expect(check.code == 0, "\(check.errors)")
    }

    @Test("a second one of the same name gets a number, in file and branch, and so does one whose file was deleted")
    func numbers() async throws {
        let site = try await AskingSite()
        #expect(try await site.ask().code == 0)
        #expect(try await site.ask().output.contains("daypass/deploy-billing-v2-3-2?"))
        try await site.merged("version: 1\n", at: Self.path)
        try await site.git("rm", "-q", Self.path)
        try await site.site.commit("ended")
        try await site.git("update-ref", "refs/remotes/origin/main", "HEAD")
        let again = try await site.ask()
        #expect(again.errors.contains("requests/2026/11/deploy-billing-v2-3-2.yaml: "), "\(again.errors)")
        let named = try await site.ask("--name", "deploy-billing-v2-3")
        #expect(named.code == 1 && named.errors.contains("is or was a request already"), "\(named.errors)")
    }

    @Test("what else runs at the same time is told, as check tells it")
    func overlaps() async throws {
        let site = try await AskingSite()
        #expect(!(try await site.ask().errors.contains("verlaps")))
        try await site.merged(Site.request(end: "2026-11-23 01:00", more: "start: 2026-11-22 20:00\n"), at: "requests/running.yaml")
        try await site.merged(Site.request(user: "member02", end: "2026-11-23 01:00"), at: "requests/theirs.yaml")
        let run = try await site.ask("--start", "2026-11-22 22:00")
        #expect(
            run.errors.contains("Overlaps requests/running (until 23 Nov 01:00 +09:00): access lasts while any of them covers it.\n"),
            "\(run.errors)")
        #expect(!run.errors.contains("theirs"))
        let later = try await site.ask("--start", "2026-11-23 01:00", "--quiet")
        #expect(later.code == 0 && later.errors.isEmpty, "\(later.errors)")
    }

    @Test("work trees in any state are left as they are", arguments: ["dirty", "detached", "merging", "staged", "bare"])
    func states(_ state: String) async throws {
        let site = try await AskingSite()
        switch state {
        case "dirty": try site.site.write("garbage: [", to: "policies/settings.yaml")
        case "detached": try await site.git("checkout", "-q", "--detach")
        case "staged":
            try site.site.write("mine\n", to: "requests/mine.yaml")
            try await site.git("add", "-A")
        case "merging":
            for (branch, word) in [("one", "1"), ("two", "2")] {
                try await site.git("checkout", "-q", "-b", branch, "main")
                try site.site.write(word, to: "notes.txt")
                try await site.site.commit(branch)
            }
            #expect(try await Shell.run(["git", "merge", "one"], in: site.repository).code != 0)
        default: try await site.git("config", "core.bare", "true")
        }
        let before = state == "bare" ? "" : try await site.state()
        let run = try await site.ask()
        #expect(run.code == 0, "\(run.errors)")
        if state != "bare" { #expect(try await site.state() == before) }
        #expect(try await site.git("diff", "--name-only", "origin/main", "daypass/deploy-billing-v2-3") == Self.path)
    }

    @Test("mistakes are told in their place, and nothing is written")
    func mistakes() async throws {
        let site = try await AskingSite()
        for (arguments, words) in [
            (["--end", "tomorrow 2am"], "'tomorrow 2am' is not a time"), (["--end", "2026-11-20 02:00"], "has passed"),
            (["--duration", "40h"], "is longer than 'prod-member-work' allows"),
            (["--end", "2026-11-23 02:00", "--user", "bystander"], "bystander may not ask for 'prod-member-work'"),
            (["--end", "2026-11-23 02:00", "--user", "member 01\nuser: root"], "is not an IAM user name"),
            (["--end", "2026-11-23 02:00", "--access", "../../x"], "is not an entitlement"),
            (["--end", "2026-11-23 02:00", "--ticket", "AKIA" + "ABCDEFGHIJKLMNOP"], "looks like an AWS access key"),
        ] {
            let run = try await Shell.run(
                [Site.binary, "request", "prod-member-work", "--reason", "r", "--now", AskingSite.evening]
                    + (arguments.contains("--user") ? [] : ["--user", "member01"]) + arguments, in: site.repository)
            #expect(run.code == 1 && run.errors.contains(words), "\(arguments): \(run.errors)")
            #expect(run.output.isEmpty)
        }
        #expect(try await site.git("for-each-ref", "--format=%(refname)", "refs/heads/daypass") == "")
        for name in ["../../../etc/passwd", ".hidden", "a/b", "-x", "a b"] {
            let run = try await site.ask("--name=\(name)")
            #expect(run.code == 64 && run.errors.contains("can't be a request's name"), "\(name): \(run.errors)")
        }
    }

    @Test("what is missing is told at once, with what the user may ask for")
    func missing() async throws {
        let site = try await AskingSite()
        let run = try await site.daypass("request", "--user", "member01")
        #expect(run.code == 64)
        #expect(run.errors.contains("missing: --access, --end or --duration, --reason"), "\(run.errors)")
        #expect(run.errors.contains("member01 may ask for: prod-member-work"), "\(run.errors)")
        let nobody = try await site.daypass("request", "prod-member-work")
        #expect(nobody.code == 64 && nobody.errors.contains("missing: --user"), "\(nobody.errors)")
        let list = try await site.daypass("request", "--list", "--user", "member01")
        #expect(list.output.contains("prod-member-work  Deploy and operate production (jump), at most 12h\n"), "\(list.output)")
        let other = try await site.daypass("request", "--list", "--user", "bystander")
        #expect(other.output.contains("; up to groups or tags in IAM\n") && !other.output.contains("prod-member-work"), "\(other.output)")
    }

    @Test("who asks is told from git's identity")
    func identity() async throws {
        let site = try await AskingSite()
        let arguments = [
            Site.binary, "request", "prod-member-work", "--duration", "4h", "--reason", "r", "--dry-run", "--now", AskingSite.evening,
        ]
        let mine = try await Shell.run(arguments, in: site.repository, environment: ["GIT_AUTHOR_EMAIL": "Member01@example.com"])
        #expect(mine.code == 0 && mine.output.contains("user: member01\n"), "\(mine.errors)")
        // The repository's own configuration, then the user's.
        let nobody = ["GIT_AUTHOR_EMAIL": "", "GIT_AUTHOR_NAME": "", "GIT_COMMITTER_EMAIL": "", "GIT_COMMITTER_NAME": ""]
        let none = try await Shell.run(
            Array(arguments.dropLast(3)) + ["--user", "member01", "--now", AskingSite.evening], in: site.repository, environment: nobody)
        #expect(none.code == 1 && none.errors.contains("git doesn't know whose commit this is"), "\(none.errors)")
        let global = try site.site.folder.write("[user]\n\tname = M\n\temail = member02@example.com\n", to: "gitconfig")
        let user = try await Shell.run(arguments, in: site.repository, environment: nobody.merging(["GIT_CONFIG_GLOBAL": global]) { $1 })
        #expect(user.output.contains("user: member02\n"), "\(user.errors)")
        try await site.git("config", "user.name", "L")
        try await site.git("config", "user.email", "partner01@partner.example")
        let local = try await Shell.run(arguments, in: site.repository, environment: nobody.merging(["GIT_CONFIG_GLOBAL": global]) { $1 })
        #expect(local.output.contains("user: partner01\n"), "\(local.errors)")
    }

    @Test("--no-commit writes the file alone, and follows no link out of the work tree")
    func noCommit() async throws {
        let site = try await AskingSite()
        let run = try await site.ask("--no-commit")
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.site.read(Self.path).hasPrefix("version: 1\nuser: member01\n"))
        #expect(try await site.git("for-each-ref", "refs/heads/daypass") == "")
        #expect(try await site.git("status", "--porcelain") == "?? requests/")
        let again = try await site.ask("--no-commit")
        #expect(again.code == 1 && again.errors.contains("\(Self.path) is there already"), "\(again.errors)")
        try site.site.remove("requests/2026")
        try FileManager.default.createDirectory(atPath: site.site.folder("elsewhere/11"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: site.repository + "/requests/2026", withDestinationPath: site.site.folder("elsewhere"))
        let linked = try await site.ask("--no-commit")
        #expect(linked.code == 1 && linked.errors.contains("requests/2026 is no folder"), "\(linked.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.site.folder("elsewhere/11")).isEmpty)
    }

    @Test("on a terminal, what is missing is asked for, and asked again if it can't be right")
    func dialogue() async throws {
        let site = try await AskingSite()
        let answers = ["nonsense", "1", "", "tomorrow", "4h", "", "Deploy billing v2.3", "CHG-1", "", ""]
        let input = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        let run = try await Shell.run(
            [
                "python3", LoopbackServer.script("terminal.py"), input, Site.binary, "request", "--user", "member01", "--now",
                AskingSite.evening,
            ],
            in: site.repository)
        #expect(run.code == 0, "\(run.output)")
        #expect(run.output.contains("1  prod-member-work") && run.output.contains("'nonsense' is not on the list."), "\(run.output)")
        #expect(
            run.output.contains("'tomorrow' is neither a time like 2026-11-23 02:00 nor a duration like 4h.")
                && run.output.contains("This is needed."), "\(run.output)")
        let text = try await site.file(Self.path, at: "daypass/deploy-billing-v2-3")
        #expect(text.contains("duration: 4h\nreason: Deploy billing v2.3\nticket: CHG-1\n") && !text.contains("plan"), "\(text)")
        let ended = try await Shell.run(
            ["python3", LoopbackServer.script("terminal.py"), "[]", Site.binary, "request", "--user", "member01"], in: site.repository)
        #expect(ended.code == 1 && ended.output.contains("the input ended"), "\(ended.output)")
    }

    @Test("a dialogue asks for what the entitlement requires, and tells at once what it doesn't allow")
    func demandingDialogue() async throws {
        let site = try await AskingSite()
        let path = "policies/access/prod-member-work.yaml"
        try await site.merged(
            try site.site.read(path) + "require: { ticket: 'CHG-[0-9]+', plan: true, rollback: true }\n", at: path)
        let answers = [
            "prod-member-work", "2026-11-22 23:00", "13h", "2026-11-22 22:30", "2h", "Deploy", "", "chg-1", "CHG-1", "", "Deploy it",
            "Undo it",
        ]
        let input = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        let run = try await Shell.run(
            [
                "python3", LoopbackServer.script("terminal.py"), input, Site.binary, "request", "--user", "member01", "--now",
                AskingSite.evening,
            ],
            in: site.repository)
        #expect(run.code == 0, "\(run.output)")
        for words in [
            "or how long (4h; at most 12h)", "13h is longer than 'prod-member-work' allows (12h).", "That is before it starts.",
            "Ticket (CHG-[0-9]+): ", "the ticket 'chg-1' is not what 'prod-member-work' requires: CHG-[0-9]+.", "What will be done: ",
        ] { #expect(run.output.contains(words), "\(words)\n\(run.output)") }
        let text = try await site.file("requests/2026/11/deploy.yaml", at: "daypass/deploy")
        #expect(text.contains("duration: 2h\nreason: Deploy\nticket: CHG-1\n"), "\(text)")
    }

    @Test("without a remote, and away from a repository")
    func places() async throws {
        let site = try await AskingSite(remote: nil)
        let local = try await site.ask()
        #expect(local.code == 0 && local.output.isEmpty && local.errors.contains("there is no remote to push it to"), "\(local.errors)")
        let outside = try await Shell.run([Site.binary, "request", "x", "--repository", site.site.folder.path], in: "/")
        #expect(outside.code == 1 && outside.errors.contains("there is no git repository at"), "\(outside.errors)")
        let far = try await Shell.run([Site.binary, "request", "x", "--repository", "https://example.com/a.git"], in: "/")
        #expect(far.code == 1 && far.errors.contains("this needs a clone on this machine"), "\(far.errors)")
        let branch = try await site.ask("--branch", "trunk")
        #expect(branch.code == 1 && branch.errors.contains("there is no branch 'trunk' here"), "\(branch.errors)")
    }
}
