import AccessCore
import Reconciliation
import Synchronization
import Testing

/// Two runners on one ledger: the same end, nothing done twice, nothing lost (P4).
@Suite struct RaceTests {
    @Test(arguments: Moment.allCases)
    func anotherRunnerComesInBeforeEveryCall(moment: Moment) async {
        for number in 1...(await moment.calls()) {
            let universe = await moment.world()
            let writesBefore = universe.writes.count
            let fate = Fate(meanwhile: { _, now in if now == number { await universe.reconcile("another machine") } })
            await universe.reconcile("ci", fate)
            #expect(universe.violations == [], "before call \(number)")
            let added = universe.writes.dropFirst(writesBefore).filter { if case .addMember = $0.change { true } else { false } }
            #expect(added.count == Set(added.map { "\($0)" }).count, "nobody is granted twice, before call \(number)")
            await universe.reconcile()
            #expect(universe.faults() == [], "before call \(number)")
        }
    }

    /// Something else goes on record before each of our own.
    private func busy(
        _ universe: Universe, _ phases: Set<LedgerPhase> = [.intent, .outcome], times: Int = .max,
        fault: @escaping Fate.Script = { _, _ in nil }
    ) -> Fate {
        let count = Counter()
        return Fate(
            breaking: fault,
            meanwhile: { call, _ in
                guard case .append(let phase) = call, phases.contains(phase), count.next() <= times else { return }
                universe.record(.released(Release(hash: "some", by: "somebody")))
            })
    }

    @Test(arguments: Moment.allCases)
    func aLostIntentStartsOver(moment: Moment) async {
        let universe = await moment.world()
        #expect(await universe.reconcile("ci", busy(universe, [.intent], times: 3)).isRaced == false)
        #expect(universe.faults() == [])
    }

    @Test(arguments: Moment.allCases)
    func aLostOutcomeIsChainedOntoWhatIsNewest(moment: Moment) async {
        let universe = await moment.world()
        await universe.reconcile("ci", busy(universe, [.outcome], times: 20))
        #expect(universe.faults() == [])
    }

    /// Another runner looked, found nothing done yet, and said so before we did: what was done is said all the same.
    @Test func anOutcomeThatLostItsRaceIsSaidThoughOthersAnswered() async {
        let universe = await Moment.grants.world()
        let count = Counter()
        let fate = Fate(meanwhile: { call, _ in
            guard call == .append(.outcome), count.next() == 1 else { return }
            for open in universe.state.intents {
                for (index, action) in open.intent.actions.enumerated() {
                    let reference = ActionReference(run: open.run, number: open.intent.number, index: index)
                    universe.record(.recovered(Recovery(intent: reference, action: action, finding: .notDone)), in: open.account)
                }
            }
        })
        await universe.reconcile("ci", fate)
        #expect(universe.kinds(.granted).count == 2)
        #expect(universe.faults() == [])
    }

    /// The second intent of a run loses its race: the report tells what the first one did.
    @Test func whatWasDoneBeforeALostRaceIsReported() async {
        let users = (0..<150).map { UserName("u\(1000 + $0)") }
        let universe = Universe(users: users)
        for user in users { universe.merge(request(user.text, user, until: at(60))) }
        await universe.reconcile()
        universe.passes(until: at(60))
        let count = Counter()
        let report = await universe.reconcile(
            "ci",
            Fate(meanwhile: { call, _ in
                guard call == .append(.intent), count.next() == 2 else { return }
                universe.record(.released(Release(hash: "some", by: "somebody")))
            }))
        #expect(report.results[jump]?.count { $0.isDone } == 150 && !report.isRaced)
        #expect(universe.faults() == [])
    }

    /// "When the tries are used up the ledger counts as unreachable for due removals."
    @Test func whoLosesEveryRaceRemovesWhatIsDueAllTheSame() async {
        let universe = await Moment.removals.world()
        let fate = busy(universe, [.intent])
        let report = await universe.reconcile("ci", fate)
        #expect(report.verdict(strict: false) == .raced)
        #expect(!universe.isMember(leader, in: prod))
        #expect(universe.isMember(), "an early end isn't due: it waits for its record")
    }

    /// A lost race isn't an unreachable ledger: what is due goes on record like anything else.
    @Test func aRaceThatIsLostWhileTheSourceIsDownIsRunAgain() async {
        let universe = await Moment.removals.world()
        await universe.reconcile("ci", busy(universe, [.intent], times: 2, fault: { call, _ in call == .readSource ? .source : nil }))
        #expect(!universe.isMember(leader, in: prod))
        #expect(universe.violations == [])
        #expect(universe.kinds(.revoked).count == 1)
    }

    private func foreign(_ universe: Universe, deadline: Timestamp) {
        let action = Action(
            .grant, user: stranger, userID: nil, entitlement: work, group: group, until: at(200), because: .approved, lease: group.text
        )
        universe.record(.intent(Intent(number: 1, runner: "another machine", deadline: deadline, actions: [action])), in: jump)
    }

    @Test func anotherRunnersIntentIsWaitedForAndWhatIsDueIsNot() async {
        let universe = await Moment.removals.world()
        foreign(universe, deadline: at(32))
        let fate = Fate(meanwhile: { call, _ in
            if case .write(prod, .removeMember(leader, _)) = call, universe.now > at(30) {
                universe.violate("P2: waited with what was due")
            }
            if case .write(jump, .removeMember(member, _)) = call, universe.now < at(32) { universe.violate("P4: didn't wait") }
        })
        await universe.reconcile("ci", fate)
        #expect(universe.faults() == [])
    }

    @Test func whatFallsDueWhileWaitingIsNotHeldUpEither() async {
        let universe = Universe()
        universe.merge(request("a", until: at(31)))
        await universe.reconcile()
        universe.passes(until: at(30))
        foreign(universe, deadline: at(32))
        let fate = Fate(meanwhile: { call, _ in
            if case .write(_, .removeMember) = call, universe.now.since(at(31)) > .seconds(5) { universe.violate("P2: \(universe.now)") }
        })
        await universe.reconcile("ci", fate)
        #expect(universe.faults() == [])
    }

    /// Others who are always at it don't keep a run waiting for ever.
    @Test func waitingHasAnEnd() async {
        let universe = await Moment.grants.world()
        foreign(universe, deadline: at(2))
        let fate = Fate(meanwhile: { call, _ in
            if call == .openLedger { foreign(universe, deadline: universe.now.advanced(by: .seconds(120))) }
        })
        #expect(await universe.reconcile("ci", fate).isRaced)
        #expect(universe.now < at(60))
    }

    @Test func aRunnerWhoseClockIsAYearAheadKeepsNobodyWaiting() async {
        let universe = await Moment.grants.world()
        foreign(universe, deadline: at(525_600))
        await universe.reconcile()
        #expect(universe.faults() == [])
        #expect(universe.now < at(5))
    }
}

extension Universe {
    /// Somebody else puts something on record.
    func record(_ event: LedgerEvent, in account: AccountName? = nil) {
        contents.withLock { contents in
            let entry = LedgerEntry(time: contents.now, run: RunID("somebody-\(contents.tip)"), account: account, event: event)
            contents.state.apply(entry)
            contents.entries.append(entry)
            contents.tip += 1
        }
    }

    func violate(_ what: String) { contents.withLock { $0.violations.append(what) } }
}
