import AccessCore

@testable import Approvals

/// What the stub shows as GitHub, and the steps to ask about: pull requests of the honest story, one a step. Tests change the
/// JSON that ``GitHubStub`` answers from.
struct GitHubWorld {
    static let repository: Int64 = 4242

    var json: GraphJSON = [
        "repository": ["databaseId": 4242, "nameWithOwner": "example/access", "commits": [:], "trees": [:], "pulls": [:]],
        "activity": [:],
    ]
    var questions: [StepQuestion] = []

    /// - Parameters:
    ///   - count: of pull requests.
    ///   - contents: of each.
    init(pulls count: Int = 1, contents: Int = 1) {
        for number in 1...count { add(number, contents: contents) }
    }

    static func commit(_ kind: Int, _ number: Int) -> CommitID {
        let digits = String(number, radix: 16)
        return CommitID("\(kind)" + String(repeating: "0", count: 39 - digits.count) + digits)
    }

    static func base(_ number: Int) -> CommitID { commit(1, number) }
    static func tip(_ number: Int) -> CommitID { commit(2, number) }
    static func head(_ number: Int) -> CommitID { commit(3, number) }
    static func branch(_ number: Int) -> String { "request/\(number)" }

    static func user(_ account: ForgeIdentity) -> GraphJSON {
        ["__typename": "User", "login": .text(account.login), "databaseId": .number(account.id)]
    }

    static func hand(_ account: ForgeIdentity, mail: String) -> GraphJSON { ["email": .text(mail), "user": user(account)] }

    static func review(
        by author: GraphJSON = user(ReviewStory.lead), _ state: String = "APPROVED", at time: Timestamp = ReviewStory.approved,
        commit: CommitID, body: String = "Go ahead."
    ) -> GraphJSON {
        [
            "id": "PRR_1", "state": .text(state), "submittedAt": "\(time)", "lastEditedAt": nil, "includesCreatedEdit": false,
            "body": .text(body), "author": author, "editor": nil, "commit": ["oid": "\(commit)"],
        ]
    }

    static func made(
        _ id: CommitID, by hand: GraphJSON = hand(ReviewStory.member, mail: "member01@example.com"), at time: Timestamp = ReviewStory.at(50)
    ) -> GraphJSON {
        [
            "commit": [
                "oid": "\(id)", "authoredDate": "\(time)", "committer": hand, "authors": [hand], "signature": nil,
            ]
        ]
    }

    static func push(
        _ after: CommitID, from before: CommitID? = nil, by account: ForgeIdentity = ReviewStory.member,
        at time: Timestamp = ReviewStory.pushed,
        branch: String, kind: String? = nil
    ) -> GraphJSON {
        [
            "id": 1, "before": .text(before?.text ?? String(repeating: "0", count: 40)), "after": "\(after)", "ref": "refs/heads/\(branch)",
            "timestamp": "\(time)", "activity_type": .text(kind ?? (before == nil ? "branch_creation" : "push")),
            "actor": ["login": .text(account.login), "id": .number(account.id), "type": "User"],
        ]
    }

    static func event(_ kind: String, at time: Timestamp) -> GraphJSON { ["__typename": .text(kind), "createdAt": "\(time)"] }

    private mutating func add(_ number: Int, contents: Int) {
        let (tip, head, branch) = (Self.tip(number), Self.head(number), Self.branch(number))
        let files = (1...contents).map { part in
            StepQuestion.Content(
                path: "requests/2026/11/r\(number)-\(part).yaml", object: Self.commit(4, number * 1000 + part).text,
                sha256: ReviewStory.sha256)
        }
        questions.append(
            StepQuestion(before: Self.base(number), after: tip, parents: [Self.base(number), head], branch: "main", contents: files))
        let here: GraphJSON = ["databaseId": .number(Self.repository)]
        json["repository"]["commits"][tip.text] = ["authoredDate": "\(ReviewStory.merged)", "pulls": [.number(Int64(number))]]
        let tree = files.map { ($0.path, GraphJSON.text($0.object)) }
        json["repository"]["trees"][head.text] = .object(Dictionary(uniqueKeysWithValues: tree))
        json["repository"]["pulls"]["\(number)"] = [
            "number": .number(Int64(number)), "merged": true, "mergedAt": "\(ReviewStory.merged)", "baseRefName": "main",
            "headRefOid": "\(head)", "headRefName": .text(branch), "isCrossRepository": false, "baseRepository": here,
            "headRepository": here, "mergeCommit": ["oid": "\(tip)"], "author": Self.user(ReviewStory.member),
            "reviews": [Self.review(commit: head)], "commits": [Self.made(head)], "timeline": [],
        ]
        json["activity"][branch] = [Self.push(head, branch: branch)]
    }

    /// The first pull request.
    var pull: GraphJSON {
        get { json["repository"]["pulls"]["1"] }
        set { json["repository"]["pulls"]["1"] = newValue }
    }

    /// What happened to its branch, newest first.
    var activity: GraphJSON {
        get { json["activity"][Self.branch(1)] }
        set { json["activity"][Self.branch(1)] = newValue }
    }
}
