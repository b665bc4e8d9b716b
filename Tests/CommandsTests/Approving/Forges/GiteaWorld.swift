import Foundation

/// What `Servers/rest_forge_stub.py` gives out as Gitea or Forgejo: the shapes of their published descriptions, of a repository with
/// number 9.
enum GiteaWorld {
    /// The first call of every round.
    static let repository = "/repos/example/access"

    static func world(_ merged: [MergedProposal]) -> [String: Any] {
        var routes: [String: Any] = [
            repository: ["id": 9, "full_name": "example/access", "default_branch": "main", "private": true] as [String: Any]
        ]
        for one in merged {
            let place = "\(repository)/pulls/\(one.proposal.number)"
            routes["\(repository)/commits/\(one.tip)/pull"] = pull(one)
            routes[place + "/reviews"] = one.proposal.reviews.enumerated().map { review($0.offset + 1, $0.element, one) }
            routes[place + "/commits"] = one.kept.reversed().map(commit)
            routes["\(repository)/issues/\(one.proposal.number)/timeline"] = timeline(one)
            routes["\(repository)/git/commits/\(one.tip)"] = step(one)
            for made in one.made {
                for path in made.objects.keys where path != "policies" {
                    routes["\(repository)/contents/\(path)?ref=\(made.commit)"] = file(path, made)
                }
                routes["\(repository)/git/trees/\(made.commit)"] = tree(made)
            }
        }
        return ["style": "gitea", "cap": 50, "routes": routes]
    }

    /// The answers that a description has a definition of, by its name.
    static func described(_ one: MergedProposal) -> [(definition: String, value: Any)] {
        [("PullRequest", pull(one)), ("Commit", step(one))] + one.kept.map { ("Commit", commit($0)) }
            + one.proposal.reviews.map { ("PullReview", review(1, $0, one)) } + timeline(one).map { ("TimelineComment", $0) }
    }

    private static func user(_ account: ForgeAccount) -> [String: Any] {
        [
            "id": account.id, "login": account.login, "login_name": "", "source_id": 0, "full_name": "", "active": true,
            "email": "\(account.login)@noreply.example.com", "created": "2019-07-17T21:08:41Z", "visibility": "public",
        ]
    }

    private static func pull(_ one: MergedProposal) -> [String: Any] {
        func branch(_ name: String, _ commit: String) -> [String: Any] {
            ["label": name, "ref": name, "sha": commit, "repo_id": 9, "repo": NSNull()]
        }
        return [
            "id": 700 + one.proposal.number, "number": one.proposal.number, "user": user(one.proposal.openedBy), "state": "closed",
            "merged": true, "merged_at": one.proposal.mergedAt, "merged_by": NSNull(), "merge_commit_sha": one.tip,
            "base": branch("main", one.tip), "head": branch(one.proposal.branch, one.head.commit),
        ]
    }

    /// Stale is what Gitea calls a review of another content; a forced push of the same one leaves it.
    private static func review(_ id: Int, _ review: Proposal.Review, _ one: MergedProposal) -> [String: Any] {
        let (seen, path) = (one.seen(by: review), one.proposal.path)
        return [
            "id": one.proposal.number * 100 + id, "user": user(review.by), "team": NSNull(),
            "state": review.asksForChanges ? "REQUEST_CHANGES" : "APPROVED", "body": review.body, "commit_id": seen.commit,
            "stale": seen.objects[path] != one.head.objects[path], "official": true, "dismissed": false, "comments_count": 0,
            "submitted_at": review.at, "updated_at": review.at,
        ]
    }

    private static func commit(_ made: MergedProposal.Made) -> [String: Any] {
        commit(made.commit, on: [made.parent], by: made.push.by, ReviewedSite.message(of: made.push), at: made.push.at)
    }

    private static func step(_ one: MergedProposal) -> [String: Any] {
        if one.proposal.way == .fastForward { return commit(one.head) }
        let parents = one.proposal.way == .squash ? [one.made[0].parent] : [one.made[0].parent, one.head.commit]
        return commit(one.tip, on: parents, by: one.proposal.openedBy, "Merge", at: one.proposal.mergedAt)
    }

    private static func commit(_ id: String, on parents: [String], by account: ForgeAccount, _ message: String, at time: String)
        -> [String: Any]
    {
        let hand: [String: Any] = ["name": "Somebody", "email": account.mail, "date": time]
        return [
            "sha": id, "author": user(account), "committer": user(account), "created": time,
            "commit": ["message": message, "author": hand, "committer": hand] as [String: Any],
            "parents": parents.map { ["sha": $0, "url": "", "created": "0001-01-01T00:00:00Z"] },
        ]
    }

    private static func file(_ path: String, _ made: MergedProposal.Made) -> [String: Any] {
        [
            "name": "file", "path": path, "sha": made.objects[path] ?? "", "type": "file", "size": 3, "content": "",
            "submodule_git_url": NSNull(),
        ]
    }

    private static func tree(_ made: MergedProposal.Made) -> [String: Any] {
        [
            "sha": made.commit, "truncated": false, "page": 1, "total_count": 1,
            "tree": [
                ["path": "policies", "mode": "040000", "type": "tree", "size": 0, "sha": made.objects["policies"] ?? ""] as [String: Any]
            ],
        ]
    }

    /// What was pushed before the pull request was opened isn't in it: the first push.
    private static func timeline(_ one: MergedProposal) -> [[String: Any]] {
        var events: [(at: String, make: (Int) -> [String: Any])] = []
        for (place, made) in one.made.enumerated() where place > 0 {
            let ids = (made.push.isForced ? [one.before(place) ?? ""] : []) + [made.commit]
            let body = "{\"is_force_push\":\(made.push.isForced),\"commit_ids\":[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]}"
            events.append((made.push.at, { event($0, "pull_push", by: made.push.by, at: made.push.at, body: body) }))
        }
        for (place, given) in one.proposal.reviews.enumerated() {
            let id = one.proposal.number * 100 + place + 1
            events.append((given.at, { event($0, "review", by: given.by, at: given.at, body: given.body, review: id) }))
        }
        let merged = one.proposal.mergedAt
        events.append((merged, { event($0, "merge_pull", by: one.proposal.openedBy, at: merged) }))
        return events.sorted { $0.at < $1.at }.enumerated().map { $0.element.make($0.offset + 1) }
    }

    private static func event(_ id: Int, _ type: String, by account: ForgeAccount, at time: String, body: String = "", review: Int = 0)
        -> [String: Any]
    {
        [
            "id": id, "type": type, "user": user(account), "created_at": time, "updated_at": time, "body": body, "review_id": review,
            "old_ref": "", "new_ref": "", "ref_issue": NSNull(),
        ]
    }
}
