/// An instant as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110, 5.6.7). The two obsolete formats
/// are not read: no server that matters has sent them this century.
package struct HTTPDate: Sendable, Hashable {
    /// UTC.
    package let secondsSince1970: Int64

    /// Nil for anything else, a day that doesn't exist or that was another day of the week included.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 29, text.hasSuffix(" GMT") else { return nil }
        func word(_ start: Int) -> String { String(decoding: bytes[start..<start + 3], as: UTF8.self) }
        func number(_ start: Int, digits: Int) -> Int? {
            var value = 0
            for byte in bytes[start..<start + digits] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        let separators: [(Int, Character)] = [(3, ","), (4, " "), (7, " "), (11, " "), (16, " "), (19, ":"), (22, ":")]
        guard separators.allSatisfy({ bytes[$0] == $1.asciiValue }),
            let weekday = Self.weekdays.firstIndex(of: word(0)), let month = Self.months.firstIndex(of: word(8)),
            let day = number(5, digits: 2), let year = number(12, digits: 4),
            let hour = number(17, digits: 2), let minute = number(20, digits: 2), let second = number(23, digits: 2),
            year >= 1601, hour < 24, minute < 60, second <= 60,
            day >= 1, day <= Self.days(in: month + 1, of: year)
        else { return nil }
        let date = Self.daysSince1970(year: year, month: month + 1, day: day)
        // 1970-01-01 was a Thursday.
        guard (date % 7 + 7 + 3) % 7 == weekday else { return nil }
        secondsSince1970 = Int64(date) * 86400 + Int64(hour * 3600 + minute * 60 + second)
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the Gregorian calendar, years counted from March so that a leap day is a year's last.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let leaps = shifted / 4 - shifted / 100 + shifted / 400
        // 719468: days from 0000-03-01 to 1970-01-01.
        return shifted * 365 + leaps + dayOfYear - 719_468
    }
}
