import AccessCore
import HTTP
import TestSupport
import Testing

@testable import Approvals

/// Answers that are none: a doubt with its reason, never a grant and never a crash.
@Suite struct BadAnswerTests {
    /// An answer, and what the doubt about it says.
    struct Answer: Sendable, CustomTestStringConvertible {
        var name: String
        var answer: JSON
        var words: String
        var testDescription: String { name }

        init(_ name: String, _ answer: JSON, _ words: String) { (self.name, self.answer, self.words) = (name, answer, words) }
    }

    static let answers = [
        Answer("HTML", ["text": "<html>Sign in</html>"], "is not JSON"),
        Answer("nothing", ["text": ""], "is not JSON"),
        Answer("half of it", ["text": "{\"iid\": 5, \"sta"], "is not JSON"),
        Answer("cut off", ["cut": 1], "couldn't be asked"),
        Answer("deep", ["nesting": 100_000], "is not JSON"),
        Answer("too large", ["length": 17_000_000], "couldn't be asked"),
        Answer("a number", ["body": 7], "has another shape"),
        Answer("null", ["body": nil], "has another shape"),
        Answer("another object", ["body": ["x": 1]], "has another shape"),
        Answer("a list of nulls", ["body": [nil, nil]], "has another shape"),
        Answer("500 as HTML", ["status": 500, "text": "<h1>Oops</h1>"], "answered with status 500"),
        Answer("204", ["status": 204, "text": ""], "answered with status 204"),
        Answer("redirect", ["status": 302, "headers": ["Location": "https://elsewhere.example.com/"]], "leads elsewhere (302)"),
        Answer("401", ["status": 401, "body": ["message": "401 Unauthorized"]], "doesn't take the credentials ('401 Unauthorized')"),
        Answer("429", ["status": 429, "headers": ["Retry-After": "90"]], "wants no calls before 2027-01-15T08:01:30Z"),
        Answer(
            "429 with a reset", ["status": 429, "headers": ["RateLimit-Reset": "1800000300"]], "wants no calls before 2027-01-15T08:05:00Z"),
        Answer("429 without a time", ["status": 429], "wants no calls before 2027-01-15T08:01:00Z"),
        Answer("429 for ever", ["status": 429, "headers": ["Retry-After": "4294967295"]], "wants no calls before 2027-01-16T08:00:00Z"),
    ]

    @Test(arguments: answers) func ofGitLab(_ bad: Answer) async throws {
        var story = GitLabStory()
        for path in story.routes.keys.sorted() where !path.hasPrefix("/users/100") || path.hasSuffix("1002") {
            if ["/users/9009"].contains(path) || path.contains("repository/tree") { continue }
            story.plan = [path: [bad.answer]]
            let testimony = try await GitLabStory.testimony { $0.plan = story.plan }
            #expect(testimony.approvals.isEmpty && testimony.doubt?.contains(bad.words) == true, "\(path): \(testimony)")
            #expect(!"\(testimony)".contains(GitLabStory.token))
        }
    }

    @Test(arguments: answers) func ofGitea(_ bad: Answer) async throws {
        for path in GiteaStory().routes.keys.sorted() where !path.contains("/git/") {
            let testimony = try await GiteaStory.testimony { $0.plan = [path: [bad.answer]] }
            #expect(testimony.approvals.isEmpty && testimony.doubt?.contains(bad.words) == true, "\(path): \(testimony)")
            #expect(!"\(testimony)".contains(GiteaStory.token))
        }
    }

    @Test func aListWithoutTheHeadersOfItsPagesIsInDoubt() async throws {
        let gitLab = try await GitLabStory.testimony {
            $0.plan = ["/projects/7/merge_requests/5/notes": [["headers": ["X-Next-Page": nil, "Link": nil]]]]
        }
        #expect(gitLab.doubt?.contains("doesn't say whether there are more pages") == true)
        let gitea = try await GiteaStory.testimony {
            $0.plan = ["/repos/example/access/pulls/7/reviews": [["headers": ["X-Total-Count": nil]]]]
        }
        #expect(gitea.doubt?.contains("doesn't say whether there are more pages") == true)
    }

    @Test func theLinkHeaderStandsInForTheNumberOfTheNextPage() async throws {
        let testimony = try await GitLabStory.testimony {
            $0.cap = 1
            $0.plan = ["/projects/7/merge_requests/5/notes": [["headers": ["X-Next-Page": nil]], ["headers": ["X-Next-Page": nil]]]]
        }
        #expect(testimony.approvals.count == 1)
    }

    /// A page that goes back to an earlier one would never end.
    @Test func pagesThatRunInCirclesAreInDoubt() async throws {
        let testimony = try await GitLabStory.testimony {
            $0.plan = ["/projects/7/merge_requests/5/notes": [["headers": ["X-Next-Page": "1"]]]]
        }
        #expect(testimony.doubt?.contains("doesn't say whether there are more pages") == true)
    }

    @Test func anAnswerThatSendsTheTokenBackIsNotRead() async throws {
        let gitLab = try await GitLabStory.testimony {
            $0.plan = ["/projects/7/merge_requests/5/notes": [["body": [GitLabStory.note(1, GitLabStory.token, at: GitLabStory.at(5))]]]]
        }
        #expect(gitLab.doubt?.contains("has our credentials in it") == true && !"\(gitLab)".contains(GitLabStory.token))
        let escaped = "\\u00" + String(GitLabStory.token.utf8.first ?? 0, radix: 16) + GitLabStory.token.dropFirst()
        let disguised = try await GitLabStory.testimony {
            $0.plan = ["/projects/7/merge_requests/5/notes": [["text": .string("[{\"body\": \"\(escaped)\"}]")]]]
        }
        #expect(disguised.doubt?.contains("has our credentials in it") == true, "\(disguised)")
        let refused = try await GitLabStory.testimony {
            $0.plan = ["/projects/example%2Faccess": [["status": 403, "body": ["message": .string("bad token \(GitLabStory.token)")]]]]
        }
        #expect(refused.doubt?.contains("('bad token …')") == true)
    }

    @Test func afterALimitNothingElseIsAsked() async throws {
        let story = GitLabStory()
        let stub = try await RestStub(
            style: "gitlab", routes: story.routes, plan: ["/projects/7/approvals": [["status": 429, "headers": ["Retry-After": "90"]]]])
        let facts = try await story.forge(stub).facts(about: Array(repeating: story.question, count: 20))
        #expect(facts.count == 20 && facts.allSatisfy { $0.pause == .seconds(90) }, "for so long nobody is asked by later runs either")
        #expect(try await stub.calls().count == 2)
    }

    @Test func noServerIsADoubt() async throws {
        let port = try LoopbackPort.claim()
        let forge = try GiteaForge(
            ForgeSettings(kind: .gitea, repository: "o/r", api: "http://127.0.0.1:\(port)/api/v1", credential: .token(variable: "T")),
            token: "secret", client: RestStub.client, now: { Timestamp(seconds: 0) })
        let facts = await forge.facts(about: [GiteaStory().question])
        guard case .doubtful(let words, _) = facts.first else { return #expect(Bool(false)) }
        #expect(words.hasPrefix("Gitea couldn't be asked"))
    }
}
