import AccessCore
import Reconciliation

/// A machine's clock, which may be off, on virtual time.
struct RunnerClock: RunClock {
    let process: Process

    func now() -> Timestamp { process.now }

    func wait(for span: Duration) async {
        guard !process.isDead else { return }
        let parts = span.components
        await process.sleep(Int(parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000))
        await process.passes(1)
    }

    func wait(upTo longest: Duration) async {
        var dice = process.dice
        await wait(for: longest * (0.5 + dice.fraction() / 2))
    }
}

/// Hears what a run says, for the story.
struct RunnerListener: RunListener {
    let process: Process

    func hear(_ event: RunEvent) {
        guard !process.isDead else { return }
        switch event {
        case .intentRecorded(let actions, let ledger):
            let list = actions.map { "\($0.action.rawValue) \($0.user) \($0.group)" }.joined(separator: ", ")
            process.world.tell(process, "has its intent on record at \(ledger.text.prefix(7)): \(list)")
        case .outcomeRecorded(let ledger): process.world.tell(process, "has its outcome on record at \(ledger.text.prefix(7))")
        case .lostRace: process.world.tell(process, "lost a race")
        case .withoutLedger(let why): process.world.tell(process, "goes on without the ledger: \(why)")
        case .waiting(let until): process.world.tell(process, "waits for another run until \(until)")
        case .actionTaken(let account, let result):
            guard case .failed(let why, _) = result.end else { return }
            process.world.tell(
                process, "didn't \(result.action.action.rawValue) \(result.action.user) \(result.action.group) in \(account): \(why)")
        case .spoolRecorded(let count, let ledger):
            process.world.tell(process, "has \(count) records on record at \(ledger.text.prefix(7)) that it put down earlier")
        case .filesRemoved(let count, _): process.world.tell(process, "removed \(count) files of ended requests")
        case .spooled, .settingsKnown, .fetched, .requestsRead, .accountRead, .accountUnread: break
        }
    }
}
