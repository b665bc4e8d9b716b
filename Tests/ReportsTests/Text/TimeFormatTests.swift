import AccessCore
import Reports
import Testing

struct TimeFormatTests {
    @Test("Instants of messages are told by the zone's clocks, somebody's own words as they are")
    func messages() {
        let words = "it ended at 2026-11-22T17:00:00Z, not '2026-11-22T17:00:00Z'; 2026-13-22T17:00:00Z isn't one"
        #expect(
            World.tokyo.localized(words) == "it ended at 23 Nov 02:00 +09:00, not '2026-11-22T17:00:00Z'; 2026-13-22T17:00:00Z isn't one")
    }

    @Test("Local time, with no more than is needed")
    func tokyo() {
        let time = World.tokyo
        #expect(time.full(World.now) == "22 Nov 22:00 +09:00")
        #expect(time.short(World.at("23 02:00")) == "23 Nov 02:00")
        #expect(time.brief(World.at("22 23:30")) == "23:30")
        #expect(time.brief(World.at("23 00:00")) == "23 Nov 00:00")
        #expect(time.machine(World.now) == "2026-11-22T13:00:00Z")
    }

    @Test("The year shows when it isn't this one, as the zone counts it")
    func years() {
        #expect(World.tokyo.short(World.instant("2027-01-01T00:30:00+09:00")) == "1 Jan 2027 00:30")
        #expect(World.tokyo.full(World.instant("2026-12-31T23:30:00+09:00")) == "31 Dec 23:30 +09:00")
        #expect(World.tokyo.short(World.instant("2025-03-05T04:05:59+09:00")) == "5 Mar 2025 04:05")
    }

    @Test("The offset shows when a clock change lies between")
    func clockChange() {
        // New York left summer time on 1 November 2026 at 06:00 UTC.
        let change = World.instant("2026-11-01T06:00:00Z")
        let time = TimeFormat(now: World.instant("2026-11-01T05:30:00Z")) { $0 < change ? -4 * 3600 : -5 * 3600 }
        #expect(time.full(time.now) == "1 Nov 01:30 -04:00")
        #expect(time.short(World.instant("2026-11-01T05:45:00Z")) == "1 Nov 01:45")
        #expect(time.short(World.instant("2026-11-01T06:30:00Z")) == "1 Nov 01:30 -05:00")
        #expect(time.brief(World.instant("2026-11-01T06:30:00Z")) == "1 Nov 01:30 -05:00")
    }

    @Test("Zones of all kinds", arguments: [(0, "UTC"), (19_800, "+05:30"), (-12_600, "-03:30"), (33_539, "+09:18:59")])
    func offsets(_ offset: Int, _ name: String) {
        let time = TimeFormat(now: World.now) { _ in offset }
        #expect(time.full(World.now).hasSuffix(" \(name)"))
    }

    @Test("The ends of time hold")
    func extremes() {
        #expect(World.tokyo.short(Timestamp(seconds: .min)) == "1 Jan 1 09:00")
        #expect(World.tokyo.short(Timestamp(seconds: .max)) == "1 Jan 10000 08:59")
        #expect(TimeFormat.utc(now: World.now).full(Timestamp(seconds: -1)) == "31 Dec 1969 23:59 UTC")
    }
}
