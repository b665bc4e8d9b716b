import AccessCore
import Git

/// What people do, one deed at a time, each with a mind of its own.
struct Deed {
    let world: World
    var dice: Dice
    /// For how it is approved.
    var proof: Dice

    /// - Parameter number: tells deeds apart.
    init(_ number: Int, in world: World) {
        (self.world, dice, proof) = (world, world.chance.dice(.deed, number), world.chance.dice(.proof, 2, number))
    }

    var source: Source { world.source }

    mutating func carryOut(_ act: Act) {
        let first = source.commits.count
        decide(act)
        guard world.swarm.proof.isOn else { return }
        for step in first..<source.commits.count { propose(step) }
    }

    private mutating func decide(_ act: Act) {
        switch act {
        case .ask, .delete, .endEarly, .extend, .revert, .rename, .breakFile, .mendFile, .bringBack, .changeUser, .askAhead, .askAlike,
            .askEmergency,
            .completeRequest:
            request(act)
        case .askReviewed, .review: review(act)
        case .deleteAll, .bringAllBack: all(act)
        case .loseEligibility, .lowerLimit, .changeDrift, .changeStanding, .changeBrake, .dropEntitlement, .moveEntitlement, .dropAccount,
            .breakPolicies, .mendPolicies, .mixStep, .changeAhead, .changeActive, .changeRequirements, .addFreeze, .endFreeze,
            .changeEmergency, .changeRetention, .retagAccount, .changeTeams, .changeOlderTags, .emptyPolicies, .changeRules,
            .changeEvidence, .changeApprovers,
            .changeKeys, .changeOwners:
            policy(act)
        case .addByHand, .removeByHand, .editTag, .removeTag, .writeBusinessTag, .deleteUser, .recreateUser, .leaveGroup, .writeOlderTag:
            hand(act)
        case .release, .trust:
            if act == .trust, !world.oracle.isRewritten { return }
            if let runner = dice.pick(world.runners) {
                world.begin(act == .release ? .release : .trust, of: runner, clockOffset: 0, dice.below(3))
            }
        case .rewriteSource:
            source.rewrite(droppingLast: dice.within(1...3), at: world.now)
            world.tell(nil, "somebody rewrites the source branch's history")
        case .ledgerOutage:
            world.remote.silentUntil = world.now + dice.within(1...90) * 60_000
            world.tell(nil, "the git server of the ledger is down for \((world.remote.silentUntil - world.now) / 60_000) min")
        case .accountOutage:
            if let cloud = anyCloud() {
                cloud.silentUntil = world.now + dice.within(1...60) * 60_000
                world.tell(nil, "\(cloud.name) is down for \((cloud.silentUntil - world.now) / 60_000) min")
            }
        case .loseCache:
            let idle = world.runners.filter { $0.current == nil }
            // With hands on the ledger, what was seen is all there is to notice them by.
            if let runner = dice.pick(idle), !world.remote.isTamperedWith, !world.swarm.hasHandsOnLedger {
                runner.loseCache()
                world.tell(nil, "\(runner.name) loses its cache")
            }
        case .deleteLedger, .rollBackLedger, .poisonLedger, .restoreLedger: ledger(act)
        case .sign, .signPolicies, .takeBackPolicies, .sayAfterwards, .forgeOutage, .forgeRecords: approve(act)
        }
    }

    mutating func anyCloud() -> Cloud? { dice.pick(world.clouds.values.sorted { $0.name < $1.name }) }

    mutating func anyFile(_ condition: (Source.File) -> Bool = { _ in true }) -> (RequestID, Source.File)? {
        dice.pick(source.newest.files.filter { condition($0.value) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    // Hands on the ledger's branch.

    private mutating func ledger(_ act: Act) {
        let remote = world.remote
        if act == .restoreLedger {
            guard remote.isTamperedWith else { return }
            return world.restoreLedger()
        }
        guard !remote.isTamperedWith, let tip = remote.tip else { return }
        switch act {
        case .deleteLedger:
            remote.tip = nil
            world.tell(nil, "somebody deletes the ledger's branch")
        case .rollBackLedger:
            var back = tip
            for _ in 0..<dice.within(1...4) { back = remote.objects.commits[back]?.commit.parents.first ?? back }
            guard back != tip else { return }
            remote.tip = back
            world.tell(nil, "somebody rolls the ledger's branch back to \(back.short())")
        default:
            guard let forged = Poison(world: world).commit(on: tip, &dice) else { return }
            remote.tip = forged
            world.oracle.forgeries.insert(forged)
            world.tell(nil, "somebody pushes a poisoned state.json, \(forged.short())")
        }
    }
}

extension Swarm {
    var hasHandsOnLedger: Bool { !Set(acts).isDisjoint(with: [.deleteLedger, .rollBackLedger, .poisonLedger]) }
}
