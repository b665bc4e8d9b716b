import AccessCore
import Git
import Reconciliation
import Reports
import Synchronization
import TimeZones

/// Tells what a run does as it does it, a line a step.
final class Speaking: RunListener {
    private let console: Console
    private let text: Mutex<RunText>

    init(_ console: Console, time: TimeFormat, repository: String?) {
        self.console = console
        text = Mutex(RunText(time: time, repository: repository))
    }

    func hear(_ event: RunEvent) {
        let line = text.withLock { text in
            if case .settingsKnown(let repository, let zone) = event {
                if let zone { text.time = TimeFormat(now: text.time.now, zone: zone) }
                if let repository { text.repository = repository }
            }
            return text.line(for: event)
        }
        if let line { console.tell(line) }
    }
}

/// Hears nothing: for commands that print what they found at their end.
struct Silence: RunListener {
    func hear(_ event: RunEvent) {}
}

extension TimeFormat {
    /// Local time of a zone; UTC if the zone isn't to be had.
    init(now: Timestamp, zone: String?) {
        let rules = zone.flatMap { try? TimeZoneRules(named: $0) } ?? .utc
        self.init(now: now) { rules.offset(at: $0.seconds).seconds }
    }
}

extension Workplace {
    /// Who hears a run that tells what it does: in UTC and by the repository's address until the run knows better.
    func speaking(_ console: Console) -> Speaking {
        Speaking(console, time: TimeFormat(now: clock.now(), zone: nil), repository: options.source.redacted)
    }
}
