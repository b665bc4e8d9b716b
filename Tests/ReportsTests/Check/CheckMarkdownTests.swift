import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Reports

/// The comment on a pull request: nothing that a file says becomes markup, a mention or a part of ours.
struct CheckMarkdownTests {
    private struct Read: Decodable {
        var tags: [String]
        var comments: [String]
        var outside: String
        var code: String
    }

    private static let evil = [
        "@everyone", "`@team`", "``` \n@org/team", "<img src=x onerror=alert(1)>", "</details><h1>approved</h1>", "<!-- daypass check -->",
        "[here](https://evil.example)", "https://evil.example #1 example/access#2", "*a* _b_ **c** ~~d~~", "| a | b |", "\\`", "`", "``",
        " ` ", "&lt;b&gt;", "a\n\n### Daypass: 0 mistakes", "~~~\n```\n</summary>", "$$x$$ ![](x)", "````text", "mail@evil.example",
        "\u{202E}\u{200B}\u{0}",
    ]

    private func render(_ report: CheckReport, limit: Int = CheckMarkdown.usualLimit) -> String {
        CheckMarkdown(time: World.tokyo, limit: limit).render(report)
    }

    private func read(_ comment: String) async throws -> Read {
        let result = try await Shell.run([testPython, LoopbackServer.script("read_comment.py")], input: comment)
        try #require(result.code == 0, "\(result.errors)")
        return try JSONDecoder().decode(Read.self, from: Data(result.output.utf8))
    }

    @Test("counts first, then who gets what, details folded, the hash for the review")
    func shape() {
        let request = CheckExamples.request(plan: "1. Announce.\n2. Deploy.")
        let comment = render(CheckExamples.report([CheckExamples.file(to: request)]))
        #expect(
            comment == """
                <!-- daypass check -->
                ### Daypass: 1 request is valid, 1 needs approval

                #### `requests/2026/11/deploy-billing.yaml`
                A new request.

                - **+** `member01` gets `prod-member-work` (`Deploy and operate production`; group `ProdMemberWorkGroup` in `jump` \
                (`111111111111`)) from **22 Nov 22:00 +09:00** until **23 Nov 02:00 +09:00**, 4 h.
                - `prod-member-work` needs 1 of `leads`: `lead01` or `lead02`.

                <details><summary>Reason, plan and roll-back, limits, sha256 for the review</summary>

                - May ask for `prod-member-work`: one of `developers`.
                - `prod-member-work` is given for at most 12 h at once.
                - Overlaps nothing.
                - Ticket `CHG-1234`.
                - To name this very content in a review: sha256 `\(CheckExamples.sha256)`

                Reason:

                ```text
                Deploy billing v2.3
                ```

                Plan:

                ```text
                1. Announce.
                2. Deploy.
                ```

                </details>

                The merge counts as approval here: Daypass looks neither at reviews nor at who proposed this. That the right people approve is up to the \
                branch's protection.

                <sub>Checked at 4c1d9e2 on **22 Nov 22:00 +09:00**. Neither IAM nor the ledger was asked.</sub>

                """)
    }

    @Test("a request that is refused whoever approves it isn't counted among those that need approval")
    func refused() {
        let good = CheckExamples.file(to: CheckExamples.request())
        let long = CheckExamples.file(to: CheckExamples.request("2026/11/long", until: "24 22:00"))
        let both = CheckExamples.report([good, long])
        #expect(both.meaning?.requests.map(\.isRefused) == [false, true])
        #expect(render(both).contains("\n### Daypass: 1 mistake, 2 requests, 1 needs approval\n"), "\(render(both))")
        #expect(render(CheckExamples.report([long])).contains("\n### Daypass: 1 mistake, 1 request\n"))
    }

    @Test("GitHub's renderer finds no markup of anybody else's in it", arguments: evil)
    func forged(text: String) async throws {
        func comment(_ text: String) -> String {
            let request = CheckExamples.request(text, user: text, reason: text, plan: text, ticket: text)
            var policies = CheckExamples.policies([CheckExamples.entitlement(description: text)])
            policies.people.teams[TeamName(text)] = [PersonName(text)]
            policies.entitlements[EntitlementName("prod-member-work")]?.approval = .rules([.init(from: TeamName(text), count: 1)])
            var proposed = policies
            proposed.entitlements[EntitlementName("prod-member-work")]?.description = text + "!"
            proposed.entitlements[EntitlementName("prod-member-work")]?.eligible.users = [UserName(text)]
            let mistake = Diagnostic(.error, "DP1203", text, advice: text, at: Place("requests/\u{1}" + text, line: 1))
            return render(
                CheckExamples.report([CheckExamples.file(to: request)], accepted: policies, proposed: proposed, diagnostics: [mistake]))
        }
        let (harmless, forged) = (try await read(comment("harmless")), try await read(comment(text)))
        #expect(forged.tags == harmless.tags)
        #expect(forged.comments == ["daypass check"])
        #expect(!forged.outside.contains("@") && !forged.outside.contains("evil") && !forged.outside.contains("#"))
        #expect(forged.outside.replacing(/\s+/, with: " ") == harmless.outside.replacing(/\s+/, with: " "))
    }

    @Test("the check of the check: a comment without care is seen through")
    func renderer() async throws {
        let read = try await read("hello @everyone <b>x</b> https://evil.example <!-- daypass check -->")
        #expect(read.tags.contains("b") && read.tags.contains("a"))
        #expect(read.outside.contains("@everyone"))
        #expect(read.comments == ["daypass check"])
    }

    @Test("more than a comment takes is cut, and says so", arguments: [2000, 5000, 65_536])
    func cut(limit: Int) async throws {
        let files = (0..<400).map {
            CheckExamples.file(to: CheckExamples.request("r\($0)", plan: String(repeating: "step 界\n", count: 40)))
        }
        let comment = render(CheckExamples.report(files), limit: limit)
        #expect(comment.utf8.count <= limit)
        #expect(comment.contains("### Daypass: 400 requests are valid, 400 need approval\n"))
        #expect(comment.contains(/\*\*Cut here\*\*: \d+ more parts don't fit/))
        let read = try await read(comment)
        #expect(read.tags.count { $0 == "details" } == comment.matches(of: /<\/details>/).count)
        #expect(!render(CheckExamples.report(files), limit: 10_000_000).contains("Cut here"))
    }

    @Test("what is gained and lost is a list of one level, and words of ours are no code")
    func lists() async throws {
        let policies = CheckExamples.policies()
        var new = CheckExamples.loosened()
        new.entitlements[EntitlementName("prod-member-work")]?.limits.active = 3
        new.people.teams[TeamName("developers")] = []
        let before = CheckExamples.request()
        for report in [
            CheckExamples.report([CheckExamples.file(to: before)], accepted: new),
            CheckExamples.report([], accepted: policies, proposed: new),
            CheckExamples.report([CheckExamples.file(from: before, to: nil)]),
            CheckExamples.report([CheckExamples.file(from: before, to: CheckExamples.request(until: "23 01:00"))]),
        ] {
            let comment = render(report)
            let tags = try await read(comment).tags
            #expect(tags.count { $0 == "li" } == comment.split(separator: "\n").count { $0.hasPrefix("- ") }, "\(comment)")
            #expect(!comment.contains("`loses`") && !comment.contains("`3`"), "\(comment)")
        }
        #expect(
            render(CheckExamples.report([], accepted: policies, proposed: new)).contains(
                "- **−** `member01` may not ask for it any more, and loses what"))
    }

    @Test("mistakes come first, with their places")
    func mistakes() {
        let mistake = Diagnostic(
            .error, "DP1203", "unknown key 'acess'", advice: "Write access.", at: Place("requests/a.yaml", line: 3, column: 1))
        let comment = render(CheckExamples.report([], diagnostics: [mistake]))
        #expect(
            comment.contains(
                "### Daypass: 1 mistake\n\n- **error** `requests/a.yaml:3:1` `unknown key 'acess'` — `Write access.` (DP1203)\n"))
    }
}
