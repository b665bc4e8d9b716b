import AccessCore
import Testing

@Suite struct CivilDateTests {
    /// Every day from 1 January of the year 1 to the end of 2401, counted one by one on the fingers.
    @Test func agreesWithCountingDayByDay() {
        var (year, month, day): (Int64, Int64, Int64) = (1, 1, 1)
        var days: Int64 = -719_162
        var wrong = 0
        while year < 2402 {
            let date = CivilDate(daysSinceEpoch: days)
            if date.year != year || date.month != month || date.day != day { wrong += 1 }
            if CivilDate(year: year, month: month, day: day)?.daysSinceEpoch != days { wrong += 1 }
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let length: Int64 = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(month) - 1]
            if CivilDate(year: year, month: month, day: length + 1) != nil { wrong += 1 }
            day += 1
            if day > length { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            days += 1
        }
        #expect(wrong == 0)
        #expect(CivilDate(daysSinceEpoch: 0) == CivilDate(year: 1970, month: 1, day: 1))
    }

    @Test(
        arguments: [(0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, -1), (2026, 1, 32)]
            as [(Int64, Int64, Int64)])
    func aDayThatDoesNotExistIsNil(year: Int64, month: Int64, day: Int64) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }
}
