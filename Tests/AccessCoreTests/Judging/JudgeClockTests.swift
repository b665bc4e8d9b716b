import AccessCore
import Testing

/// Machines whose clocks differ by as much as is tolerated: nobody loses access by that, and nobody gets it earlier (P5, P12).
@Suite struct JudgeClockTests {
    /// Granted at an instant, by the clock of the machine that did it.
    private func granted(at instant: Timestamp, from start: Timestamp? = nil) -> World {
        var world = World([entitlement(drift: .enforce)], now: instant)
        world.merge(r, request(from: start, until: at(60)))
        world.run()
        #expect(world.isMember())
        return world
    }

    @Test(arguments: [1, 3]) func whatAnotherClockHasOpenedStays(minutes: Int64) {
        for start in [nil, at(minutes)] {
            var world = granted(at: at(minutes), from: start)
            world.now = at(0)
            let (judgement, plan) = world.plan()
            #expect(judgement.desired.count == 1 && plan.isEmpty)
        }
    }

    @Test func aWindowThatIsFurtherOffGivesNothing() {
        var world = granted(at: at(4))
        world.now = at(0)
        #expect(world.plan().plan.actions.map(\.action) == [.revoke])
    }

    @Test func whatIsNotGrantedYetWaitsForItsWindow() {
        var world = World([entitlement()], now: at(0))
        world.merge(r, request(from: at(1), until: at(60)))
        #expect(world.run().plan.isEmpty && !world.isMember())
        world.now = at(1)
        world.run()
        #expect(world.isMember())
    }

    @Test func aGapStaysAGapHoweverShort() {
        var world = granted(at: at(0))
        let next = RequestID("next")
        world.merge(next, request(next, from: at(62), until: at(90)))
        world.now = at(10)
        world.run()
        for minutes in [60, 61] as [Int64] {
            world.now = at(minutes)
            world.run()
            #expect(!world.isMember(), "\(minutes)")
        }
        world.now = at(62)
        world.run()
        #expect(world.isMember() && world.tag() == at(90).description)
    }

    /// What one request gave is ended, and the next one's window opens in a moment: no clock has opened that yet (seed 276).
    @Test func whoWasEndedWaitsForTheNextWindowHoweverNear() {
        var world = granted(at: at(0))
        let next = RequestID("next")
        world.merge(next, request(next, from: at(30), until: at(90)))
        world.now = at(10)
        world.run()
        #expect(world.tag() == at(90).description)
        world.delete(r)
        world.now = at(27)
        world.run()
        #expect(!world.isMember())
    }
}
