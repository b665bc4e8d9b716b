/// On which days something comes again: the part of RFC 5545's `RRULE` (section 3.3.10) that is kept.
package struct RecurrenceRule: Hashable, Sendable {
    package enum Frequency: String, Hashable, Sendable, CaseIterable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// `MO`, `2TU`, `-1FR`.
    package struct Day: Hashable, Sendable {
        package var weekday: Weekday
        /// The how manieth of the month, from its end if negative; nil for each.
        package var ordinal: Int64?

        package init(_ weekday: Weekday, ordinal: Int64? = nil) { (self.weekday, self.ordinal) = (weekday, ordinal) }
    }

    package var frequency: Frequency
    /// Every how manieth day, week, month or year; at least 1.
    package var interval: Int64
    /// Empty for the day it began on.
    package var days: [Day]
    /// The day that weeks are counted from.
    package var weekStart: Weekday
    /// No opening before it.
    package var from: Timestamp
    /// The last instant at which it may open.
    package var until: Timestamp

    package init(
        _ frequency: Frequency, interval: Int64 = 1, days: [Day] = [], weekStart: Weekday = .monday, from: Timestamp = .earliest,
        until: Timestamp = .latest
    ) {
        (self.frequency, self.interval, self.days, self.weekStart) = (frequency, interval, days, weekStart)
        (self.from, self.until) = (from, until)
    }

    /// Whether it comes on a day, given that it began on another; both are days since 1970-01-01.
    package func isMet(on day: Int64, since first: Int64) -> Bool {
        guard day >= first else { return false }
        let (date, begun) = (CivilDate(daysSinceEpoch: day), CivilDate(daysSinceEpoch: first))
        switch frequency {
        case .daily: return (day - first) % interval == 0 && (days.isEmpty || days.contains { $0.weekday == Weekday(day) })
        case .weekly:
            let weeks = weekStart.week(of: day) - weekStart.week(of: first)
            return weeks % interval == 0 && (days.isEmpty ? Weekday(day) == Weekday(first) : days.contains { $0.weekday == Weekday(day) })
        case .monthly:
            let months = (date.year - begun.year) * 12 + date.month - begun.month
            return months % interval == 0 && (days.isEmpty ? date.day == begun.day : days.contains { isMet($0, on: date, day) })
        case .yearly: return (date.year - begun.year) % interval == 0 && date.month == begun.month && date.day == begun.day
        }
    }

    private func isMet(_ wanted: Day, on date: CivilDate, _ day: Int64) -> Bool {
        guard wanted.weekday == Weekday(day) else { return false }
        guard let ordinal = wanted.ordinal else { return true }
        let length = CivilDate.days(inMonth: date.month, of: date.year)
        return ordinal > 0 ? (date.day - 1) / 7 + 1 == ordinal : (length - date.day) / 7 + 1 == -ordinal
    }
}

/// A day of the week.
package enum Weekday: Int64, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Of a day since 1970-01-01, which was a Thursday.
    package init(_ day: Int64) {
        let index = day + 3
        self = Weekday.allCases[Int(index - index.floorDivided(by: 7) * 7)]
    }

    /// The number of a day's week, where weeks begin on this day.
    func week(of day: Int64) -> Int64 { (day + 3 - rawValue).floorDivided(by: 7) }
}
