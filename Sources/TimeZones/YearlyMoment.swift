/// When in a year a clock change happens, by the clock in force before it.
struct YearlyMoment: Hashable, Sendable {
    let day: Day
    /// Seconds after midnight; -167 to 167 hours.
    let seconds: Int

    enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365, February 29 is never counted.
        case julian(Int)
        /// `n`: 0 to 365, February 29 is counted.
        case ordinal(Int)
        /// `Mm.w.d`: month, week 1 to 5 (5 is the last), day 0 (Sunday) to 6.
        case weekday(month: Int, week: Int, day: Int)
    }

    func secondsAsIfUTC(in year: Int) -> Int64 { firstDay(in: year) * LocalTime.secondsADay + Int64(seconds) }

    private func firstDay(in year: Int) -> Int64 {
        let newYear = CalendarDay(year: year, month: 1, day: 1).daysSinceEpoch
        switch day {
        case .julian(let number): return newYear + Int64(number - (LocalTime.isLeap(year) && number >= 60 ? 0 : 1))
        case .ordinal(let number): return newYear + Int64(number)
        case .weekday(let month, let week, let day):
            let first = CalendarDay(year: year, month: month, day: 1).daysSinceEpoch
            // 1970-01-01 was a Thursday.
            let weekdayOfFirst = Int(first + 4 - (first + 4).flooredQuotient(by: 7) * 7)
            var offset = (day - weekdayOfFirst + 7) % 7 + (week - 1) * 7
            if offset >= LocalTime.days(inMonth: month, of: year) { offset -= 7 }
            return first + Int64(offset)
        }
    }
}
