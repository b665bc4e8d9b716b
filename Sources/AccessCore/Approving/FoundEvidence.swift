/// What was found about a content that isn't approved (yet), and when to look again: the memory that spares the forge.
package struct FoundEvidence: Hashable, Sendable, Codable {
    package var testimonies: [Testimony]
    /// How often it was asked for in vain; 0 where nothing is in doubt.
    package var attempts: Int
    /// Before that nobody is asked again; nil where nothing is in doubt.
    package var next: Timestamp?

    package init(testimonies: [Testimony], attempts: Int = 0, next: Timestamp? = nil) {
        (self.testimonies, self.attempts, self.next) = (testimonies, attempts, next)
    }

    /// Whether it says the same, whenever that was looked for: where the memory isn't believed, all is looked for in every run, as
    /// if for the first time.
    package func saysTheSame(as other: FoundEvidence) -> Bool { timeless == other.timeless }

    /// Without the times at which this was seen.
    private var timeless: [Testimony] {
        testimonies.map { testimony in
            var testimony = testimony
            for place in testimony.approvals.indices where testimony.approvals[place].kind == .signature {
                testimony.approvals[place].at = .earliest
            }
            return testimony
        }
    }

    /// The longest pause between two tries.
    static let longestPause: Duration = .seconds(6 * 3600)

    /// What is remembered after asking once more, or of what signatures newly say.
    ///
    /// - Parameters:
    ///   - known: what was remembered of the same content.
    ///   - asked: whether a forge was asked in this run.
    ///   - wanted: for how long it said that it wants no further question; nil where it didn't.
    package init?(
        _ testimonies: [Testimony], after known: FoundEvidence?, asked: Bool, pause wanted: Duration? = nil, at now: Timestamp
    ) {
        guard !testimonies.isEmpty else { return nil }
        self.testimonies = testimonies
        (attempts, next) = (0, nil)
        guard testimonies.contains(where: { $0.doubt != nil }) else { return }
        guard asked || known == nil else {
            (attempts, next) = (known?.attempts ?? 0, known?.next)
            return
        }
        attempts = (known?.attempts ?? 0) + 1
        // One, two, four … minutes: a forge's index lags by seconds, its outages take hours.
        let pause = min(Duration.seconds(60 << min(attempts - 1, 16)), Self.longestPause)
        // Whoever is over a limit and goes on asking is let in later still.
        next = now.advanced(by: max(pause, min(wanted ?? .zero, Self.longestPause)))
    }

    /// Whether a forge has to be asked at an instant: something is in doubt, and the pause is over.
    package func isDue(at now: Timestamp) -> Bool { next.map { $0 <= now } ?? false }
}
