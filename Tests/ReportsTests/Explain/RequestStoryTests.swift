import AccessCore
import Testing

@testable import Reports

struct RequestStoryTests {
    private func story(
        _ entries: [LedgerEntry], file: RequestStory.File = .content(StoryExamples.blob), _ change: (inout RecordedState) -> Void = { _ in }
    ) -> RequestStory { RequestStory(StoryExamples.input(entries, file: file, change)) }

    @Test("How it stands: by what is granted, accepted, ended, denied, in that order")
    func standing() {
        #expect(story([]).standing == .unjudged)
        let accepted = StoryExamples.accepted("22 21:41")
        #expect(story([accepted]).standing == .accepted)
        #expect(story([accepted, StoryExamples.granted("22 22:00")]).standing == .active)
        let over = StoryExamples.accepted("22 21:41", from: "22 21:45", until: "22 22:00")
        #expect(story([over]).standing == .overdue)
        let ending = Ending(
            request: StoryExamples.version(), user: UserName("member01"), because: .deleted, end: World.at("23 01:00"))
        let ended = StoryExamples.entry("22 21:50", .ended(ending), World.jump)
        let told = story([accepted, ended])
        #expect(told.standing == .ended)
        #expect(told.tombstone?.because == .deleted)
        #expect(
            StoryText(time: World.tokyo).render(told).hasPrefix(
                "requests/2026/11/deploy-billing: ended 22 Nov 21:50: its file was deleted. That is final\n"))
        #expect(story([StoryExamples.denied("22 21:58", "DP2007", "too long")]).standing == .denied)
        #expect(story([StoryExamples.denied("22 21:58", "DP2017", "all taken")]).standing == .pending)
    }

    @Test("An extension that isn't approved leaves the old window, and both are told")
    func extended() {
        let told = story(
            [
                StoryExamples.accepted("22 21:41"), StoryExamples.granted("22 22:00"),
                StoryExamples.denied("22 22:00", "DP2101", "not approved", blob: StoryExamples.later),
            ], file: .content(StoryExamples.later))
        #expect(told.standing == .active)
        #expect(told.contents.map(\.verdict) == [.accepted, .pending])
        #expect(told.contents.map(\.blob) == [StoryExamples.blob, StoryExamples.later])
        #expect(told.contents[1].window == nil && told.contents[1].gives.isEmpty)
        #expect(!told.isUnjudged)
    }

    @Test("A content that counts in part says what is left and what isn't approved, whichever record comes first")
    func partial() {
        let parts = [
            StoryExamples.denied("22 21:50", "DP2101", "not approved", blob: StoryExamples.later),
            StoryExamples.accepted("22 21:50", until: "23 00:30", blob: StoryExamples.later, isPartial: true),
        ]
        for order in [parts, parts.reversed()] {
            let content = story([StoryExamples.accepted("22 21:41")] + order).contents.last
            #expect(content?.verdict == .partial)
            #expect(content?.window?.end == World.at("23 00:30"))
            #expect(content?.refusal?.code == "DP2101")
        }
    }

    @Test("What was denied and is accepted later is accepted; what is denied again isn't")
    func later() {
        let denied = StoryExamples.denied("22 21:38", "DP2101", "not approved")
        let accepted = StoryExamples.accepted("22 21:41")
        #expect(story([denied, accepted]).contents.map(\.verdict) == [.accepted])
        #expect(story([denied, accepted]).contents.first?.refusal == nil)
        #expect(story([denied, accepted]).contents.first?.first == World.at("22 21:38"))
        let again = StoryExamples.denied("22 21:50", "DP2101", "not approved")
        #expect(story([accepted, again]).contents.map(\.verdict) == [.pending])
        #expect(story([accepted, again]).contents.first?.window == nil)
    }

    @Test("A content that only takes away names the one that was approved")
    func narrowed() {
        let told = story([
            StoryExamples.accepted("22 21:41"), StoryExamples.accepted("22 21:50", blob: StoryExamples.later, narrows: StoryExamples.blob),
        ])
        let text = StoryText(time: World.tokyo).render(told)
        #expect(text.contains("  takes away from the content b10bb10 and needs no approval of its own; what proves that one counts:\n"))
    }

    @Test("Without policies, contents or a branch it tells what is left")
    func unreadable() {
        var input = StoryExamples.input([StoryExamples.denied("22 21:58", "DP2101", "not approved")], file: .unknown)
        (input.policies, input.requests, input.parents) = ([:], [:], [:])
        let told = RequestStory(input)
        #expect(told.contents.first?.approval == [])
        #expect(told.user == UserName("member01"))
        let text = StoryText(time: World.tokyo).render(told)
        #expect(text.contains("  judged by the policies 7eee7ee, which can't be read here\n"))
        #expect(text.contains("came in 4c1d9e2 after 91ab33f\n"))
    }

    @Test("Advice on what policies say comes from them, that on the rest from its kind")
    func advice() {
        let long = story([StoryExamples.denied("22 21:58", "DP2007", "too long")])
        #expect(long.contents.first?.refusal?.advice == nil, "nothing is too long about it")
        var input = StoryExamples.input([StoryExamples.denied("22 21:58", "DP2007", "too long")])
        input.requests[StoryExamples.blob] = CheckExamples.request(until: "25 02:00")
        #expect(RequestStory(input).contents.first?.refusal?.advice == "Ask for at most 12h, and again when more is needed.")
        var open = CheckExamples.request(until: "25 02:00")
        open.start = nil
        input.requests[StoryExamples.blob] = open
        #expect(RequestStory(input).contents.first?.refusal?.advice?.hasPrefix("Ask for at most 12h") == true)
        let mixed = story([StoryExamples.denied("22 21:58", "DP2002", "mixed")])
        #expect(mixed.contents.first?.refusal?.advice?.hasPrefix("Split it: merge the policies first") == true)
    }

    @Test("Emergencies owe a review, held removals wait for a word, a file that is gone ends it")
    func owed() {
        let emergency = StoryExamples.accepted("22 21:41", reviewDue: "25 22:00")
        let told = story([emergency], file: .absent) { state in
            let held = World.action(.revoke, "member01", World.work, [StoryExamples.id.text], because: .noLongerEligible)
            state.held = [World.jump: Holding(hash: "5e1ec7ed", removals: [held])]
            state.vanished = Holding(hash: "90e", removals: [], requests: [StoryExamples.id])
        }
        #expect(told.held == ["5e1ec7ed", "90e"])
        let text = StoryText(time: World.tokyo).render(told)
        #expect(text.contains("  The emergency has to be reviewed by 25 Nov 22:00, in requests/2026/11/deploy-billing.review.yaml.\n"))
        #expect(text.contains("  an emergency: to be reviewed by 25 Nov 22:00\n"))
        #expect(text.contains("daypass release 5e1ec7ed\n"))
        #expect(text.contains("  Its file is gone from the source branch: the next run ends it.\n"))
        #expect(!StoryText(time: World.tokyo).render(story([emergency])).contains("is gone from"))
    }

    @Test("Intents aren't told, and a denial for another reason is told anew")
    func history() {
        let intent = Intent(number: 1, runner: "r", deadline: World.now, actions: [])
        let told = story([
            StoryExamples.denied("22 21:38", "DP2101", "not approved"), StoryExamples.denied("22 21:39", "DP2101", "not approved"),
            StoryExamples.denied("22 21:40", "DP2102", "lead01 asks for changes"),
            StoryExamples.entry("22 21:41", .intent(intent), World.jump),
        ])
        #expect(told.history.map(\.times) == [2, 1])
        #expect(told.history.map(\.last) == [World.at("22 21:39"), World.at("22 21:40")])
    }
}
