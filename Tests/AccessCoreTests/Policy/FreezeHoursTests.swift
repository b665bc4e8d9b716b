import AccessCore
import Testing

/// When a freeze window is open, where clocks change and where openings repeat.
@Suite struct FreezeHoursTests {
    /// An hour ahead of UTC, in summer two: from 2026-03-29T01:00:00Z until 2026-10-25T01:00:00Z.
    private static let berlin = ZoneOffsets([
        .init(from: ZoneOffsets.first, seconds: 3600), .init(from: time("2026-03-29T01:00:00Z"), seconds: 7200),
        .init(from: time("2026-10-25T01:00:00Z"), seconds: 3600),
    ])

    private static func time(_ text: String) -> Timestamp { Timestamp(text) ?? .latest }

    /// Seconds on a clock that shows this.
    private static func clock(_ text: String) -> Int64 { time(text + "Z").seconds }

    private func opening(_ hours: FreezeHours, at text: String) -> String? {
        hours.opening(at: Self.time(text)).map { "\($0.start)/\($0.end)" }
    }

    @Test("a start that the clocks show twice is the first, one that they skip the earlier reading")
    func startsAtAClockChange() {
        let twice = FreezeHours(zone: Self.berlin, start: Self.clock("2026-10-25T02:30:00"), length: .init(exact: 7200))
        #expect(opening(twice, at: "2026-10-25T00:30:00Z") == "2026-10-25T00:30:00Z/2026-10-25T03:30:00Z")
        #expect(opening(twice, at: "2026-10-25T00:29:59Z") == nil)
        let skipped = FreezeHours(zone: Self.berlin, start: Self.clock("2026-03-29T02:30:00"), length: .init(exact: 7200))
        #expect(opening(skipped, at: "2026-03-29T00:30:00Z") == "2026-03-29T00:30:00Z/2026-03-29T03:30:00Z")
    }

    @Test("an end that the clocks show twice is the second")
    func endsAtAClockChange() {
        let night = FreezeHours(zone: Self.berlin, start: Self.clock("2026-10-24T22:30:00"), length: .init(clock: 4 * 3600))
        #expect(opening(night, at: "2026-10-25T01:29:59Z") == "2026-10-24T20:30:00Z/2026-10-25T01:30:00Z")
        #expect(opening(night, at: "2026-10-25T01:30:00Z") == nil)
    }

    @Test("an opening of weeks is open on its last day, one of a moment for a moment")
    func long() {
        let rule = RecurrenceRule(.yearly)
        for length in [FreezeHours.Length(clock: 40 * 86_400), .init(exact: 40 * 86_400)] {
            let hours = FreezeHours(zone: .utc, start: Self.clock("2026-01-10T12:00:00"), length: length, rule: rule)
            #expect(opening(hours, at: "2028-02-19T11:59:59Z") == "2028-01-10T12:00:00Z/2028-02-19T12:00:00Z")
            #expect(opening(hours, at: "2028-02-19T12:00:00Z") == nil)
        }
    }

    @Test("of openings that cover an instant the one that ends last counts")
    func overlapping() {
        let hours = FreezeHours(
            zone: .utc, start: Self.clock("2026-01-01T00:00:00"), length: .init(exact: 3 * 86_400), rule: RecurrenceRule(.daily))
        #expect(opening(hours, at: "2026-02-10T01:00:00Z") == "2026-02-10T00:00:00Z/2026-02-13T00:00:00Z")
    }

    @Test("a rule's first and last openings are its, and those left out aren't")
    func bounds() {
        var rule = RecurrenceRule(.daily, from: Self.time("2026-01-03T00:00:00Z"), until: Self.time("2026-01-06T08:00:00Z"))
        let start = Self.clock("2026-01-01T08:00:00")
        func days(_ hours: FreezeHours) -> [Int64] {
            (1...8).filter { hours.opening(at: Timestamp(seconds: start + ($0 - 1) * 86_400)) != nil }
        }
        let excluded: Set<Timestamp> = [Self.time("2026-01-04T08:00:00Z")]
        #expect(days(FreezeHours(zone: .utc, start: start, length: .init(exact: 60), rule: rule)) == [3, 4, 5, 6])
        #expect(days(FreezeHours(zone: .utc, start: start, length: .init(exact: 60), rule: rule, excluded: excluded)) == [3, 5, 6])
        rule.from = Self.time("2026-01-03T08:00:00Z")
        rule.until = Self.time("2026-01-06T07:59:59Z")
        #expect(days(FreezeHours(zone: .utc, start: start, length: .init(exact: 60), rule: rule)) == [3, 4, 5])
    }

    @Test("one that comes once and is left out never comes")
    func once() {
        let hours = FreezeHours(zone: .utc, start: at(0).seconds, length: .init(exact: 60), excluded: [at(0)])
        #expect(hours.opening(at: at(0)) == nil)
        #expect(hours.start(ofOpening: 1) == nil)
    }

    @Test("the openings are counted from the first")
    func counted() {
        let start = Self.clock("2024-02-29T10:00:00")
        let leap = FreezeHours(zone: .utc, start: start, length: .init(exact: 60), rule: RecurrenceRule(.yearly))
        #expect(leap.start(ofOpening: 1) == Self.time("2024-02-29T10:00:00Z"))
        #expect(leap.start(ofOpening: 2) == Self.time("2028-02-29T10:00:00Z"))
        #expect(leap.start(ofOpening: 100) == nil, "beyond the years that a zone is known for")
    }
}
