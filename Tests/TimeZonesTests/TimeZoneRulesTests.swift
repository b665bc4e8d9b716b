import Testing
import TimeZones

@Suite struct TimeZoneRulesTests {
    @Test func utcNeedsNoDatabase() throws {
        let named = try TimeZoneRules(named: "UTC", directory: "/nowhere")
        #expect(named == .utc)
        #expect(named.offset(at: .max) == ZoneOffset(seconds: 0, abbreviation: "UTC", isDaylight: false))
        #expect(named.local(at: 0).description == "1970-01-01 00:00:00")
        #expect(named.instant(of: LocalTime(secondsAsIfUTC: 86_399)) == .unique(86_399))
    }

    @Test func tokyoIsNineHoursAhead() throws {
        let tokyo = try TimeZoneRules(named: "Asia/Tokyo")
        let local = try #require(LocalTime(year: 2026, month: 11, day: 22, hour: 22))
        #expect(tokyo.instant(of: local) == .unique(1_795_352_400))
        #expect(tokyo.local(at: 1_795_352_400) == local)
        #expect(tokyo.offset(at: 1_795_352_400) == ZoneOffset(seconds: 32_400, abbreviation: "JST", isDaylight: false))
    }

    @Test func skippedAndRepeatedHours() throws {
        let berlin = try TimeZoneRules(named: "Europe/Berlin")
        let skipped = try #require(LocalTime(year: 2026, month: 3, day: 29, hour: 2, minute: 30))
        let change = SampleZone.instant(3, 29, 1)
        #expect(berlin.instant(of: skipped) == .skipped(before: change + 1800, after: change - 1800))
        let repeated = try #require(LocalTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30))
        let back = SampleZone.instant(10, 25, 1)
        #expect(berlin.instant(of: repeated) == .repeated(first: back - 1800, second: back + 1800))
    }

    @Test func aWholeSkippedDay() throws {
        // Samoa had no December 30, 2011.
        let apia = try TimeZoneRules(named: "Pacific/Apia")
        let noon = try #require(LocalTime(year: 2011, month: 12, day: 30, hour: 12))
        let change = SampleZone.instant(12, 30, 10, year: 2011)
        #expect(apia.instant(of: noon) == .skipped(before: change + 43_200, after: change - 43_200))
    }

    @Test func theLastListedChangeGivesWayToTheFooter() throws {
        let zone = try TimeZoneRules(
            name: "Sample",
            tzif: SampleZone.tzif(
                changes: [(0, 1), (1000, 0)],
                kinds: [(0, false, 0), (3600, true, 4)],
                names: "AAA\0BBB\0",
                footer: "CCC-2"
            )
        )
        #expect(zone.offset(at: -1).abbreviation == "AAA")
        #expect(zone.offset(at: 0) == ZoneOffset(seconds: 3600, abbreviation: "BBB", isDaylight: true))
        #expect(zone.offset(at: 999).abbreviation == "BBB")
        #expect(zone.offset(at: 1000) == ZoneOffset(seconds: 7200, abbreviation: "CCC", isDaylight: false))
    }

    @Test func withoutAFooterTheLastChangeHoldsForEver() throws {
        let file = SampleZone.tzif(changes: [(0, 1)], kinds: [(0, false, 0), (3600, false, 0)], names: "AAA\0")
        #expect(try TimeZoneRules(name: "Sample", tzif: file).offset(at: .max).seconds == 3600)
    }

    @Test func instantsAtTheEndsOfTimeAreAnswered() throws {
        let zone = try TimeZoneRules(named: "America/New_York")
        #expect(zone.local(at: .max).description == "9999-12-31 23:59:59")
        #expect(zone.local(at: .min).description == "0000-01-01 00:00:00")
        #expect(zone.instant(of: zone.local(at: .max)) == .unique(zone.local(at: .max).secondsAsIfUTC + 5 * 3600))
    }
}
