import AccessCore

@testable import Approvals

/// One honest story, which each test changes in one place: member01 proposes a request, lead01 approves it, and it is merged.
struct ReviewStory {
    static let member = ForgeIdentity(login: "member-one", id: 1001)
    static let lead = ForgeIdentity(login: "lead-one", id: 1002)
    static let other = ForgeIdentity(login: "lead-two", id: 1003)
    static let stranger = ForgeIdentity(login: "stranger", id: 9009)

    static let people: People = {
        func person(_ name: String, _ account: ForgeIdentity) -> (PersonName, Person) {
            let person = PersonName(name)
            return (
                person,
                Person(name: person, iam: .everywhere(UserName(name)), mail: "\(name)@example.com", forges: [.github: account])
            )
        }
        return People(
            people: Dictionary(uniqueKeysWithValues: [person("member01", member), person("lead01", lead), person("lead02", other)]))
    }()

    static let (base, tip, head, later) = (commit("b"), commit("a"), commit("1"), commit("2"))
    static let path = "requests/2026/11/deploy.yaml"
    static let blob = String(repeating: "d", count: 40)
    static let sha256 = String(repeating: "0123456789abcdef", count: 4)

    static func commit(_ digit: Character) -> CommitID { CommitID(String(repeating: digit, count: 40)) }

    /// Seconds into the day of the story.
    static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_795_000_000 + seconds) }

    static let (pushed, approved, merged) = (at(100), at(200), at(300))

    static func review(
        by account: ForgeIdentity = lead, _ opinion: ReviewFacts.Opinion = .approved, at time: Timestamp = approved,
        commit: CommitID? = head, body: String = "Go ahead."
    ) -> ReviewFacts {
        ReviewFacts(
            reviewer: .account(account), opinion: opinion, submitted: time, isEdited: false, commit: commit, body: body, digest: "digest")
    }

    static func made(_ id: CommitID = head, by party: Party = .account(member, mail: "member01@example.com")) -> CommitFacts {
        CommitFacts(id: id, author: party, committer: party)
    }

    static func push(
        _ after: CommitID = head, from before: CommitID? = nil, by party: Party = .account(member), at time: Timestamp = pushed
    )
        -> PushFacts
    {
        PushFacts(pusher: party, at: time, isForced: false, before: before, after: after)
    }

    var question = StepQuestion(
        before: base, after: tip, parents: [base, head], branch: "main", contents: [.init(path: path, object: blob, sha256: sha256)])
    var facts = PullRequestFacts(
        number: 7, baseBranch: "main", isOfThisRepository: true, isFromFork: false,
        merge: MergeFacts(at: merged, commit: tip, way: .known(.mergeCommit)), head: head, author: .account(member),
        reviews: [review()], commits: [made()], pushes: [push()], upheavals: [], objects: [head: [path: blob]])

    var testimony: Testimony {
        ReviewRules(kind: .github, people: Self.people)
            .testimony(about: question.contents[0], of: question, .pullRequest(facts))
    }

    /// What is proven after a change.
    static func testimony(_ change: (inout ReviewStory) -> Void) -> Testimony {
        var story = ReviewStory()
        change(&story)
        return story.testimony
    }

    /// Why the whole pull request proves nothing after a change; nil if it may.
    static func refusal(_ change: (inout ReviewStory) -> Void) -> String? {
        let testimony = testimony(change)
        return testimony.approvals.isEmpty ? testimony.refusal : nil
    }

    /// Why lead01's approval doesn't count after a change; nil if it does, or if something else is wrong.
    static func exclusion(_ change: (inout ReviewStory) -> Void) -> String? {
        let testimony = testimony(change)
        guard testimony.approvals.isEmpty, testimony.refusal == nil, testimony.doubt == nil, testimony.setAside.count == 1 else {
            return nil
        }
        return testimony.setAside[0].who == "lead01" ? testimony.setAside[0].why : nil
    }
}
