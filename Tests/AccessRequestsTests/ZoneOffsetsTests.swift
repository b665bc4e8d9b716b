import AccessCore
import Testing
import TimeZones

@testable import AccessRequests

/// What the core is told of a zone says the same as the zone's rules.
struct ZoneOffsetsTests {
    private static let zones = [
        "UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca",
        "America/Sao_Paulo", "Pacific/Apia",
    ]

    @Test(arguments: zones)
    func agreesWithTheRules(name: String) throws {
        let rules = try TimeZoneRules(named: name)
        let zone = ZoneOffsets(rules)
        // Every 7 h 13 min, so that all times of a day and all clock changes are met.
        for seconds in stride(from: ZoneOffsets.first.seconds, to: ZoneOffsets.last.seconds, by: 25_980 * 5) {
            let wall = rules.local(at: seconds).secondsAsIfUTC
            #expect(zone.local(Timestamp(seconds: seconds)) == wall)
            #expect(zone.instants(wall).contains(Timestamp(seconds: seconds)))
        }
        for change in rules.offsets(from: ZoneOffsets.first.seconds, through: ZoneOffsets.last.seconds - 1).dropFirst() {
            for wall in stride(from: change.since - 50_000, through: change.since + 50_000, by: 1800) {
                let local = LocalTime(secondsAsIfUTC: wall)
                let range = zone.instants(wall)
                switch rules.instant(of: local) {
                case .unique(let instant): #expect(range == Timestamp(seconds: instant)...Timestamp(seconds: instant), "\(local)")
                case .repeated(let first, let second), .skipped(let second, let first):
                    #expect(range == Timestamp(seconds: min(first, second))...Timestamp(seconds: max(first, second)), "\(local)")
                }
            }
        }
    }

    @Test func aZoneOfOneOffsetIsOneEntry() throws {
        #expect(try TimeZoneRules(named: "Asia/Tokyo").offsets(from: 0, through: 4_000_000_000).count == 1)
        #expect(ZoneOffsets(try TimeZoneRules(named: "Asia/Tokyo")).local(Timestamp(seconds: 0)) == 32_400)
    }
}
