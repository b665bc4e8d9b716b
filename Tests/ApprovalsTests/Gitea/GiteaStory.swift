import AccessCore
import HTTP

@testable import Approvals

/// One honest story at Gitea, which each test changes in one place: member01 proposes a request, lead01 approves it, and it is
/// merged by a merge commit.
struct GiteaStory: RestStory {
    static let token = "very-secret-token"
    static let (member, lead, other) = (user(1001, "member-one"), user(1002, "lead-one"), user(1003, "lead-two"))
    static let people = people(at: .gitea)

    /// Minutes after ten in UTC; Gitea writes the server's own offset.
    static func at(_ minutes: Int) -> JSON { .string("2026-11-22T19:\(minutes < 10 ? "0" : "")\(minutes):00+09:00") }

    static func user(_ id: Int64, _ login: String) -> JSON {
        [
            "id": .number(id), "login": .string(login), "login_name": "", "source_id": 0, "full_name": "", "active": false,
            "email": .string("\(id)+\(login)@noreply.example.com"), "created": "2019-07-17T21:08:41Z", "visibility": "public",
        ]
    }

    static func event(_ id: Int64, _ type: String, by user: JSON = member, at time: JSON, body: String = "", review: Int64 = 0) -> JSON {
        [
            "id": .number(id), "type": .string(type), "user": user, "created_at": time, "updated_at": time, "body": .string(body),
            "review_id": .number(review), "old_ref": "", "new_ref": "", "ref_issue": nil,
        ]
    }

    static func push(_ id: Int64, _ commits: [String], forced: Bool = false, by user: JSON = member, at time: JSON) -> JSON {
        let list = commits.map { "\"\($0)\"" }.joined(separator: ",")
        return event(id, "pull_push", by: user, at: time, body: "{\"is_force_push\":\(forced),\"commit_ids\":[\(list)]}")
    }

    static func made(
        _ id: String, on parents: [String] = [base], by mail: String = "member01@example.com", author: JSON = member,
        committer: (JSON, String)? = nil, at time: JSON = at(9), message: String = "Ask"
    ) -> JSON {
        let (account, committerMail) = committer ?? (author, mail)
        return [
            "sha": .string(id), "author": author, "committer": account, "created": time,
            "commit": [
                "message": .string(message), "author": ["name": "Somebody", "email": .string(mail), "date": time],
                "committer": ["name": "Somebody", "email": .string(committerMail), "date": time],
            ],
            "parents": .list(parents.map { ["sha": .string($0), "url": "", "created": "0001-01-01T00:00:00Z"] }),
        ]
    }

    static func review(
        _ id: Int64 = 31, by user: JSON = lead, _ state: String = "APPROVED", at time: JSON = at(20), commit: String = head,
        body: String = "Go ahead."
    ) -> JSON {
        [
            "id": .number(id), "user": user, "team": nil, "state": .string(state), "body": .string(body), "commit_id": .string(commit),
            "stale": false, "official": true, "dismissed": false, "comments_count": 0, "submitted_at": time, "updated_at": at(55),
        ]
    }

    var repository: JSON = ["id": 9, "full_name": "Example/access", "default_branch": "main", "private": true]
    var pull: JSON = [
        "id": 700, "number": 7, "user": member, "state": "closed", "merged": true, "merged_at": at(30), "merged_by": nil,
        "merge_commit_sha": .string(tip), "merge_base": .string(base),
        "base": ["label": "main", "ref": "main", "sha": .string(tip), "repo_id": 9, "repo": nil],
        "head": ["label": "request", "ref": "request", "sha": .string(head), "repo_id": 9, "repo": nil],
    ]
    var reviews: JSON = [review()]
    var commits: JSON = [made(head)]
    var timeline: JSON = [
        event(1, "review_request", at: at(11)), event(2, "review", by: lead, at: at(20), body: "Go ahead.", review: 31),
        event(9, "merge_pull", by: other, at: at(30)), event(10, "delete_branch", at: at(30)),
    ]
    var step: JSON = made(tip, at: at(30))
    /// Git's ids of the file at commits.
    var files: [String: String] = [head: blob]
    var tree: JSON = [
        "sha": .string(head), "truncated": false, "page": 1, "total_count": 1,
        "tree": [["path": "policies", "mode": "040000", "type": "tree", "size": 0, "sha": .string(commit("e"))]],
    ]
    var plan: [String: JSON] = [:]
    var cap: Int64 = 50
    var question = StepQuestion(
        before: CommitID(base), after: CommitID(tip), parents: [CommitID(base), CommitID(head)], branch: "main",
        contents: [.init(path: path, object: blob, sha256: sha256)])

    var routes: [String: JSON] {
        let root = "/repos/example/access"
        var routes: [String: JSON] = [
            root: repository, root + "/commits/\(question.after.text)/pull": pull, root + "/pulls/7/reviews": reviews,
            root + "/pulls/7/commits": commits, root + "/issues/7/timeline": timeline,
            root + "/git/commits/\(question.after.text)": step, root + "/git/trees/\(Self.head)": tree,
        ]
        for (commit, blob) in files {
            routes[root + "/contents/\(Self.path)?ref=\(commit)"] = [
                "name": "deploy.yaml", "path": .string(Self.path), "sha": .string(blob), "type": "file", "size": 3, "content": "",
                "submodule_git_url": nil,
            ]
        }
        return routes
    }

    func forge(_ stub: RestStub) throws -> GiteaForge {
        try GiteaForge(
            ForgeSettings(kind: .gitea, repository: "example/access", api: stub.address, credential: .token(variable: "TOKEN")),
            token: Self.token, client: RestStub.client, now: { Timestamp(seconds: 1_800_000_000) })
    }

    /// What is proven after a change, and the calls it took.
    static func run(_ change: (inout GiteaStory) -> Void = { _ in }) async throws -> (testimony: Testimony, calls: [RestStub.Call]) {
        var story = GiteaStory()
        change(&story)
        let stub = try await RestStub(style: "gitea", cap: story.cap, routes: story.routes, plan: story.plan)
        let facts = try await story.forge(stub).facts(about: [story.question])
        let testimony = ReviewRules(kind: .gitea, people: people)
            .testimony(about: story.question.contents[0], of: story.question, facts[0])
        return (testimony, try await stub.calls())
    }

    static func testimony(_ change: (inout GiteaStory) -> Void = { _ in }) async throws -> Testimony { try await run(change).testimony }

    /// Why lead01's approval doesn't count after a change; nil if it does, or if something else is wrong.
    static func exclusion(_ change: (inout GiteaStory) -> Void) async throws -> String? {
        let testimony = try await testimony(change)
        guard testimony.approvals.isEmpty, testimony.refusal == nil, testimony.doubt == nil, testimony.setAside.count == 1 else {
            return nil
        }
        return testimony.setAside[0].who == "lead01" ? testimony.setAside[0].why : nil
    }
}
