import AccessCore
import Testing

@testable import Approvals

/// Rule 5: who had a hand in it approves nothing, and hands that can't be told might be anybody's.
@Suite struct HandsTests {
    private typealias Story = ReviewStory
    private static let nobody =
        "who is nobody of policies/people.yaml: add the account or the mail there, or have it proposed again without that hand"

    private func hand(_ role: Involvement.Role) -> String { "had a hand in it (\(role.rawValue)), and nobody approves what is his own" }

    @Test func whoOpenedItDoesNotApproveIt() {
        #expect(Story.exclusion { $0.facts.author = .account(Story.lead) } == hand(.proposer))
    }

    @Test func anAuthorDoesNotApproveIt() {
        #expect(Story.exclusion { $0.facts.commits[0].author = .account(Story.lead) } == hand(.author))
    }

    @Test func aCommitterDoesNotApproveIt() {
        #expect(Story.exclusion { $0.facts.commits[0].committer = .account(Story.lead) } == hand(.committer))
    }

    @Test func aCoAuthorDoesNotApproveIt() {
        #expect(Story.exclusion { $0.facts.commits[0].coAuthors = [.account(Story.lead)] } == hand(.coAuthor))
        // Also by mail alone, in whatever letters.
        #expect(Story.exclusion { $0.facts.commits[0].coAuthors = [.mail("Lead01@Example.com")] } == hand(.coAuthor))
        // Nor as one of several.
        #expect(Story.exclusion { $0.facts.commits[0].coAuthors = [.account(Story.other), .account(Story.lead)] } == hand(.coAuthor))
    }

    @Test func aPusherDoesNotApproveIt() {
        #expect(Story.exclusion { $0.facts.pushes[0].pusher = .account(Story.lead) } == hand(.pusher))
    }

    @Test func oneHandInAnyCommitIsEnough() {
        #expect(Story.exclusion { $0.facts.commits.append(Story.made(Story.later, by: .account(Story.lead))) } != nil)
        #expect(
            Story.exclusion { $0.facts.pushes.insert(Story.push(Story.later, by: .account(Story.lead), at: Story.at(50)), at: 0) }
                == hand(.pusher))
    }

    @Test func anothersMailBarsBoth() {
        let testimony = Story.testimony { $0.facts.commits[0].author = .account(Story.member, mail: "lead01@example.com") }
        #expect(testimony.approvals.isEmpty && testimony.involved.contains(Involvement(PersonName("lead01"), .author)))
        #expect(testimony.involved.contains(Involvement(PersonName("member01"), .author)))
    }

    @Test func theForgesOwnHandAndBotsBarNobody() {
        let testimony = Story.testimony {
            $0.facts.commits[0].committer = nil
            $0.facts.author = .machine("daypass[bot]")
        }
        #expect(testimony.approvals.count == 1 && testimony.involved.map(\.role) == [.author, .pusher])
    }

    @Test func aSecondAccountOfOnePersonIsNobody() {
        #expect(
            Story.refusal { $0.facts.author = .account(Story.stranger) }
                == "pull request #7 was opened by @stranger (id 9009), \(Self.nobody)")
        // Known by the mail that the forge found it by.
        #expect(Story.exclusion { $0.facts.commits[0].author = .account(Story.stranger, mail: "lead01@example.com") } == hand(.author))
    }

    @Test(arguments: [
        (Involvement.Role.author, "was written by"), (.committer, "was committed by"), (.coAuthor, "was written together with"),
        (.pusher, "was pushed by"),
    ])
    func aHandThatCannotBeToldRefusesTheWhole(role: Involvement.Role, words: String) {
        let party = Party.mail("some\u{202E}body@elsewhere.example")
        let refusal = Story.refusal {
            switch role {
            case .author: $0.facts.commits[0].author = party
            case .committer: $0.facts.commits[0].committer = party
            case .coAuthor: $0.facts.commits[0].coAuthors = [party]
            default: $0.facts.pushes[0].pusher = party
            }
        }
        #expect(refusal == "commit 1111111 of pull request #7 \(words) 'somebody@elsewhere.example', \(Self.nobody)")
    }

    @Test func anAccountThatIsGoneRefusesTheWhole() {
        let refusal = Story.refusal { $0.facts.author = .unknown("an account that was deleted") }
        #expect(refusal == "pull request #7 was opened by an account that was deleted, \(Self.nobody)")
    }

    // Who reviews.

    @Test func aStrangersApprovalIsSetAside() {
        let testimony = Story.testimony { $0.facts.reviews = [Story.review(by: Story.stranger)] }
        #expect(
            testimony.setAside == [
                SetAside("@stranger (id 9009)", "is nobody of policies/people.yaml, where accounts are known by their ids")
            ])
        #expect(testimony.approvals.isEmpty && testimony.refusal == nil)
    }

    @Test func theSameLoginWithAnotherIdIsSomebodyElse() {
        let taken = ForgeIdentity(login: Story.lead.login, id: 5555)
        #expect(Story.testimony { $0.facts.reviews = [Story.review(by: taken)] }.approvals.isEmpty)
        // And a login that changed is still the same person.
        let renamed = ForgeIdentity(login: "lead-renamed", id: Story.lead.id)
        #expect(Story.testimony { $0.facts.reviews = [Story.review(by: renamed)] }.approvals.map { $0.account?.login } == ["lead-renamed"])
    }

    @Test func aMailIsNoReviewer() {
        let testimony = Story.testimony { $0.facts.reviews[0].reviewer = .mail("lead01@example.com") }
        #expect(testimony.approvals.isEmpty && testimony.setAside.count == 1)
    }

    @Test func aBotsApprovalIsSetAside() {
        let testimony = Story.testimony { $0.facts.reviews[0].reviewer = .machine("approver[bot]") }
        #expect(testimony.setAside == [SetAside("@approver[bot]", "is a bot")] && testimony.approvals.isEmpty)
    }

    @Test func aGhostsApprovalIsSetAside() {
        let testimony = Story.testimony { $0.facts.reviews[0].reviewer = .unknown("an account that was deleted") }
        #expect(testimony.setAside.map(\.who) == ["an account that was deleted"] && testimony.approvals.isEmpty)
    }

    @Test func peopleOfAnotherForgeAreNobodyHere() {
        let story = ReviewStory()
        let testimony = ReviewRules(kind: .gitea, people: Story.people)
            .testimony(about: story.question.contents[0], of: story.question, .pullRequest(story.facts))
        #expect(testimony.approvals.isEmpty && testimony.refusal != nil)
    }
}
