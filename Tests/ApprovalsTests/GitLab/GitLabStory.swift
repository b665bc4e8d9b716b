import AccessCore
import HTTP

@testable import Approvals

/// One honest story at GitLab, which each test changes in one place: member01 proposes a request, lead01 approves it, and it is
/// merged by a merge commit.
struct GitLabStory: RestStory {
    static let token = "glpat-very-secret"
    static let user: JSON = ["id": 1001, "username": "member-one", "name": "Member One", "state": "active"]
    static let lead: JSON = ["id": 1002, "username": "lead-one", "name": "Lead One", "state": "active"]
    static let other: JSON = ["id": 1003, "username": "lead-two", "name": "Lead Two", "state": "active"]
    static let people = people(at: .gitlab)

    /// Minutes after ten; GitLab's times have milliseconds.
    static func at(_ minutes: Int, _ rest: String = "00.250") -> JSON {
        .string("2026-11-22T10:\(minutes < 10 ? "0" : "")\(minutes):\(rest)Z")
    }

    static func push(_ id: Int64, to: String, from: String? = nil, by author: JSON = user, at time: JSON, action: String? = nil) -> JSON {
        [
            "id": .number(id), "project_id": 7, "action_name": "pushed to", "target_id": nil, "author": author,
            "author_id": author["id"] ?? nil,
            "created_at": time,
            "push_data": [
                "commit_count": 1, "action": .string(action ?? (from == nil ? "created" : "pushed")), "ref_type": "branch",
                "commit_from": from.map { .string($0) } ?? nil, "commit_to": .string(to), "ref": "request", "ref_count": nil,
            ],
        ]
    }

    static func note(_ id: Int64, by author: JSON = lead, _ body: String, at time: JSON, edited: JSON? = nil, system: Bool = false) -> JSON
    {
        [
            "id": .number(id), "body": .string(body), "author": author, "system": .bool(system), "created_at": time,
            "updated_at": edited ?? time,
        ]
    }

    static func version(_ id: Int64, _ head: String, at time: JSON) -> JSON {
        [
            "id": .number(id), "head_commit_sha": .string(head), "created_at": time, "merge_request_id": 70, "state": "collected",
            "real_size": "1",
        ]
    }

    static func made(_ id: String, by mail: String = "member01@example.com", committer: String? = nil, message: String = "Ask") -> JSON {
        [
            "id": .string(id), "author_email": .string(mail), "committer_email": .string(committer ?? mail), "message": .string(message),
            "author_name": "Somebody", "committer_name": "Somebody", "parent_ids": [.string(base)],
        ]
    }

    var project: JSON = ["id": 7, "path_with_namespace": "example/access", "default_branch": "main", "merge_method": "merge"]
    var settings: JSON = [
        "reset_approvals_on_push": true, "selective_code_owner_removals": false, "merge_requests_author_approval": false,
        "merge_requests_disable_committers_approval": true, "require_password_to_approve": false,
    ]
    var request: JSON = [
        "iid": 5, "state": "merged", "merged_at": at(30), "target_branch": "main", "source_branch": "request", "source_project_id": 7,
        "target_project_id": 7, "author": user, "sha": .string(head), "merge_commit_sha": .string(tip), "squash_commit_sha": nil,
    ]
    var others: JSON = []
    var approvals: JSON = [["user": lead, "approved_at": at(20)]]
    var reviewers: JSON = [["user": lead, "state": "approved", "created_at": at(11)]]
    var versions: JSON = [version(1, head, at: at(11))]
    var notes: JSON = [note(1, "Go ahead.", at: at(20)), note(2, "approved this merge request", at: at(20), system: true)]
    var commits: JSON = [made(head)]
    var events: JSON = [push(1, to: head, at: at(10))]
    var bots: [Int64] = []
    var file: JSON? = .object([
        "file_path": .string(path), "blob_id": .string(blob), "commit_id": .string(head), "ref": .string(head), "size": 3, "content": "",
    ])
    var tree: JSON = [["id": .string(commit("e")), "name": "policies", "type": "tree", "path": "policies", "mode": "040000"]]
    var plan: [String: JSON] = [:]
    /// Paths that are a 404.
    var hidden: Set<String> = []
    var cap: Int64 = 50
    var question = StepQuestion(
        before: CommitID(base), after: CommitID(tip), parents: [CommitID(base), CommitID(head)], branch: "main",
        contents: [.init(path: path, object: blob, sha256: sha256)])

    var routes: [String: JSON] {
        let request = "/projects/7/merge_requests/5"
        var routes: [String: JSON] = [
            "/projects/example%2Faccess": project, "/projects/7/approvals": settings,
            "/projects/7/repository/commits/\(question.after.text)/merge_requests": [self.request] + others,
            request + "/approvals": ["iid": 5, "project_id": 7, "approved": true, "approvals_required": 0, "approved_by": approvals],
            request + "/reviewers": reviewers, request + "/versions": versions, request + "/notes": notes, request + "/commits": commits,
            "/projects/7/events": events, "/projects/7/repository/tree?ref=\(Self.head)": tree,
        ]
        if let file { routes["/projects/7/repository/files/requests%2F2026%2F11%2Fdeploy.yaml?ref=\(Self.head)"] = file }
        for id in [1001, 1002, 1003, 1004, 9009] as [Int64] {
            routes["/users/\(id)"] = ["id": .number(id), "username": "x", "state": "active", "bot": .bool(bots.contains(id))]
        }
        return routes.filter { !hidden.contains($0.key) }
    }

    func forge(_ stub: RestStub) throws -> GitLabForge {
        try GitLabForge(
            ForgeSettings(kind: .gitlab, repository: "example/access", api: stub.address, credential: .token(variable: "TOKEN")),
            token: Self.token, client: RestStub.client, now: { Timestamp(seconds: 1_800_000_000) })
    }

    /// What is proven after a change, and the calls it took.
    static func run(_ change: (inout GitLabStory) -> Void = { _ in }) async throws -> (testimony: Testimony, calls: [RestStub.Call]) {
        var story = GitLabStory()
        change(&story)
        let stub = try await RestStub(style: "gitlab", cap: story.cap, routes: story.routes, plan: story.plan)
        let facts = try await story.forge(stub).facts(about: [story.question])
        let testimony = ReviewRules(kind: .gitlab, people: people)
            .testimony(about: story.question.contents[0], of: story.question, facts[0])
        return (testimony, try await stub.calls())
    }

    static func testimony(_ change: (inout GitLabStory) -> Void = { _ in }) async throws -> Testimony {
        try await run(change).testimony
    }

    /// Why lead01's approval doesn't count after a change; nil if it does, or if something else is wrong.
    static func exclusion(_ change: (inout GitLabStory) -> Void) async throws -> String? {
        let testimony = try await testimony(change)
        guard testimony.approvals.isEmpty, testimony.refusal == nil, testimony.doubt == nil, testimony.setAside.count == 1 else {
            return nil
        }
        return testimony.setAside[0].who == "lead01" ? testimony.setAside[0].why : nil
    }
}
