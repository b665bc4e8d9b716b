import Foundation

/// What `Servers/github_stub.py` is told: it carries out each query on it, by the published schema.
enum GitHubWorld {
    static func world(_ merged: [MergedProposal]) -> [String: Any] {
        var (pulls, commits, trees, activity) = ([String: Any](), [String: Any](), [String: Any](), [String: Any]())
        for one in merged {
            let proposal = one.proposal
            pulls["\(proposal.number)"] = pull(one)
            commits[one.tip] = ["authoredDate": proposal.mergedAt, "pulls": proposal.shownBeside + [proposal.number]] as [String: Any]
            for made in one.made { trees[made.commit] = made.objects }
            activity[proposal.branch] = one.made.indices.reversed().map { push(one.made[$0], one.before($0), proposal.branch) }
        }
        return [
            "repository": [
                "databaseId": 4242, "nameWithOwner": "example/access", "commits": commits, "trees": trees, "pulls": pulls,
            ] as [String: Any],
            "activity": activity,
        ]
    }

    private static func actor(_ account: ForgeAccount) -> [String: Any] {
        ["__typename": "User", "login": account.login, "databaseId": account.id]
    }

    private static func hand(_ account: ForgeAccount) -> [String: Any] { ["email": account.mail, "user": actor(account)] }

    private static func pull(_ one: MergedProposal) -> [String: Any] {
        let (proposal, here) = (one.proposal, ["databaseId": 4242])
        return [
            "number": proposal.number, "merged": true, "mergedAt": proposal.mergedAt, "baseRefName": "main",
            "headRefOid": one.head.commit, "headRefName": proposal.branch, "isCrossRepository": false, "baseRepository": here,
            "headRepository": here, "mergeCommit": ["oid": one.tip], "author": actor(proposal.openedBy),
            "timeline": one.made.filter(\.push.isForced).map { ["__typename": "HeadRefForcePushedEvent", "createdAt": $0.push.at] }
                + [proposal.queuedAt].compactMap(\.self).map { ["__typename": "AddedToMergeQueueEvent", "createdAt": $0] },
            "reviews": proposal.reviews.map { review($0, one) },
            "commits": one.kept.map { made in
                [
                    "commit": [
                        "oid": made.commit, "authoredDate": made.push.at, "committer": hand(made.push.by),
                        "authors": ([made.push.by] + made.push.coAuthors).map(hand), "signature": NSNull(),
                    ] as [String: Any]
                ]
            },
        ]
    }

    /// A forced push turns an approval to the new head.
    private static func review(_ review: Proposal.Review, _ one: MergedProposal) -> [String: Any] {
        let commit = one.head.push.isForced ? one.head.commit : one.seen(by: review).commit
        return [
            "id": "PRR_\(review.by.id)", "state": review.asksForChanges ? "CHANGES_REQUESTED" : "APPROVED", "submittedAt": review.at,
            "lastEditedAt": NSNull(), "includesCreatedEdit": false, "body": review.body, "author": actor(review.by),
            "editor": NSNull(), "commit": ["oid": commit],
        ]
    }

    private static func push(_ made: MergedProposal.Made, _ before: String?, _ branch: String) -> [String: Any] {
        let kind = before == nil ? "branch_creation" : made.push.isForced ? "force_push" : "push"
        return [
            "id": 1, "before": before ?? String(repeating: "0", count: 40), "after": made.commit, "ref": "refs/heads/\(branch)",
            "timestamp": made.push.at, "activity_type": kind,
            "actor": ["login": made.push.by.login, "id": made.push.by.id, "type": "User"] as [String: Any],
        ]
    }
}
