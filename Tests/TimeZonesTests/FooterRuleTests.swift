import Testing

@testable import TimeZones

/// Footers that the tz database uses and those that only RFC 8536 allows.
@Suite struct FooterRuleTests {
    @Test func europeanSummer() throws {
        let zone = try SampleZone.rules(footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let start = SampleZone.instant(3, 29, 1)
        let end = SampleZone.instant(10, 25, 1)
        #expect(zone.offset(at: start - 1) == ZoneOffset(seconds: 3600, abbreviation: "CET", isDaylight: false))
        #expect(zone.offset(at: start) == ZoneOffset(seconds: 7200, abbreviation: "CEST", isDaylight: true))
        #expect(zone.offset(at: end - 1).abbreviation == "CEST")
        #expect(zone.offset(at: end).abbreviation == "CET")
    }

    @Test func southernSummerSpansTheNewYear() throws {
        let zone = try SampleZone.rules(footer: "<-04>4<-03>,M9.1.6/24,M4.1.6/24")
        #expect(zone.offset(at: SampleZone.instant(1, 1)).seconds == -3 * 3600)
        #expect(zone.offset(at: SampleZone.instant(12, 31, 23)).seconds == -3 * 3600)
        #expect(zone.offset(at: SampleZone.instant(7, 1)) == ZoneOffset(seconds: -4 * 3600, abbreviation: "-04", isDaylight: false))
        let start = SampleZone.instant(9, 6, 4)
        #expect(zone.offset(at: start - 1).isDaylight == false)
        #expect(zone.offset(at: start).isDaylight)
    }

    @Test func winterTimeAsNegativeDaylightTime() throws {
        let zone = try SampleZone.rules(footer: "IST-1GMT0,M10.5.0,M3.5.0/1")
        #expect(zone.offset(at: SampleZone.instant(7, 1)) == ZoneOffset(seconds: 3600, abbreviation: "IST", isDaylight: false))
        #expect(zone.offset(at: SampleZone.instant(1, 1)) == ZoneOffset(seconds: 0, abbreviation: "GMT", isDaylight: true))
    }

    @Test(arguments: ["XXX3EDT4,0/0,J365/23", "EST5EDT,0/0,J365/25"])
    func daylightTimeAllYear(_ footer: String) throws {
        let zone = try SampleZone.rules(footer: footer)
        for day in stride(from: 0, to: 800, by: 1) {
            #expect(zone.offset(at: SampleZone.instant(1, 1, 3) + Int64(day) * 86_400).abbreviation == "EDT")
        }
        for seconds: Int64 in [-3601, -1, 0, 1, 3600, 10_800, 14_400, 18_000, 18_001] {
            #expect(zone.offset(at: SampleZone.instant(1, 1) + seconds).isDaylight)
        }
    }

    @Test func hoursOutsideTheDay() throws {
        // Nuuk: the Saturday evening before the last Sunday in March.
        let nuuk = try SampleZone.rules(footer: "<-02>2<-01>,M3.5.0/-1,M10.5.0/0")
        let start = SampleZone.instant(3, 29, 1)
        #expect(nuuk.offset(at: start - 1).seconds == -7200)
        #expect(nuuk.offset(at: start).seconds == -3600)
        // Gaza: the Saturday after the fourth Thursday in March.
        let gaza = try SampleZone.rules(footer: "EET-2EEST,M3.4.4/50,M10.4.4/50")
        let change = SampleZone.instant(3, 28, 0)
        #expect(gaza.offset(at: change - 1).isDaylight == false)
        #expect(gaza.offset(at: change).isDaylight)
    }

    @Test func daysByNumber() throws {
        let zone = try SampleZone.rules(footer: "AAA0BBB,J60/0,300/0")
        // J60 is the first of March, in leap years too; 300 counts from zero and counts February 29.
        for (year, end) in [(2026, 28), (2028, 27)] {
            let start = SampleZone.instant(3, 1, year: year)
            #expect(zone.offset(at: start - 1).isDaylight == false)
            #expect(zone.offset(at: start).isDaylight)
            let stop = SampleZone.instant(10, end, -1, year: year)
            #expect(zone.offset(at: stop - 1).isDaylight)
            #expect(zone.offset(at: stop).isDaylight == false)
        }
    }

    @Test func daysBeforeTheLeapDay() throws {
        let zone = try SampleZone.rules(footer: "AAA0BBB,J59/0,J300/0")
        for year in [2026, 2028] { #expect(zone.offset(at: SampleZone.instant(2, 28, year: year)).isDaylight) }
        for year in [2026, 2028] { #expect(!zone.offset(at: SampleZone.instant(2, 28, year: year) - 1).isDaylight) }
    }

    @Test func changesAtTheNewYear() throws {
        let zone = try SampleZone.rules(footer: "AAA0BBB,J1/0,J180/0")
        let change = SampleZone.instant(1, 1, year: 2027)
        #expect(zone.instant(of: LocalTime(secondsAsIfUTC: change + 1800)) == .skipped(before: change + 1800, after: change - 1800))
        let southern = try SampleZone.rules(footer: "AAA0BBB,J180/0,J1/0")
        #expect(southern.instant(of: LocalTime(secondsAsIfUTC: change - 1800)) == .repeated(first: change - 5400, second: change - 1800))
    }

    @Test(arguments: [
        "A0", "AB-1", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,J366,J1", "CET-1CEST,366,1",
        "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "<+03>", "CET-1:60", "CET-1:", "CET-99999999999999999999", " CET-1",
        "CET-1CEST;M3.5.0,M10.5.0",
    ])
    func brokenFootersAreRefused(_ footer: String) {
        #expect(throws: TimeZoneError.malformed(name: "Sample", reason: "its footer is not a POSIX TZ string")) {
            _ = try SampleZone.rules(footer: footer)
        }
    }
}
