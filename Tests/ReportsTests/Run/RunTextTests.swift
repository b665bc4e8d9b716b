import AccessCore
import Reports
import Testing

struct RunTextTests {
    private func lines(_ events: [RunEvent], repository: String? = "example/access") -> [String] {
        var text = RunText(time: World.tokyo, repository: repository)
        return events.compactMap { text.line(for: $0) }
    }

    private func done(_ action: Action, late: Int64? = nil) -> RunEvent {
        .actionTaken(World.jump, ActionResult(action: action, end: .done(late: late), directory: []))
    }

    private func failed(_ action: Action, uncertain: Bool = false) -> RunEvent {
        .actionTaken(World.jump, ActionResult(action: action, end: .failed(why: "no answer", uncertain: uncertain), directory: []))
    }

    @Test("A run tells a line a step")
    func whole() {
        let grant = World.action(.grant, "member01", until: "23 02:00", ["a"], because: .approved)
        let expired = World.action(.revoke, "member02", was: "22 21:55", ["b"], because: .expired)
        let events: [RunEvent] = [
            .fetched(source: World.source, ledger: World.tip),
            .requestsRead(count: 128, active: 14, mistakes: 1),
            .accountRead(World.jump, users: 214, calls: 1),
            .intentRecorded(actions: [expired, World.action(.revoke, "x", because: .notApproved), grant], ledger: World.tip),
            done(grant),
            done(expired, late: 300),
            .outcomeRecorded(ledger: CommitID("c0ffee1000")),
        ]
        #expect(
            lines(events) == [
                "fetched example/access 4c1d9e2, ledger 91ab33f",
                "read 128 requests, 14 active, 1 mistake",
                "jump: 1 call, 214 users",
                "intent recorded: 1 grant, 2 removals",
                "jump: granted member01 prod-member-work until 23 Nov 02:00 +09:00",
                "jump: removed member02 prod-member-work, ended 21:55 (5 min late)",
                "outcome recorded, ledger at c0ffee1000",
            ]
        )
    }

    @Test("Each kind of action has its line")
    func actions() {
        let events = [
            done(World.action(.extend, "u", until: "23 03:00", was: "23 02:00", because: .approved)),
            done(World.action(.shorten, "u", until: "22 23:00", was: "23 02:00", because: .endedEarly)),
            done(World.action(.mendLease, "u", until: "22 23:00", was: "22 23:00", because: .editedLease)),
            done(World.action(.revoke, "u", was: "23 02:00", because: .endedEarly)),
            done(World.action(.revoke, "u", because: .notApproved)),
            done(World.action(.revoke, "u", because: .strayLease)),
            done(World.action(.revoke, "u", was: "21 21:55", because: .expired), late: 86_700),
            done(World.action(.revoke, "u", was: "22 22:00", because: .expired), late: 0),
            done(World.action(.revoke, "u", was: "22 21:59", because: .expired), late: 40),
        ]
        #expect(
            lines(events) == [
                "jump: extended u prod-member-work until 23 Nov 03:00 +09:00 (was 23 Nov 02:00 +09:00)",
                "jump: shortened u prod-member-work until 22 Nov 23:00 +09:00 (was 23 Nov 02:00 +09:00)",
                "jump: mended the tag of u prod-member-work until 22 Nov 23:00 +09:00",
                "jump: removed u prod-member-work, ended early",
                "jump: removed u prod-member-work, nobody approved this membership",
                "jump: removed the tag of u prod-member-work, its tag stood without a membership",
                "jump: removed u prod-member-work, ended 21 Nov 21:55 (1 d late)",
                "jump: removed u prod-member-work, ended 22:00",
                "jump: removed u prod-member-work, ended 21:59 (40 s late)",
            ]
        )
    }

    @Test("A failure says what happens next")
    func failures() {
        let events: [RunEvent] = [
            failed(World.action(.grant, "u", until: "23 03:00", because: .approved), uncertain: true),
            failed(World.action(.grant, "u", until: "23 03:00", because: .approved)),
            failed(World.action(.extend, "u", until: "23 03:00", because: .approved)),
            failed(World.action(.shorten, "u", until: "23 03:00", because: .endedEarly)),
            failed(World.action(.mendLease, "u", until: "23 03:00", because: .editedLease)),
            failed(World.action(.revoke, "u", was: "22 21:00", because: .expired)),
            .accountUnread(World.jump, why: "throttled"),
            .lostRace(attempt: 1),
            .lostRace(attempt: 2),
            .withoutLedger(why: "no answer within 30s"),
        ]
        #expect(
            lines(events) == [
                "jump: couldn't grant u prod-member-work: no answer; it may have happened all the same; the next run looks",
                "jump: couldn't grant u prod-member-work: no answer; the next run tries again",
                "jump: couldn't extend u prod-member-work: no answer; the next run tries again",
                "jump: couldn't shorten u prod-member-work: no answer; the next run tries again",
                "jump: couldn't mend the tag of u prod-member-work: no answer; the next run tries again",
                "jump: couldn't remove u prod-member-work, its end has passed: no answer; the next run tries again",
                "jump: can't be read: throttled; only what is due is removed there",
                "another runner recorded first; starting over on what it left (1 race lost)",
                "another runner recorded first; starting over on what it left (2 races lost)",
                "without the ledger: no answer within 30s; only what is due is removed",
            ]
        )
    }

    @Test("Waiting is told once, not at every look")
    func waiting() {
        let wait = RunEvent.waiting(until: World.at("22 22:02"))
        #expect(
            lines([wait, wait, wait, .lostRace(attempt: 1), wait]) == [
                "another runner may still be at it; waiting until 22:02 at most",
                "another runner recorded first; starting over on what it left (1 race lost)",
                "another runner may still be at it; waiting until 22:02 at most",
            ]
        )
    }

    @Test("What isn't known is left out")
    func unknown() {
        #expect(
            lines([.fetched(source: World.source, ledger: nil), .fetched(source: nil, ledger: World.tip)], repository: nil) == [
                "fetched source 4c1d9e2, no ledger", "fetched ledger 91ab33f",
            ]
        )
        #expect(lines([.requestsRead(count: 1, active: 0, mistakes: 0)]) == ["read 1 request, 0 active"])
    }

    @Test("What servers say stays on its line, and is cut")
    func hostile() throws {
        let page = "<html>\r\n\u{1B}]0;x\u{7}" + String(repeating: "y", count: 2000)
        let line = try #require(lines([.accountUnread(World.jump, why: page)]).first)
        let kept = String(repeating: "y", count: 1000 - 14)
        #expect(line == #"jump: can't be read: <html>\u{0D}\u{0A}\u{1B}]0;x\u{07}"# + kept + "…; only what is due is removed there")
    }
}
