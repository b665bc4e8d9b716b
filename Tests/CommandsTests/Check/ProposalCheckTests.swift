import Foundation
import TestSupport
import Testing

/// `daypass check --base` of what people bring: all mistakes in one round, ends that come at once, and what stands in its JSON.
struct ProposalCheckTests {
    private static let evening = "2026-11-22T22:00:00+09:00"

    /// A site whose branch `change` is checked out, begun after these changes of its policies.
    private func site(_ prepare: (Site) throws -> Void = { _ in }) async throws -> Site {
        let site = try await Site.sample()
        try prepare(site)
        try await site.commit("policies")
        try await Shell.git("checkout", "-q", "-b", "change", in: site.repository)
        return site
    }

    private func check(_ site: Site, _ more: String..., code: Int32) async throws -> Finished {
        let run = try await Shell.run(
            [Site.binary, "check", "--base", "main", "--now", Self.evening] + more, in: site.repository)
        #expect(run.code == code, "\(run.errors)\(run.output)")
        return run
    }

    @Test("daypass end --at now of what began when it was accepted passes the check, and takes it away")
    func endedNow() async throws {
        let site = try await Site.granting()
        try await Shell.git("checkout", "-q", "-b", "ended", in: site.repository)
        let path = "requests/member01.yaml"
        let end = try await Shell.run(
            [Site.binary, "end", path, "--at", "now", "--no-commit", "--now", "2026-11-22T22:10:00+09:00"], in: site.repository)
        #expect(end.code == 0, "\(end.errors)")
        let run = try await Shell.run(
            [Site.binary, "check", "--base", "main", "--now", "2026-11-22T22:15:00+09:00"], in: site.repository)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)\(run.output)")
        #expect(run.output.contains("\(path): asks for less than before: needs no approval"), "\(run.output)")
        #expect(run.output.contains("at the first run after the merge (before: until 23 Nov 02:00 +09:00)."), "\(run.output)")
        try await site.commit("done")
        try await Shell.git("checkout", "-q", "main", in: site.repository)
        try await Shell.git("merge", "-q", "--ff-only", "ended", in: site.repository)
        #expect(try await site.daypass("reconcile", now: "2026-11-22T22:20:00+09:00").code == 0)
        #expect(try !site.user("member01").groups.contains("ProdMemberWorkGroup"))
    }

    @Test("mistakes of the file's form and what policies say against it come in one round")
    func oneRound() async throws {
        let path = "policies/access/prod-member-work.yaml"
        let site = try await site { site in
            try site.write(try site.read(path) + "require: { ticket: 'CHG-[0-9]+', plan: true, rollback: true }\n", to: path)
        }
        try site.write(
            "version: 1\nuser: membr01\naccess: [prod-member-work, prod-raed]\nduration: 13h\nplan: [a]\nticket: X-1\nnonsense: 1\n",
            to: "requests/mine.yaml")
        let change = try await check(site, code: 1)
        let whole = try await Shell.run([Site.binary, "check", "--now", Self.evening], in: site.repository)
        for text in [change.errors, whole.errors] {
            let codes = text.matches(of: /requests\/mine.*\[(DP[0-9]+)\]/).map { String($0.1) }
            // The reason is missing, the plan is a list; and, whatever becomes of these: the user, the misspelt entitlement, how
            // long, which ticket, no way back. That a plan is missing isn't said: there is one.
            #expect(codes.sorted() == ["DP1202", "DP1203", "DP1204", "DP2004", "DP2006", "DP2007", "DP2019", "DP2021"], "\(text)")
        }
        #expect(change.output.contains("requests/mine.yaml: has mistakes\n"))
        // What isn't whole YAML may say behind its mistake what seems to be missing.
        try site.write("version: 1\nuser: membr01\naccess: [prod-raed]\nduration: 4h\nreason: \"x\n", to: "requests/mine.yaml")
        #expect(try await check(site, code: 1).errors.matches(of: /\[DP2/).isEmpty)
    }

    @Test("a request for somebody else is told as one, by the authors of the commits that bring it")
    func forSomebodyElse() async throws {
        let site = try await site()
        try site.write(Site.request(user: "partner01", end: "2026-11-23 02:00"), to: "requests/theirs.yaml")
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/mine.yaml")
        #expect(try await !check(site, code: 0).output.contains("Asked for"), "nobody has said anything of files on disk")
        try await Shell.git("add", "-A", in: site.repository)
        try await Shell.git("commit", "-q", "--author", "Who <MEMBER01@example.com>", "-m", "both", in: site.repository)
        let run = try await check(site, "--commit", "HEAD", code: 0)
        let asking = "    Asked for by member01, for partner01, as the commit's author says.\n"
        #expect(run.output.contains(asking) && run.output.matches(of: /Asked for/).count == 1, "\(run.output)")
        // As a forge has it that checks what a merge would bring.
        try await Shell.git("checkout", "-q", "-b", "merged", "main", in: site.repository)
        try await Shell.git("merge", "-q", "--no-ff", "-m", "merged", "change", in: site.repository)
        #expect(try await check(site, "--commit", "HEAD", code: 0).output.contains(asking))
        let comment = try await check(site, "--commit", "HEAD", "--format", "markdown", code: 0)
        #expect(
            comment.output.contains("\n- Asked for by `member01`, for `partner01`, as the commit's author says.\n"), "\(comment.output)")
        #expect(try await check(site, "--commit", "HEAD", "--format", "json", code: 0).output.contains("\"asked-by\" : [\n"))
    }

    @Test(
        "commits before another are named as git names them",
        arguments: [
            ("HEAD~1", 1), ("change^", 1), ("HEAD^^", 2), ("main", 2), ("HEAD~2~0", 2), ("HEAD~9", nil), ("~", nil), ("HEAD~x", nil),
            ("HEAD^2", nil), ("nothing~1", nil), ("HEAD~99999999999999999999", nil),
        ])
    func revisions(base: String, requests: Int?) async throws {
        let site = try await site()
        for name in ["a", "b"] {
            try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/\(name).yaml")
            try await site.commit(name)
        }
        let run = try await Shell.run(
            [Site.binary, "check", "--base", base, "--commit", "HEAD", "--now", Self.evening], in: site.repository)
        guard let requests else {
            #expect(run.code == 1 && run.errors.contains("there is no commit '\(base)' here"), "\(run.errors)")
            return
        }
        #expect(
            run.code == 0 && run.output.contains(": \(requests == 1 ? "1 request" : "2 requests") and 0 policy files"),
            "\(run.output)\(run.errors)")
    }

    @Test("places, reviews and refusals stand in the JSON of a change")
    func json() async throws {
        let path = "policies/access/prod-member-work.yaml"
        let site = try await site { site in
            try site.write(
                try site.read(path).replacing("duration: 12h", with: "duration: 12h, active: 2")
                    + "emergency: { rules: [{ from: leads, count: 1 }], duration: 2h, review: 3d }\n", to: path)
        }
        try site.write(Site.request(end: "2026-11-23 02:00"), to: "requests/a.yaml")
        try site.write(Site.request(end: "2026-11-22 23:00", more: "emergency: true\n"), to: "requests/b.yaml")
        try site.write(Site.request(end: "2026-11-24 02:00"), to: "requests/c.yaml")
        let run = try await check(site, "--format", "json", code: 1)
        struct Document: Decodable {
            struct Change: Decodable { var requests: [Request] }
            struct Request: Decodable {
                var path: String
                var refused: Bool
                var gives: [Given]
            }
            struct Given: Decodable {
                struct Seats: Decodable, Equatable {
                    var limit: Int
                    var taken: Int?
                }
                var seats: Seats?
                var review: Int?
                enum CodingKeys: String, CodingKey {
                    case seats
                    case review = "review-seconds"
                }
            }
            var change: Change
        }
        let requests = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).change.requests
        #expect(requests.map(\.refused) == [false, false, true])
        #expect(requests.map { $0.gives.first?.seats?.limit } == [2, nil, 2])
        #expect(requests.map { $0.gives.first?.review } == [nil, 3 * 86_400, nil])
    }
}
