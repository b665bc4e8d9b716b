import AccessCore
import Testing

@testable import Reconciliation

/// What is sure about a cloud's clock (P12).
@Suite struct ClockOffsetTests {
    private func offset(clock: Timestamp?, asked: Timestamp?, heard: Timestamp) -> ClockOffset? {
        var account = ActualAccount(users: [:], groups: [], clock: clock)
        account.asked = asked
        return ClockOffset(account, heardAt: heard)
    }

    @Test func withoutAClockThereIsNone() { #expect(offset(clock: nil, asked: at(0), heard: at(1)) == nil) }

    /// Found by the simulation: a clock five minutes behind was set right, as it seemed, by a process that stood still for
    /// three minutes after the cloud had answered.
    @Test func aProcessThatStoodStillHidesNoDifference() {
        let behind = offset(clock: at(5), asked: at(0), heard: at(3))
        #expect(behind?.worst == .seconds(300) && behind?.least == .seconds(120))
        let ahead = offset(clock: at(-5), asked: at(-3), heard: at(0))
        #expect(ahead?.worst == .seconds(-300) && ahead?.most == .seconds(-120))
        #expect(offset(clock: at(5), asked: nil, heard: at(3))?.worst == .seconds(120))
    }

    /// Removals go by what is sure: who stands still for an hour has a clock that may be right.
    @Test func removalsGoByWhatIsSure() {
        func agreed(_ offsets: [ClockOffset?]) -> Duration {
            var reading = AccountsReading(begun: at(0))
            for (name, offset) in zip([jump, prod], offsets) { reading.offsets[name] = offset }
            return reading.agreedOffset
        }
        let stood = offset(clock: at(0), asked: at(0), heard: at(60))
        let wakes = offset(clock: at(60), asked: at(0), heard: at(60))
        let behind = offset(clock: at(60), asked: at(0), heard: at(10))
        let ahead = offset(clock: at(-60), asked: at(0), heard: at(10))
        #expect(agreed([stood]) == .zero && agreed([wakes]) == .zero)
        #expect(agreed([behind]) == .seconds(3000) && agreed([ahead]) == .seconds(-3600))
        #expect(agreed([behind, wakes]) == .zero && agreed([ahead, stood]) == .zero)
    }
}
