import AccessCore

extension StoryDocument {
    /// One judged content of the file.
    struct Content: Encodable {
        let blob: BlobID
        let sha256: String?
        let verdict: StoryContent.Verdict
        let first: Timestamp
        let last: Timestamp
        let step: Step
        /// The tree of the policies that it was judged by.
        let policies: TreeID
        let evidence: [EvidenceKind]
        let narrows: BlobID?
        let window: Window?
        let gives: [Given]
        let approval: [Approving]
        let setAside: [SetAside]
        let refusal: Refused?

        private enum CodingKeys: String, CodingKey {
            case blob, sha256, verdict, first, last, step, policies, evidence, narrows, window, gives, approval, refusal
            case setAside = "set-aside"
        }

        init(_ content: StoryContent) {
            (blob, verdict, first, last) = (content.blob, content.verdict, content.first, content.last)
            (sha256, policies) = (content.evidence.sha256, content.evidence.policies)
            let isAccepted = content.verdict == .accepted
            (evidence, narrows) = (isAccepted ? content.evidence.kinds : [], content.evidence.narrows)
            step = Step(content)
            window = content.window
            gives = content.gives.map { Given(account: $0.account, entitlement: $0.entitlement, group: $0.group) }
            approval = content.approval.map(Approving.init)
            setAside = content.setAside
            refusal = content.refusal.map(Refused.init)
        }
    }

    /// How a content came onto the source branch.
    struct Step: Encodable {
        let before: CommitID?
        let after: CommitID
        let parents: Int?
        let way: Arrival.Way?
        let pullRequest: Int?
        let merged: Timestamp?
        /// Who asked in somebody else's name.
        let askedBy: [PersonName]?

        private enum CodingKeys: String, CodingKey {
            case before, after, parents, way, merged
            case pullRequest = "pull-request"
            case askedBy = "asked-by"
        }

        init(_ content: StoryContent) {
            (before, after, parents) = (content.evidence.before, content.evidence.after, content.parents)
            askedBy = content.evidence.askedBy
            (way, pullRequest, merged) = (content.arrival?.way, content.arrival?.pullRequest, content.arrival?.merged)
        }
    }

    struct Given: Encodable {
        let account: AccountName
        let entitlement: EntitlementName
        let group: GroupName
    }

    /// What one entitlement asks of people.
    struct Approving: Encodable {
        let entitlement: EntitlementName
        /// `rules`, `merge`, `automatic`, `unknown`.
        let by: String
        let rules: [Rule]
        let objections: [Approval]
        let doubts: [String]

        init(_ standing: EntitlementStanding) {
            (entitlement, objections, doubts) = (standing.entitlement, standing.objections, standing.doubts)
            switch standing.need {
            case .unknown: (by, rules) = ("unknown", [])
            case .automatic: (by, rules) = ("automatic", [])
            case .merge(let asked):
                (by, rules) = ("merge", asked.map { Rule(team: $0.from, count: $0.count, missing: 0, approvals: [], people: []) })
            case .rules(let asked):
                by = "rules"
                rules = asked.map {
                    Rule(
                        team: $0.team, count: $0.count, missing: $0.missing, approvals: $0.approvals,
                        people: $0.missing == 0 ? [] : $0.able)
                }
            }
        }
    }

    struct Rule: Encodable {
        let team: TeamName
        let count: Int
        let missing: Int
        let approvals: [Approval]
        /// Who could still give what is missing.
        let people: [PersonName]
    }

    struct Refused: Encodable {
        let code: String
        let reason: String
        let advice: String?
        let attempts: Int
        let next: Timestamp?

        init(_ refused: StoryContent.Refused) {
            (code, reason, advice) = (refused.code, refused.reason, refused.advice)
            (attempts, next) = (refused.attempts, refused.next)
        }
    }
}
