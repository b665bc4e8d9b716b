import Testing
import TimeZones

@Suite struct LocalTimeTests {
    @Test func everyDayOfTheCalendarIsCounted() throws {
        var days = try #require(LocalTime(year: 0, month: 1, day: 1)).daysSinceEpoch
        #expect(days == -719_528)
        for year in 0...9999 where year < 420 || (1890...2110).contains(year) || year > 9600 {
            days = try #require(LocalTime(year: year, month: 1, day: 1)).daysSinceEpoch
            for month in 1...12 {
                for day in 1...LocalTime.days(inMonth: month, of: year) {
                    let time = try #require(LocalTime(year: year, month: month, day: day, hour: 23, minute: 59, second: 58))
                    try #require(time.daysSinceEpoch == days)
                    try #require(LocalTime(secondsAsIfUTC: time.secondsAsIfUTC) == time)
                    days += 1
                }
            }
        }
        #expect(try #require(LocalTime(year: 1970, month: 1, day: 1)).secondsAsIfUTC == 0)
        #expect(try #require(LocalTime(year: 9999, month: 12, day: 31)).daysSinceEpoch == 2_932_896)
    }

    @Test(arguments: [
        [2026, 2, 29, 0, 0, 0], [1900, 2, 29, 0, 0, 0], [2026, 4, 31, 0, 0, 0], [2026, 0, 1, 0, 0, 0], [2026, 13, 1, 0, 0, 0],
        [2026, 1, 0, 0, 0, 0], [2026, 1, 1, 24, 0, 0], [2026, 1, 1, -1, 0, 0], [2026, 1, 1, 0, 60, 0], [2026, 1, 1, 23, 59, 60],
        [-1, 1, 1, 0, 0, 0], [10_000, 1, 1, 0, 0, 0], [Int.max, Int.max, Int.max, Int.max, Int.max, Int.max],
    ])
    func whatNoClockShowsIsNil(_ parts: [Int]) {
        #expect(LocalTime(year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5]) == nil)
    }

    @Test func leapDaysExist() {
        #expect(LocalTime(year: 2000, month: 2, day: 29) != nil)
        #expect(LocalTime(year: 2028, month: 2, day: 29) != nil)
    }

    @Test func writtenAndOrderedAsPeopleDo() throws {
        let early = try #require(LocalTime(year: 26, month: 1, day: 2, hour: 3, minute: 4, second: 5))
        #expect(early.description == "0026-01-02 03:04:05")
        #expect(early < LocalTime(secondsAsIfUTC: 0))
        #expect(LocalTime(secondsAsIfUTC: -1).description == "1969-12-31 23:59:59")
        #expect(LocalTime(secondsAsIfUTC: .max).description == "9999-12-31 23:59:59")
        #expect(LocalTime(secondsAsIfUTC: .min).description == "0000-01-01 00:00:00")
    }
}
