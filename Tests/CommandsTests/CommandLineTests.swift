import Foundation
import TestSupport
import Testing

/// The contract that scripts rely on: exit codes, JSON, options, and no colour where nobody looks.
struct CommandLineTests {
    private static let evening = "2026-11-22T22:00:00+09:00"
    private static let later = "2026-11-22T23:00:00+09:00"

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }

    @Test(
        "a mistake in the usage is 64",
        arguments: [
            ["nonsense"], ["plan", "--no-such-option"], ["reconcile", "--format", "xml"], ["release"], ["trust"], ["status", "extra"],
            ["plan", "--now", "tomorrow"], ["audit", "show", "--from", "yesterday"], ["audit", "show", "--type", "nonsense"],
            ["audit", "verify", "--expect-head", "abc"], ["audit", "evidence"], ["audit", "evidence", "--output", "x", "--at", "abc"],
            ["audit", "evidence", "--output", "-"], ["explain"], ["explain", "a", "b"],
            ["reconcile", "--repository", "gopher://example.com/x"], ["trust", "--tip", "HEAD"], ["plan", "--root", "HEAD~1"],
        ]
    )
    func usage(arguments: [String]) async throws {
        let run = try await Shell.run([Site.binary] + arguments, environment: ["DAYPASS_REPOSITORY": "/nonexistent"])
        #expect(run.code == 64, "\(arguments): \(run.errors)")
        #expect(!run.errors.isEmpty)
        #expect(run.output.isEmpty)
    }

    @Test(
        "every command's help tells its exit codes, its examples' options exist, and it needs nothing",
        arguments: [
            ["check"], ["snapshot"], ["plan"], ["reconcile"], ["expire"], ["status"], ["explain"], ["release"], ["trust"],
            ["audit", "init"],
            ["audit", "verify"], ["audit", "show"], ["audit", "evidence"],
        ]
    )
    func help(command: [String]) async throws {
        let help = try await Shell.run([Site.binary] + command + ["--help"])
        #expect(help.code == 0)
        #expect(help.output.contains("Exit codes:"), "\(command): \(help.output)")
        let isAlone = command == ["check"] || command == ["snapshot"]
        if !isAlone {
            for option in ["--repository", "--branch", "--audit-repository", "--audit-branch", "--cache", "--root", "--account", "--now"] {
                #expect(help.output.contains(option), "\(command) lacks \(option)")
            }
            for variable in ["DAYPASS_REPOSITORY", "DAYPASS_CACHE", "DAYPASS_ROOT"] {
                #expect(help.output.contains(variable), "\(command) doesn't name \(variable)")
            }
        }
        for option in [command == ["snapshot"] ? "--output" : "--format", "--quiet", "--help"] {
            #expect(help.output.contains(option), "\(command) lacks \(option)")
        }
    }

    @Test("the top's help and version")
    func top() async throws {
        let help = try await Shell.run([Site.binary, "--help"])
        #expect(help.code == 0)
        for word in [
            "check", "snapshot", "plan", "reconcile", "expire", "status", "explain", "release", "trust", "audit", "DAYPASS_GIT_TOKEN",
        ] {
            #expect(help.output.contains(word), "\(word)")
        }
        let version = try await Shell.run([Site.binary, "--version"])
        #expect(version.code == 0)
        #expect(version.output.contains(/^\d+\.\d+\.\d+\n$/), "\(version.output)")
    }

    @Test("plan: 0 without the flag; with it 0 nothing, 2 changes, 1 error")
    func planCodes() async throws {
        let site = try await Site.granting([])
        #expect(try await site.daypass("plan", "--detailed-exitcode", now: Self.evening).code == 0)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a.yaml")
        try await site.commit("a request")
        #expect(try await site.daypass("plan", now: Self.evening).code == 0)
        #expect(try await site.daypass("plan", "--detailed-exitcode", now: Self.evening).code == 2)
        #expect(try await site.daypass("reconcile", "--dry-run", now: Self.evening).code == 0)
        #expect(try site.user("member01").groups == ["Developers"], "nothing was done")
        try site.write("nonsense: [", to: "requests/b.yaml")
        try await site.commit("a mistake")
        #expect(try await site.daypass("plan", "--detailed-exitcode", now: Self.evening).code == 1)
    }

    @Test("reconcile: drift that is only reported is a warning, and a problem with --strict")
    func strict() async throws {
        let site = try await Site.granting()
        let directory = try String(contentsOfFile: site.directory, encoding: .utf8)
        let changed = directory.replacing(/("bystander":\s*\{[^}]*?"groups":\s*\[\s*"Developers")/) { "\($0.1), \"ProdReadOnlyGroup\"" }
        #expect(changed != directory)
        try changed.write(toFile: site.directory, atomically: true, encoding: .utf8)
        let run = try await site.daypass("reconcile", now: Self.later)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("bystander"), "\(run.errors)")
        #expect(try await site.daypass("reconcile", "--strict", now: Self.later).code == 1)
        #expect(try site.user("bystander").groups.contains("ProdReadOnlyGroup"))
        let status = try await site.daypass("status", "--format", "json", now: Self.later)
        #expect((try json(status.output)["drift"] as? [Any])?.count == 1)
    }

    @Test("every command's JSON parses and says its version, and standard output has nothing else")
    func everyJSON() async throws {
        let site = try await Site.granting()
        try site.write("nonsense: [", to: "requests/bad.yaml")
        try await site.commit("a mistake")
        let commands = [
            (["plan"], 0), (["reconcile", "--dry-run"], 1), (["reconcile"], 1), (["expire"], 0), (["status"], 0), (["audit", "verify"], 0),
        ]
        for (command, code) in commands {
            let run = try await site.daypass(arguments: command + ["--format", "json"], now: Self.later)
            #expect(run.code == Int32(code), "\(command): \(run.errors)")
            #expect(try json(run.output)["version"] as? Int == 1, "\(command)")
        }
        let check = try await site.daypass("check", "--format", "json", site.repository)
        #expect(check.code == 1)
        #expect(try json(check.output)["version"] as? Int == 1)
        #expect(try json(check.output)["mistakes"] as? Int == 1)
        let records = try await site.daypass("audit", "show", "--format", "json")
        let lines = records.output.split(separator: "\n")
        #expect(lines.count >= 4)
        for line in lines { #expect(try json(String(line))["type"] is String) }
        let quiet = try await site.daypass("status", "--quiet", "--format", "json", now: Self.later)
        #expect(quiet.errors.isEmpty, "\(quiet.errors)")
    }

    @Test("colour on a terminal only, and never with NO_COLOR")
    func colour() async throws {
        let site = try await Site.granting()
        let plain = try await site.daypass("plan", now: "2026-11-23T02:00:00+09:00", environment: ["NO_COLOR": "", "TERM": "xterm"])
        #expect(!(plain.output + plain.errors).contains("\u{1B}"))
        let script = "import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        func onTerminal(_ environment: [String: String]) async throws -> String {
            let all = environment.merging(["DAYPASS_REPOSITORY": site.repository, "DAYPASS_CACHE": site.folder("cache"), "TERM": "xterm"]) {
                $1
            }
            let run = try await Shell.run(
                ["python3", "-c", script, Site.binary, "plan", "--now", "2026-11-23T02:00:00+09:00"], in: site.folder.path, environment: all
            )
            #expect(run.code == 0, "\(run.errors)\(run.output)")
            return run.output
        }
        #expect(try await onTerminal(["NO_COLOR": ""]).contains("\u{1B}["))
        #expect(try await !onTerminal(["NO_COLOR": "1"]).contains("\u{1B}["))
    }

    @Test("status shows all, or what is asked for")
    func status() async throws {
        let site = try await Site.granting(["member01", "member02"])
        try site.write(Site.request(access: "prod-read", end: "2026-11-23 02:00"), to: "requests/read.yaml")
        try await site.commit("read")
        #expect(try await site.daypass("reconcile", now: Self.evening).code == 0)
        func count(_ arguments: String...) async throws -> Int {
            let status = try await site.daypass(arguments: ["status", "--format", "json"] + arguments, now: Self.later)
            #expect(status.code == 0, "\(status.errors)")
            return try #require(try json(status.output)["access"] as? [Any]).count
        }
        #expect(try await count() == 3)
        #expect(try await count("--user", "member01") == 2)
        #expect(try await count("--user", "member01", "--entitlement", "prod-read") == 1)
        #expect(try await count("--entitlement", "prod-member-work") == 2)
        #expect(try await count("--user", "nobody") == 0)
        #expect(try await count("--account", "jump") == 3)
        #expect(try await count("--account", "other") == 0)
        let text = try await site.daypass("status", "--user", "member02", now: Self.later)
        #expect(text.output.contains("member02") && !text.output.contains("member01"), "\(text.output)")
    }

    @Test("audit show: formats and filters")
    func auditShow() async throws {
        let site = try await Site.granting(["member01", "member02"])
        #expect(try await site.daypass("reconcile", now: "2026-11-23T02:00:00+09:00").code == 0)
        func lines(_ arguments: String...) async throws -> [String] {
            let shown = try await site.daypass(arguments: ["audit", "show"] + arguments)
            #expect(shown.code == 0, "\(shown.errors)")
            return shown.output.split(whereSeparator: \.isNewline).map(String.init)
        }
        #expect(try await lines("--format", "json", "--type", "granted").count == 2)
        #expect(try await lines("--format", "json", "--type", "granted", "--type", "revoked", "--user", "member01").count == 2)
        #expect(try await lines("--format", "json", "--request", "member01").allSatisfy { $0.contains("member01") })
        #expect(try await lines("--format", "json", "--request", "requests/member01.yaml", "--type", "accepted").count == 1)
        #expect(try await lines("--format", "json", "--until", "2026-11-23T01:00:00+09:00", "--type", "revoked").isEmpty)
        #expect(try await lines("--format", "json", "--from", "2026-11-23T01:00:00+09:00", "--type", "revoked").count == 2)
        #expect(try await lines("--format", "json", "--entitlement", "prod-read").isEmpty)
        #expect(try await lines("--format", "json", "--account", "other").isEmpty)
        let csv = try await lines("--format", "csv", "--type", "granted")
        #expect(csv.count == 3)
        #expect(Set(csv.map { $0.count { $0 == "," } }).count == 1, "\(csv)")
        let text = try await lines("--user", "member01")
        #expect(text.contains { $0.contains("member01") } && !text.contains { $0.contains("member02") }, "\(text)")
    }

    @Test("a root of trust that the ledger doesn't name is refused")
    func root() async throws {
        let site = try await Site.granting()
        let right = try await Shell.git("rev-list", "--max-parents=0", "main", in: site.repository)
        let wrong = try await Shell.git("rev-parse", "main", in: site.repository)
        #expect(try await site.daypass("reconcile", "--root", right, now: Self.later).code == 0)
        for command in [["reconcile"], ["status"], ["audit", "verify"]] {
            let run = try await site.daypass(arguments: command + ["--root", wrong], now: Self.later)
            #expect(run.code == 1, "\(command)")
            #expect((run.output + run.errors).contains("root"), "\(command): \(run.errors)")
        }
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try await site.daypass("reconcile", now: Self.later, environment: ["DAYPASS_ROOT": wrong]).code == 1)
        #expect(try await site.daypass("reconcile", "--root", right, now: Self.later, environment: ["DAYPASS_ROOT": wrong]).code == 0)
    }

    @Test("the ledger in another repository, on another branch")
    func otherLedger() async throws {
        var site = try await Site.sample()
        try await Shell.git("init", "-q", "--bare", "ledger.git", in: site.folder.path)
        site.environment["DAYPASS_AUDIT_REPOSITORY"] = site.folder("ledger.git")
        site.environment["DAYPASS_AUDIT_BRANCH"] = "book"
        let made = try await site.daypass("audit", "init", now: Self.evening)
        #expect(made.code == 0, "\(made.errors)")
        #expect(try await site.daypass("audit", "init", now: Self.evening).code == 1, "once")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a.yaml")
        try await site.commit("a request")
        let run = try await site.daypass("reconcile", now: Self.evening)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try site.user("member01").groups.contains("ProdMemberWorkGroup"))
        #expect(try await Shell.git("for-each-ref", "--format=%(refname)", in: site.folder("ledger.git")) == "refs/heads/book")
        #expect(try await Shell.git("for-each-ref", "--format=%(refname)", in: site.repository) == "refs/heads/main")
        #expect(try await site.daypass("audit", "verify").code == 0)

        // The source is gone, the ledger isn't.
        let due = try await site.daypass("reconcile", "--repository", site.folder("gone"), now: "2026-11-23T02:00:00+09:00")
        #expect(due.code == 1)
        #expect(try site.user("member01").groups == ["Developers"], "\(due.errors)")
        #expect(try await site.records("revoked").count == 1)
    }

    @Test("another source branch")
    func otherBranch() async throws {
        let site = try await Site.granting([])
        try await Shell.git("checkout", "-q", "-b", "proposal", in: site.repository)
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a.yaml")
        try await site.commit("a request")
        #expect(try await site.daypass("plan", "--detailed-exitcode", now: Self.evening).code == 0)
        #expect(try await site.daypass("plan", "--detailed-exitcode", "--branch", "proposal", now: Self.evening).code == 2)
        let none = try await site.daypass("plan", "--branch", "no-such-branch", now: Self.evening)
        #expect(none.code == 1)
        #expect(none.errors.contains("no-such-branch"), "\(none.errors)")
    }

    @Test("check looks at a commit, or at a change since one")
    func check() async throws {
        let site = try await Site.granting()
        let good = try await Shell.git("rev-parse", "HEAD", in: site.repository)
        try site.write(Site.request(user: "bystander", end: "2026-11-23 02:00"), to: "requests/not-eligible.yaml")
        try site.write(Site.request(end: "2026-12-31 02:00", more: "start: 2026-12-30 02:00\n"), to: "requests/too-long.yaml")
        try await site.commit("two mistakes")
        func check(_ arguments: String...) async throws -> Finished {
            try await Shell.run([Site.binary, "check"] + arguments, in: site.repository)
        }
        #expect(try await check("--commit", good).code == 0)
        #expect(try await check("--commit", "main").code == 1)
        #expect(try await check("--commit", "no-such-branch").code == 1)
        let change = try await check("--base", good)
        #expect(change.code == 1)
        #expect(change.errors.contains("requests/too-long.yaml"), "\(change.errors)")
        #expect(change.errors.contains("requests/not-eligible.yaml"), "\(change.errors)")
        #expect(try await check("--base", "HEAD").code == 0, "what was there before isn't the change's mistake")
        let over = try await check("--base", good, "--now", "2027-01-01T00:00:00Z")
        #expect(
            over.errors.contains("requests/not-eligible.yaml:4:6: error: its end, 23 Nov 2026 02:00 +09:00, has passed"), "\(over.errors)")
        let elsewhere = try await Shell.run([Site.binary, "check", "--commit", "main"], in: site.folder.path)
        #expect(elsewhere.code == 1)
        #expect(try await Shell.run([Site.binary, "check", site.folder("nothing-here")], in: site.folder.path).code == 1)
    }
}
