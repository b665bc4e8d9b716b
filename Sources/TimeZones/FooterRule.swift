/// The rule that a TZif footer gives for the time after the listed changes: a POSIX TZ string (POSIX.1-2017, section
/// 8.3, with the extended hours of RFC 8536, section 3.3.1), `CET-1CEST,M3.5.0,M10.5.0/3`.
struct FooterRule: Hashable, Sendable {
    let standard: ZoneOffset
    let daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        let offset: ZoneOffset
        let start: YearlyMoment
        let end: YearlyMoment
    }

    /// What holds at an instant.
    func offset(at instant: Int64) -> ZoneOffset {
        guard let daylight else { return standard }
        // The last change at or before the instant; at least one of the year before always is.
        var best: (time: Int64, isStart: Bool) = (.min, false)
        let year = CalendarDay(daysSinceEpoch: (instant + Int64(standard.seconds)).flooredQuotient(by: LocalTime.secondsADay)).year
        for candidate in changes(in: year - 1) + changes(in: year) + changes(in: year + 1) where candidate.time <= instant {
            // Daylight time all year is written with an end that is the next start: the start wins.
            if candidate.time > best.time || candidate.time == best.time && candidate.isStart { best = candidate }
        }
        return best.isStart ? daylight.offset : standard
    }

    /// The instants of a year's changes, in no particular order.
    func changes(in year: Int) -> [(time: Int64, isStart: Bool)] {
        guard let daylight else { return [] }
        return [
            (daylight.start.secondsAsIfUTC(in: year) - Int64(standard.seconds), true),
            (daylight.end.secondsAsIfUTC(in: year) - Int64(daylight.offset.seconds), false),
        ]
    }
}
