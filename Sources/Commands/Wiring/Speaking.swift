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
            if case .zoneKnown(let zone) = event { text.time = TimeFormat(now: text.time.now, zone: zone) }
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
    /// What was seen last, for telling names and times before anything is fetched.
    func lastSeen() async -> RecordedState? {
        (try? await repositories.lastKnown())?.state
    }

    /// Who hears a run that tells what it does.
    func speaking(_ console: Console, given: RecordedState? = nil) async -> Speaking {
        let seen = await lastSeen() ?? given
        let time = TimeFormat(now: clock.now(), zone: seen?.policy?.timezone)
        return Speaking(console, time: time, repository: seen?.genesis?.repository ?? options.source.redacted)
    }
}
