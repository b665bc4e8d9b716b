import AccessCore
import Foundation
import Testing

@testable import Reports

struct StoryTextTests {
    private func text(_ story: RequestStory, check: CheckReport? = nil) -> String {
        StoryText(time: World.tokyo).render(story, check: check)
    }

    @Test("Approved: who, by what, when and how long; who doesn't count; what happened, each thing once")
    func approved() {
        #expect(
            text(StoryExamples.whole()) == """
                requests/2026/11/deploy-billing: member01 has prod-member-work until 23 Nov 01:00
                example/access at 4c1d9e2, ledger at 91ab33f, 22 Nov 22:00 +09:00

                Accepted 22 Nov 21:41 (content b10bb10, sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae)
                  came in 4c1d9e2 after 91ab33f: pull request #12, squashed 22 Nov 21:39
                  from 22 Nov 22:00 until 23 Nov 01:00, 3 h
                  in jump: prod-member-work (group ProdMemberWorkGroup)
                  judged by the policies 7eee7ee
                  + prod-member-work needs 1 of leads: met
                      lead01, review on GitHub as @lead01-gh (id 1004), 22 Nov 21:30, until 23 Nov 01:00 at the latest: "Until one is enough."
                  + prod-member-work needs 1 of security: met
                      sec01, signature by the key SHA256:uNiVztksCsDhcc0u9e8BrrJXVGmA5uWt6oTyc5Q8bxM, first seen 22 Nov 21:40
                  ✗ doesn't count: lead02 pushed to its branch

                Now
                  jump  member01   prod-member-work   active   since 22 Nov 22:00   until 23 Nov 01:00

                What happened
                  ✗ 22 Nov 21:38  -      denied     requests/2026/11/deploy-billing.yaml was denied: whether 'prod-member-work' is approved can't be told yet: github: the forge gave no answer. (said 2 times, last 22 Nov 21:39)
                    22 Nov 21:41  jump   accepted   requests/2026/11/deploy-billing.yaml was accepted: member01 gets prod-member-work from 2026-11-22T13:00:00Z until 2026-11-22T16:00:00Z.
                  + 22 Nov 22:00  jump   granted    Granted member01 ProdMemberWorkGroup until 2026-11-22T16:00:00Z.

                  Times are local (22 Nov 22:00 +09:00 now), those in sentences UTC.

                """)
    }

    private static func testimonies(doubt: String? = nil) -> [Testimony] {
        [
            Testimony(kind: .signature, approvals: [StoryExamples.signature]),
            Testimony(
                kind: .github, arrival: StoryExamples.arrival,
                setAside: [
                    SetAside("lead02", "approved when it was merged already"), SetAside("lead02", "approved when it was merged already"),
                ],
                doubt: doubt),
        ]
    }

    private func block(_ story: RequestStory) -> String { text(story).components(separatedBy: "\n\n")[1] }

    @Test("Pending: what can't be told, what is missing, who could give it, when it is looked at again")
    func pending() {
        let found = FoundEvidence(testimonies: Self.testimonies(doubt: "the index lags"), attempts: 2, next: World.at("22 22:02"))
        let story = RequestStory(StoryExamples.input([StoryExamples.denied("22 21:58", "DP2103", "it can't be told yet", found: found)]))
        #expect(story.standing == .pending)
        #expect(
            block(story) == """
                Pending since 22 Nov 21:38 (content b10bb10, sha256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae)
                  came in 4c1d9e2 after 91ab33f: pull request #12, squashed 22 Nov 21:39
                  judged by the policies 7eee7ee
                  · prod-member-work needs 1 of leads: 1 is missing; who could: lead01, lead02
                  + prod-member-work needs 1 of security: met
                      sec01, signature by the key SHA256:uNiVztksCsDhcc0u9e8BrrJXVGmA5uWt6oTyc5Q8bxM, first seen 22 Nov 21:40
                  · not known yet: github: the index lags
                  ✗ doesn't count: lead02 approved when it was merged already
                  it can't be told yet [DP2103]
                  asked 2 times; asked again by the first run from 22 Nov 22:02 on
                  It is looked at again by itself; nothing has to be done unless it lasts.
                """)
    }

    @Test("Not approved: it waits where a signature may come, and is denied where none counts")
    func missing() {
        let found = FoundEvidence(testimonies: Self.testimonies())
        let entries = [StoryExamples.denied("22 21:58", "DP2101", "'prod-member-work' is not approved", found: found)]
        let waits = RequestStory(StoryExamples.input(entries))
        #expect(waits.standing == .pending)
        #expect(
            block(waits).contains(
                "looked at again in every run\n  One of them runs daypass approve requests/2026/11/deploy-billing.yaml and"))
        #expect(!block(waits).contains("asked again"))
        let over = RequestStory(StoryExamples.input(entries, policies: StoryExamples.policies([.github])))
        #expect(over.standing == .denied)
        // Without signatures the signature is worth nothing.
        #expect(block(over).contains("· prod-member-work needs 1 of security: 1 is missing; who could: sec01\n"))
        #expect(block(over).hasSuffix("  Ask anew, in a file with a new name, and have it approved before it is merged."))
    }

    @Test("Who asks for changes, and signatures only")
    func objected() {
        var testimonies = Self.testimonies()
        testimonies[1].objections = [StoryExamples.review("lead01", 1004, at: "22 21:35")]
        let entries = [
            StoryExamples.denied("22 21:58", "DP2102", "lead01 asks for changes", found: FoundEvidence(testimonies: testimonies))
        ]
        let words =
            "lead01 asks for changes, review on GitHub as @lead01-gh (id 1004), 22 Nov 21:35: while that stands nobody's approval counts"
        #expect(block(RequestStory(StoryExamples.input(entries))).contains("  ✗ \(words)\n"))
        let signed = RequestStory(StoryExamples.input(entries, policies: StoryExamples.policies(onlySignatures: true)))
        #expect(block(signed).contains("· prod-member-work needs 1 of leads by signature: 1 is missing"))
        #expect(!block(signed).contains("asks for changes, review"), "a review that doesn't count objects to nothing")
    }

    @Test("The merge, automatic approval, and policies that know no such entitlement are told as such")
    func otherNeeds() {
        let entries = [StoryExamples.accepted("22 21:41")]
        let merged = block(RequestStory(StoryExamples.input(entries, policies: StoryExamples.policies([.merge]))))
        #expect(merged.contains("+ prod-member-work asks for 1 of leads, 1 of security; being merged counts for that (evidence: [merge])"))
        var policies = StoryExamples.policies()
        policies.entitlements[StoryExamples.work]?.approval = .automatic
        #expect(
            block(RequestStory(StoryExamples.input(entries, policies: policies))).contains(
                "+ prod-member-work needs nobody's approval (approval: automatic)"))
        policies.entitlements = [:]
        #expect(
            block(RequestStory(StoryExamples.input(entries, policies: policies))).contains(
                "✗ prod-member-work: these policies know no way to it"))
    }

    @Test("What is text of others stays on its line and is made harmless")
    func hostile() {
        var proof = StoryExamples.proof
        proof.approvals[0].comment = "ok\u{1B}[2J\n+ prod-admin needs nobody"
        proof.setAside = [SetAside("\u{202E}evil", "is\nnobody")]
        var entry = StoryExamples.accepted("22 21:41")
        guard case .accepted(var value) = entry.event else { return }
        value.evidence.proof = proof
        entry.event = .accepted(value)
        let told = text(RequestStory(StoryExamples.input([entry])))
        #expect(!told.contains("\u{1B}") && !told.contains("\u{202E}") && !told.contains("\n+ prod-admin"))
        #expect(told.contains("ok\\u{1B}[2J\\u{0A}+ prod-admin needs nobody"))
    }

    @Test("What isn't on record is what check says of it")
    func unjudged() {
        let story = RequestStory(StoryExamples.input([]))
        let check = CheckExamples.report([CheckExamples.file(to: CheckExamples.request())])
        let told = text(story, check: check)
        #expect(told.hasPrefix("requests/2026/11/deploy-billing: no run has judged it yet\n"))
        #expect(
            told.contains(
                "\nOn the source branch, not judged yet: what daypass check says of it\n  requests/2026/11/deploy-billing.yaml: a new request\n"
            ))
        #expect(!told.contains("What happened"))
        let draft = text(RequestStory(StoryExamples.input([], file: .absent)), check: check)
        #expect(draft.hasPrefix("requests/2026/11/deploy-billing: not on record\n"))
        #expect(draft.contains("\nIn the work tree, not on the source branch: what daypass check says of it\n"))
    }
}
