import AccessCore
import TestSupport
import Testing

/// What holds in every world. A failing seed prints itself; put it in place of the range to see it alone.
@Suite struct PropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...200

    private func forEachWorld(steps: Int = 25, _ check: (inout RandomWorld, _ seed: UInt64) -> Void) {
        for seed in Self.seeds {
            var random = RandomWorld(seed: seed)
            for _ in 0..<steps {
                random.tamper()
                check(&random, seed)
            }
        }
    }

    /// Applying a plan and planning again yields nothing.
    @Test func aPlanThatWasCarriedOutLeavesNothingToDo() {
        forEachWorld { random, seed in
            random.world.run()
            let (judgement, plan) = random.world.plan()
            #expect(plan.isEmpty, "seed \(seed): \(plan.actions)")
            #expect(judgement.findings.isEmpty, "seed \(seed): \(judgement.findings)")
            #expect(plan.accounts.flatMap(\.findings).isEmpty, "seed \(seed)")
        }
    }

    /// P7: only groups of the fence and their keys are ever touched.
    @Test func nothingBeyondTheFenceIsTouched() {
        forEachWorld { random, seed in
            let before = random.world.actual
            random.world.run()
            for (name, account) in random.world.actual {
                for user in account.users.values {
                    let old = before[name]?.users[user.name]
                    #expect(old?.groups.subtracting(RandomWorld.groups) == user.groups.subtracting(RandomWorld.groups), "seed \(seed)")
                    let foreign = { (tags: [String: String]?) in
                        tags?.filter { tag in !RandomWorld.groups.contains { $0.text.lowercased() == tag.key.lowercased() } }
                    }
                    #expect(foreign(old?.tags) == foreign(user.tags), "seed \(seed)")
                }
            }
        }
    }

    /// P1, P5: whoever was given access is covered by windows of requests, up to the very end that was given.
    @Test func accessIsGivenOnlyWhileWindowsCoverIt() {
        forEachWorld { random, seed in
            let (_, plan) = random.world.run()
            for account in plan.accounts {
                for action in account.actions where action.action == .grant || action.action == .extend {
                    guard let until = action.until else { continue }
                    var instant = random.world.now
                    while instant < until {
                        let isCovered = random.world.recorded.requests.values.contains { request in
                            request.user == action.user && request.window.contains(instant)
                                && request.units.contains { $0.account == account.name && $0.group == action.group }
                        }
                        #expect(isCovered, "seed \(seed): \(action) at \(instant)")
                        instant = instant.advanced(by: .seconds(60))
                    }
                }
            }
        }
    }

    /// P2: after a run nobody who was granted is in a group past the end, whatever else there is.
    @Test func nobodyIsPastTheRecordedEnd() {
        forEachWorld { random, seed in
            random.world.run()
            for grant in random.world.recorded.grants.values {
                #expect(grant.end > random.world.now, "seed \(seed): \(grant.membership)")
            }
        }
    }

    /// P2: from the record and the directories alone, what is due goes; and nothing is given.
    @Test func whatIsDueGoesWithoutAnythingElse() {
        forEachWorld(steps: 12) { random, seed in
            random.world.run()
            var world = random.world
            world.now = world.now.advanced(by: .seconds(60 * 40))
            let plan = world.planDue()
            #expect(plan.actions.allSatisfy { $0.action == .revoke && $0.urgency == .due }, "seed \(seed)")
            world.carryOut(plan)
            for grant in random.world.recorded.grants.values where grant.end <= world.now {
                let isStanding = world.policies.entitlements.values.contains {
                    $0.group == grant.membership.group && $0.standing.contains(grant.membership.user)
                }
                let isLeft = world.isMember(grant.membership.user, of: grant.membership.group, in: grant.membership.account)
                #expect(!isLeft || isStanding, "seed \(seed): \(grant.membership)")
            }
        }
    }

    private func access(_ judgement: Judgement) -> [Membership: Timestamp] { judgement.desired.mapValues(\.until) }

    private func isNoMore(_ less: [Membership: Timestamp], than more: [Membership: Timestamp]) -> Bool {
        less.allSatisfy { membership, until in more[membership].map { until <= $0 } ?? false }
    }

    /// Removing any request never adds access.
    @Test func removingARequestAddsNothing() {
        forEachWorld(steps: 15) { random, seed in
            let whole = access(random.world.judge())
            for id in random.world.files.keys {
                var less = random.world
                less.delete(id)
                #expect(isNoMore(access(less.judge()), than: whole), "seed \(seed) without \(id)")
            }
            if random.random.chance(1, in: 2) { random.world.run() }
        }
    }

    /// Removing an approval never adds access: not accepting, or a step that touches policies too.
    @Test func withoutApprovalThereIsNoMoreThanWithIt() {
        forEachWorld(steps: 15) { random, seed in
            let whole = access(random.world.judge())
            var less = random.world
            less.mayAccept = false
            #expect(isNoMore(access(less.judge()), than: whole), "seed \(seed)")
            for id in random.world.files.keys {
                var mixed = random.world
                mixed.files[id]?.origin.mixed = true
                #expect(isNoMore(access(mixed.judge()), than: whole), "seed \(seed), \(id) mixed")
            }
            if random.random.chance(1, in: 2) { random.world.run() }
        }
    }

    /// Moving now forward never adds access that no window covers.
    @Test func timeAloneAddsOnlyWhatAWindowCovers() {
        forEachWorld(steps: 12) { random, seed in
            random.world.run()
            var later = random.world
            for _ in 0..<8 {
                later.now = later.now.advanced(by: .seconds(60 * 11))
                for (membership, until) in access(later.judge()) {
                    let isCovered =
                        later.recorded.requests.values.contains { request in
                            request.user == membership.user && request.window.contains(later.now)
                                && until > later.now
                        }
                        || later.files.values.contains {
                            $0.request?.user == membership.user && $0.request?.window(acceptedAt: later.now)?.contains(later.now) == true
                        }
                    #expect(isCovered, "seed \(seed): \(membership) at \(later.now)")
                }
            }
        }
    }

    /// Ended is final: no request that has a tombstone ever gives anything again, whatever its file says.
    @Test func aTombstoneIsForEver() {
        forEachWorld { random, seed in
            let ended = Set(random.world.recorded.tombstones.keys)
            random.world.run()
            for id in ended { #expect(random.world.recorded.tombstones[id] != nil, "seed \(seed): \(id)") }
            for access in random.world.judge().desired.values { #expect(ended.isDisjoint(with: access.requests), "seed \(seed)") }
        }
    }
}
