import Foundation
import HTTP
import Testing

struct HTTPDateTests {
    @Test func theExampleOfTheStandard() {
        #expect(HTTPDate("Sun, 06 Nov 1994 08:49:37 GMT")?.secondsSince1970 == 784_111_777)
    }

    @Test func aDayOfEachMonthOfFourHundredYears() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        // 1900 to 2300, every 30 days and 7919 seconds.
        for second in stride(from: Int64(-2_208_988_800), to: 10_413_792_000, by: 30 * 86400 + 7919) {
            let text = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(second)))
            guard HTTPDate(text)?.secondsSince1970 == second else {
                Issue.record("\(text) is \(second)")
                return
            }
        }
    }

    @Test(arguments: [("Thu, 29 Feb 2024 23:59:60 GMT", Int64(1_709_251_200)), ("Thu, 01 Jan 1970 00:00:00 GMT", 0)])
    func edges(text: String, seconds: Int64) {
        #expect(HTTPDate(text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT", "Wed, 29 Feb 2023 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:37 GM\u{fffd}",
        "Sun, 06 Növ 1994 08:49:3 GMT", "1994-11-06T08:49:37Z 12345678", "Sun, 06 Nov 0000 08:49:37 GMT",
    ])
    func whatIsNoDate(text: String) {
        #expect(HTTPDate(text) == nil)
    }
}
