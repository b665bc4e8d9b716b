/// What a clock on the wall shows: a date and a time of day without a zone, in the proleptic Gregorian calendar.
///
/// Years go from 0 to 9999 and there is no second 60, so that every value can be written as RFC 3339 writes it.
package struct LocalTime: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int

    /// Nil if there is no such day or time of day.
    package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The inverse of ``secondsAsIfUTC``. What lies outside the years 0 to 9999 becomes the nearest moment inside.
    package init(secondsAsIfUTC seconds: Int64) {
        let inside = min(max(seconds, Self.first), Self.last)
        let days = inside.flooredQuotient(by: Self.secondsADay)
        let rest = Int(inside - days * Self.secondsADay)
        let date = CalendarDay(daysSinceEpoch: days)
        year = date.year
        month = date.month
        day = date.day
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Seconds from 1970-01-01 00:00:00 to this time on the same wall, 86,400 a day.
    package var secondsAsIfUTC: Int64 {
        let days = CalendarDay(year: year, month: month, day: day).daysSinceEpoch
        return days * Self.secondsADay + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Days from 1970-01-01 to this day.
    package var daysSinceEpoch: Int64 { CalendarDay(year: year, month: month, day: day).daysSinceEpoch }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// `month` is 1 to 12.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static let secondsADay: Int64 = 86_400
    /// 0000-01-01 00:00:00
    static let first = CalendarDay(year: 0, month: 1, day: 1).daysSinceEpoch * secondsADay
    /// 9999-12-31 23:59:59
    static let last = CalendarDay(year: 10_000, month: 1, day: 1).daysSinceEpoch * secondsADay - 1
}

extension LocalTime: Comparable {
    package static func < (left: LocalTime, right: LocalTime) -> Bool { left.secondsAsIfUTC < right.secondsAsIfUTC }
}

extension LocalTime: CustomStringConvertible {
    /// `2026-11-22 22:00:00`
    package var description: String {
        func digits(_ value: Int, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2)) \(digits(hour, 2)):\(digits(minute, 2)):\(digits(second, 2))"
    }
}
