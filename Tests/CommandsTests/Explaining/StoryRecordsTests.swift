import AccessCore
import Testing

@testable import Commands

/// Which records tell of one request. Those that name no request are told by what it gave while it gave it.
@Suite struct StoryRecordsTests {
    private static let (mine, other) = (RequestID("mine"), RequestID("other"))
    private static let (jump, prod) = (AccountName("jump"), AccountName("prod"))
    private static let (member, second) = (UserName("member01"), UserName("member02"))
    private static let (work, read) = (GroupName("Work"), GroupName("Read"))

    private func entry(_ event: LedgerEvent, in account: AccountName? = jump) -> LedgerEntry {
        LedgerEntry(time: Timestamp(seconds: 1_795_366_800), run: RunID("run"), account: account, event: event)
    }

    private func change(
        _ kind: Action.Kind, _ requests: [RequestID] = [mine], user: UserName = member, _ group: GroupName = work
    ) -> Change {
        let action = Action(
            kind, user: user, userID: nil, entitlement: nil, group: group, requests: requests, because: .approved, lease: "tag")
        return Change(intent: nil, action: action, evidence: [.merge], directory: [])
    }

    private func gone(
        _ finding: Inference.Finding = .membershipGone, _ group: GroupName = work, user: UserName = member, in account: AccountName? = jump
    ) -> LedgerEntry {
        entry(.inferred(Inference(user: user, userID: nil, group: group, finding: finding)), in: account)
    }

    /// The places of those that belong to the story.
    private func story(_ entries: LedgerEntry...) -> [Int] {
        let taken = StoryRecords.about(Self.mine, among: entries)
        var (places, next) = ([Int](), 0)
        for (place, entry) in entries.enumerated() where next < taken.count && taken[next] == entry {
            places.append(place)
            next += 1
        }
        #expect(next == taken.count, "in their order")
        return places
    }

    @Test("what names the request is told, and nothing that names another one alone")
    func named() {
        #expect(
            story(
                entry(.granted(change(.grant))), entry(.granted(change(.grant, [Self.other], user: Self.second))),
                entry(.extended(change(.extend, [Self.other, Self.mine]))),
                entry(.revoked(change(.revoke, [Self.other], user: Self.second)))
            ) == [0, 2])
    }

    @Test("what somebody took away while the request gave it is told", arguments: [Inference.Finding.membershipGone, .userGone])
    func takenAway(finding: Inference.Finding) {
        #expect(story(entry(.granted(change(.grant))), gone(finding)) == [0, 1])
    }

    @Test(
        "each record by which the request comes to hold a membership",
        arguments: [
            { LedgerEvent.granted($0) }, { .extended($0) }, { .shortened($0) }, { .mended($0) },
            { .recovered(Recovery(intent: ActionReference(run: RunID("run"), number: 1, index: 0), action: $0.action, finding: .done)) },
        ] as [@Sendable (Change) -> LedgerEvent])
    func held(event: @Sendable (Change) -> LedgerEvent) {
        #expect(story(entry(event(change(.grant))), gone()) == [0, 1])
    }

    @Test("what was accepted holds what it gives, in that account")
    func accepted() throws {
        let version = RequestVersion(id: Self.mine, path: "requests/mine.yaml", blob: BlobID("b"))
        let window = try #require(Window(start: Timestamp(seconds: 0), end: Timestamp(seconds: 60)))
        let acceptance = Acceptance(
            request: version, user: Self.member, userID: UserID("AIDA"),
            gives: [
                .init(entitlement: EntitlementName("work"), group: Self.work),
                .init(entitlement: EntitlementName("read"), group: Self.read),
            ],
            window: window, evidence: AccessCore.Evidence(kind: .merge, before: nil, after: CommitID("c"), policies: TreeID("t")),
            facts: .init(person: nil, groups: [], tags: [:]))
        #expect(story(entry(.accepted(acceptance)), gone(), gone(.membershipGone, Self.read), gone(in: Self.prod)) == [0, 1, 2])
    }

    @Test("what was gone before it gave it, or after it had been taken away, is another's")
    func before() {
        #expect(story(gone(), entry(.granted(change(.grant))), entry(.revoked(change(.revoke))), gone()) == [1, 2])
        // What is gone once can't be taken away again, unless it was given anew.
        #expect(story(entry(.granted(change(.grant))), gone(), gone()) == [0, 1])
        #expect(story(entry(.granted(change(.grant))), gone(), entry(.granted(change(.grant))), gone()) == [0, 1, 2, 3])
        // What another request gave is that one's.
        #expect(story(entry(.granted(change(.grant, [Self.other]))), gone()) == [])
    }

    @Test("what is gone of another user, group or account, and what wasn't a membership of ours")
    func others() {
        let granted = entry(.granted(change(.grant)))
        #expect(
            story(
                granted, gone(user: Self.second), gone(.membershipGone, Self.read), gone(in: Self.prod), gone(in: nil), gone(.driftGone),
                gone(.tagGone)
            ) == [0])
    }

    @Test("what is intended, failed or held gives nothing, and takes nothing away")
    func withoutEffect() {
        let grant = change(.grant)
        let intent = Intent(number: 1, runner: "here", deadline: Timestamp(seconds: 60), actions: [grant.action])
        let failure = Failure(intent: nil, action: grant.action, reason: "no", directory: [], uncertain: false)
        #expect(story(entry(.intent(intent)), entry(.failed(failure)), gone()) == [0, 1])
        #expect(story(entry(.granted(grant)), entry(.failed(failure)), gone()) == [0, 1, 2])
    }
}
