import Foundation

/// What `Servers/rest_forge_stub.py` gives out as GitLab: docs.gitlab.com's shapes, of a project with number 7.
enum GitLabWorld {
    /// The first call of every round.
    static let project = "/projects/example%2Faccess"
    /// The settings of a project that Daypass takes approvals from.
    static var settings: [String: Any] {
        [
            "approvals_before_merge": 1, "reset_approvals_on_push": true, "selective_code_owner_removals": false,
            "disable_overriding_approvers_per_merge_request": true, "merge_requests_author_approval": false,
            "merge_requests_disable_committers_approval": true, "require_password_to_approve": false,
        ]
    }

    static func world(_ merged: [MergedProposal]) -> [String: Any] {
        var routes: [String: Any] = [
            project: ["id": 7, "path_with_namespace": "example/access", "default_branch": "main", "merge_method": "merge"] as [String: Any],
            "/projects/7/approvals": settings,
            "/projects/7/events": Array(merged.flatMap { one in one.made.indices.map { (one, $0) } }.enumerated().reversed()).map {
                event($0.offset + 1, $0.element.0, at: $0.element.1)
            },
        ]
        for one in merged {
            let (proposal, place) = (one.proposal, "/projects/7/merge_requests/\(one.proposal.number)")
            routes["/projects/7/repository/commits/\(one.tip)/merge_requests"] = [request(one)]
            routes[place + "/approvals"] = approvals(one)
            routes[place + "/reviewers"] = proposal.reviews.map {
                [
                    "user": user($0.by), "state": $0.asksForChanges ? "requested_changes" : "approved", "created_at": milliseconds($0.at),
                ] as [String: Any]
            }
            routes[place + "/versions"] = one.made.indices.reversed().map { version($0 + 1, one) }
            routes[place + "/notes"] = proposal.reviews.enumerated().map { note($0.offset + 1, $0.element) }
            routes[place + "/commits"] = one.kept.reversed().map(commit)
            for path in one.head.objects.keys where path != "policies" {
                routes["/projects/7/repository/files/\(encoded(path))?ref=\(one.head.commit)"] = file(path, one)
            }
            routes["/projects/7/repository/tree?ref=\(one.head.commit)"] = [
                [
                    "id": one.head.objects["policies"] ?? "", "name": "policies", "type": "tree", "path": "policies", "mode": "040000",
                ]
            ]
            for account in [proposal.openedBy] + proposal.reviews.map(\.by) + proposal.pushes.map(\.by) {
                routes["/users/\(account.id)"] =
                    ["id": account.id, "username": account.login, "name": "Somebody", "state": "active", "bot": false] as [String: Any]
            }
        }
        return ["style": "gitlab", "cap": 100, "routes": routes]
    }

    private static func encoded(_ path: String) -> String { path.replacingOccurrences(of: "/", with: "%2F") }

    /// GitLab writes them.
    private static func milliseconds(_ time: String) -> String { time.replacingOccurrences(of: "Z", with: ".250Z") }

    private static func user(_ account: ForgeAccount) -> [String: Any] {
        ["id": account.id, "username": account.login, "name": "Somebody", "state": "active"]
    }

    private static func request(_ one: MergedProposal) -> [String: Any] {
        let (isSquash, isMerge) = (one.proposal.way == .squash, one.proposal.way == .mergeCommit)
        return [
            "id": 70 + one.proposal.number, "iid": one.proposal.number, "state": "merged", "merged_at": milliseconds(one.proposal.mergedAt),
            "target_branch": "main", "source_branch": one.proposal.branch, "source_project_id": 7, "target_project_id": 7,
            "author": user(one.proposal.openedBy), "sha": one.head.commit, "merge_commit_sha": isMerge ? one.tip as Any : NSNull(),
            "squash_commit_sha": isSquash ? one.tip as Any : NSNull(), "squash": isSquash,
        ]
    }

    private static func approvals(_ one: MergedProposal) -> [String: Any] {
        let given = one.proposal.reviews.filter { !$0.asksForChanges }
        return [
            "id": 70 + one.proposal.number, "iid": one.proposal.number, "project_id": 7, "approved": !given.isEmpty,
            "approvals_required": 1,
            "approved_by": given.map { ["user": user($0.by), "approved_at": milliseconds($0.at)] as [String: Any] },
        ]
    }

    private static func version(_ id: Int, _ one: MergedProposal) -> [String: Any] {
        let made = one.made[id - 1]
        return [
            "id": one.proposal.number * 100 + id, "head_commit_sha": made.commit, "base_commit_sha": made.parent,
            "start_commit_sha": made.parent, "created_at": milliseconds(made.push.at), "merge_request_id": 70 + one.proposal.number,
            "state": "collected", "real_size": "1",
        ]
    }

    private static func note(_ id: Int, _ review: Proposal.Review) -> [String: Any] {
        [
            "id": id, "body": review.body, "author": user(review.by), "system": false, "created_at": milliseconds(review.at),
            "updated_at": milliseconds(review.at),
        ]
    }

    private static func commit(_ made: MergedProposal.Made) -> [String: Any] {
        [
            "id": made.commit, "parent_ids": [made.parent], "message": ReviewedSite.message(of: made.push), "author_name": "Somebody",
            "author_email": made.push.by.mail, "committer_name": "Somebody", "committer_email": made.push.by.mail,
        ]
    }

    private static func file(_ path: String, _ one: MergedProposal) -> [String: Any] {
        [
            "file_path": path, "blob_id": one.head.objects[path] ?? "", "commit_id": one.head.commit,
            "ref": one.head.commit, "size": 3, "content": "",
        ]
    }

    private static func event(_ id: Int, _ one: MergedProposal, at place: Int) -> [String: Any] {
        let (made, before) = (one.made[place], one.before(place))
        return [
            "id": id, "project_id": 7, "action_name": before == nil ? "pushed new" : "pushed to", "author": user(made.push.by),
            "author_id": made.push.by.id, "created_at": milliseconds(made.push.at),
            "push_data": [
                "commit_count": 1, "action": before == nil ? "created" : "pushed", "ref_type": "branch",
                "commit_from": before.map { $0 as Any } ?? NSNull(), "commit_to": made.commit, "ref": one.proposal.branch,
                "ref_count": NSNull(),
            ] as [String: Any],
        ]
    }
}
