import AccessCore
import Synchronization
import Testing

@testable import Reconciliation

/// The edges of time at which writes of one intent begin, and in which order.
@Suite struct ApplyingTests {
    private let deadline = at(2)

    /// Others may go on from there: what is due is planned anew.
    @Test func atItsDeadlineNothingBegins() async {
        let site = Site(now: deadline)
        let results = await apply([revoke("a", .due), revoke("b", .ordinary), grant("c", until: at(60))], at: site)
        #expect(results.map(\.isDone) == [false, false, false] && site.writes.isEmpty)
    }

    @Test func withoutALedgerWhatIsDueBeginsAtItsDeadlineAndNothingElse() async {
        let site = Site(now: deadline, isRecorded: false)
        let results = await apply([revoke("a", .due), revoke("b", .ordinary), grant("c", until: at(60))], at: site)
        #expect(results.map(\.isDone) == [true, false, false])
        #expect(site.writes.map(\.user) == [UserName("a"), UserName("a")])
    }

    @Test func atItsEndNoWindowIsOpen() async {
        let site = Site(now: at(1))
        #expect(await apply([grant("a", until: at(1))], at: site).map(\.isDone) == [false])
        #expect(site.writes.isEmpty)
        #expect(await apply([grant("a", until: at(2))], at: site).map(\.isDone) == [true])
    }

    /// The directory retries by itself: it must know until when.
    @Test(arguments: [true, false])
    func theDirectoryIsToldTheDeadlineOfAllButWhatIsDueWithoutALedger(isRecorded: Bool) async {
        let site = Site(now: at(1), isRecorded: isRecorded)
        _ = await apply([revoke("a", .due), revoke("b", .ordinary), grant("c", until: at(60))], at: site)
        let deadlines = Dictionary(grouping: site.writes, by: \.user).mapValues { Set($0.map(\.deadline)) }
        #expect(deadlines == [UserName("a"): [isRecorded ? deadline : nil], UserName("b"): [deadline], UserName("c"): [deadline]])
    }

    @Test func aGrantIsTriedAgainUntilItsWindowsEndAtMost() async {
        let site = Site(now: at(0))
        _ = await apply([grant("a", until: at(1)), grant("b", until: at(60))], at: site)
        #expect(Set(site.writes.map(\.deadline)) == [at(1), deadline])
        #expect(site.writes.filter { $0.user == UserName("a") }.allSatisfy { $0.deadline == at(1) })
    }

    @Test func removalsGoFirst() async {
        let site = Site(now: at(1))
        _ = await apply([grant("a", until: at(60)), revoke("b", .ordinary)], at: site)
        #expect(site.writes.map(\.user) == ["b", "b", "a", "a"].map { UserName($0) })
    }

    /// A group or a user that is gone has nothing left to take away, and nothing to be put into.
    @Test func whatIsGoneNeedsNoRemoval() async {
        let site = Site(now: at(1), failure: DirectoryFailure(.notFound, "no such group"))
        let results = await apply([revoke("a", .due), revoke("b", .ordinary), grant("c", until: at(60))], at: site)
        #expect(results.map(\.isDone) == [true, true, false])
        #expect(site.writes.map(\.user.text).sorted() == ["a", "a", "b", "b", "c"])
    }

    /// No answer: whether somebody was let in isn't known, and must not be taken for not done. A tag alone lets nobody in.
    @Test func aGrantWithoutAnAnswerIsUncertainFromItsMembershipOn() async {
        for (isTag, uncertain) in [(true, false), (false, true)] {
            let site = Site(now: at(1), failure: DirectoryFailure(.unreachable, "no answer", mayHaveHappened: true)) {
                if case .setTag = $0 { isTag } else { !isTag }
            }
            let results = await apply([grant("a", until: at(60))], at: site)
            #expect(results.map(\.end) == [.failed(why: "no answer", uncertain: uncertain)])
        }
    }

    @Test func aStoppedRunBeginsNothing() async {
        let site = Site(now: at(1))
        let stop = StopRequest()
        stop.request()
        let results = await apply([revoke("a", .due), revoke("b", .ordinary), grant("c", until: at(60))], at: site, stop: stop)
        #expect(results.map(\.isDone) == [false, false, false] && site.writes.isEmpty)
    }

    private func apply(_ actions: [Action], at site: Site, stop: StopRequest = StopRequest()) async -> [ActionResult] {
        await Applying(
            account: jump, directory: site, leases: LeaseFormat(), deadline: deadline, goesOnWithWhatIsDue: !site.isRecorded, clock: site,
            stop: stop, listener: site
        ).apply(actions)
    }

    private func grant(_ user: String, until end: Timestamp) -> Action {
        Action(.grant, user: UserName(user), userID: nil, entitlement: nil, group: group, until: end, because: .approved, lease: group.text)
    }

    private func revoke(_ user: String, _ urgency: Action.Urgency) -> Action {
        Action(
            .revoke, user: UserName(user), userID: nil, entitlement: nil, group: group, because: .expired, urgency: urgency,
            lease: group.text)
    }
}

/// A directory that takes down what is written, at an hour that stands still.
private final class Site: Directory, RunClock, RunListener {
    struct Write: Hashable {
        var user: UserName
        var deadline: Timestamp?
    }

    let instant: Timestamp
    /// Whether the intent is on record.
    let isRecorded: Bool
    private let failure: DirectoryFailure?
    /// Which writes fail.
    private let fails: @Sendable (DirectoryChange) -> Bool
    private let taken = Mutex<[Write]>([])
    var writes: [Write] { taken.withLock { $0 } }
    var isEventuallyConsistent: Bool { false }

    init(
        now: Timestamp, isRecorded: Bool = true, failure: DirectoryFailure? = nil,
        of fails: @escaping @Sendable (DirectoryChange) -> Bool = { _ in true }
    ) {
        (instant, self.isRecorded, self.failure, self.fails) = (now, isRecorded, failure, fails)
    }

    func read() async throws(DirectoryFailure) -> ActualAccount { ActualAccount(users: [:], groups: []) }

    func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        let user =
            switch change {
            case .setTag(let user, _, _), .removeTag(let user, _), .addMember(let user, _), .removeMember(let user, _): user
            }
        taken.withLock { $0.append(Write(user: user, deadline: deadline)) }
        if let failure, fails(change) { throw failure }
        return nil
    }

    func now() -> Timestamp { instant }
    func wait(for span: Duration) async {}
    func wait(upTo longest: Duration) async {}
    func hear(_ event: RunEvent) {}
}
