import AccessCore
import Synchronization
import Testing

@testable import Reconciliation

/// The edges of time at which writes of one intent begin, and in which order.
@Suite struct ApplyingTests {
    private let deadline = at(2)

    @Test func atItsDeadlineNothingOrdinaryBeginsAndWhatIsDueDoes() async {
        let site = Site(now: deadline)
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
    @Test func theDirectoryIsToldTheDeadlineOfAllButWhatIsDue() async {
        let site = Site(now: at(1))
        _ = await apply([revoke("a", .due), revoke("b", .ordinary), grant("c", until: at(60))], at: site)
        let deadlines = Dictionary(grouping: site.writes, by: \.user).mapValues { Set($0.map(\.deadline)) }
        #expect(deadlines == [UserName("a"): [nil], UserName("b"): [deadline], UserName("c"): [deadline]])
    }

    @Test func removalsGoFirst() async {
        let site = Site(now: at(1))
        _ = await apply([grant("a", until: at(60)), revoke("b", .ordinary)], at: site)
        #expect(site.writes.map(\.user) == ["b", "b", "a", "a"].map { UserName($0) })
    }

    private func apply(_ actions: [Action], at site: Site) async -> [ActionResult] {
        await Applying(
            account: jump, directory: site, leases: LeaseFormat(), deadline: deadline, clock: site, stop: StopRequest(), listener: site
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
    private let taken = Mutex<[Write]>([])
    var writes: [Write] { taken.withLock { $0 } }
    var isEventuallyConsistent: Bool { false }

    init(now: Timestamp) { instant = now }

    func read() async throws(DirectoryFailure) -> ActualAccount { ActualAccount(users: [:], groups: []) }

    func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        let user =
            switch change {
            case .setTag(let user, _, _), .removeTag(let user, _), .addMember(let user, _), .removeMember(let user, _): user
            }
        taken.withLock { $0.append(Write(user: user, deadline: deadline)) }
        return nil
    }

    func now() -> Timestamp { instant }
    func wait(for span: Duration) async {}
    func wait(upTo longest: Duration) async {}
    func hear(_ event: RunEvent) {}
}
