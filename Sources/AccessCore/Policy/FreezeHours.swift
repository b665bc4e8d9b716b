/// When a freeze window is open, once or again and again, by the clocks of a zone.
package struct FreezeHours: Hashable, Sendable {
    /// How long it is open: so far on the clock, then so long. A night is as long as the clocks say, `PT8H` is eight hours.
    package struct Length: Hashable, Sendable {
        /// Seconds on the clock.
        package var clock: Int64
        /// Seconds that pass.
        package var exact: Int64

        package init(clock: Int64 = 0, exact: Int64 = 0) { (self.clock, self.exact) = (clock, exact) }
    }

    package var zone: ZoneOffsets
    /// When it opens first: seconds since 1970-01-01 00:00:00 on the zone's clocks.
    package var start: Int64
    package var length: Length
    /// Nil for once.
    package var rule: RecurrenceRule?
    /// Openings that don't take place.
    package var excluded: Set<Timestamp>

    /// The longest that one opening may last: a year.
    package static let longest: Int64 = 366 * 86_400

    package init(zone: ZoneOffsets, start: Int64, length: Length, rule: RecurrenceRule? = nil, excluded: Set<Timestamp> = []) {
        (self.zone, self.start, self.length, self.rule, self.excluded) = (zone, start, length, rule, excluded)
    }

    /// From its opening until its end, where a clock change leaves a choice the longer one: a freeze is never cut short by one.
    private func window(openingAt local: Int64) -> Window? {
        Window(
            start: zone.instants(local).lowerBound,
            end: zone.instants(local + length.clock).upperBound.advanced(by: .seconds(length.exact)))
    }

    /// The opening that covers an instant; of several the one that ends last.
    package func opening(at now: Timestamp) -> Window? {
        guard let rule else { return window(openingAt: start).flatMap { $0.contains(now) && !excluded.contains($0.start) ? $0 : nil } }
        let today = zone.local(now).floorDivided(by: 86_400)
        let first = start.floorDivided(by: 86_400)
        let reach = (length.clock + length.exact) / 86_400 + 2
        var found: Window?
        // No opening lasts longer than a year, so this looks at that many days at most.
        for day in max(first, today - reach)...max(first, today + 1) where rule.isMet(on: day, since: first) {
            guard let window = window(openingAt: start + (day - first) * 86_400), window.contains(now), window.start <= rule.until,
                window.start >= rule.from, !excluded.contains(window.start), window.end > found?.end ?? .earliest
            else { continue }
            found = window
        }
        return found
    }

    /// When its `count`th opening is, the first one counted: what `COUNT` of RFC 5545 ends with. Nil if that is beyond the
    /// years that a zone is known for.
    package func start(ofOpening count: Int) -> Timestamp? {
        guard let rule else { return nil }
        let first = start.floorDivided(by: 86_400)
        var seen = 0
        for day in first...max(first, ZoneOffsets.last.seconds / 86_400) where rule.isMet(on: day, since: first) {
            seen += 1
            if seen == count { return zone.instants(start + (day - first) * 86_400).lowerBound }
        }
        return nil
    }
}
