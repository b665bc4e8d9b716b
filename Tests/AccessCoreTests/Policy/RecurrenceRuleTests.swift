import AccessCore
import Testing

/// On which days something comes again. What dateutil says of rules made by chance is asked in `AccessRequestsTests`.
@Suite struct RecurrenceRuleTests {
    private func day(_ text: String) -> Int64 { (Timestamp(text + "T00:00:00Z")?.seconds ?? 0) / 86_400 }

    private func days(_ rule: RecurrenceRule, from first: String, until last: String) -> [String] {
        (day(first)...day(last)).filter { rule.isMet(on: $0, since: day(first)) }
            .map { String(Timestamp(seconds: $0 * 86_400).description.prefix(10)) }
    }

    @Test("every other week is counted by the weeks, not from the day it began on")
    func weeks() {
        let days = [RecurrenceRule.Day(.monday), .init(.friday)]
        // Friday, 2 January 2026.
        let rule = RecurrenceRule(.weekly, interval: 2, days: days)
        #expect(
            self.days(rule, from: "2026-01-02", until: "2026-01-30")
                == ["2026-01-02", "2026-01-12", "2026-01-16", "2026-01-26", "2026-01-30"])
        // Where weeks begin on Fridays the Monday after is of the same one.
        let other = RecurrenceRule(.weekly, interval: 2, days: days, weekStart: .friday)
        #expect(self.days(other, from: "2026-01-02", until: "2026-01-20") == ["2026-01-02", "2026-01-05", "2026-01-16", "2026-01-19"])
        #expect(self.days(RecurrenceRule(.weekly), from: "2026-01-02", until: "2026-01-16") == ["2026-01-02", "2026-01-09", "2026-01-16"])
    }

    @Test("the how manieth of a month, from both ends")
    func months() {
        func month(_ ordinal: Int64?) -> [String] {
            // November 2026 begins and December ends in the middle of a week; both have Tuesdays on their 1st or 7th day from an end.
            days(RecurrenceRule(.monthly, days: [.init(.tuesday, ordinal: ordinal)]), from: "2026-09-01", until: "2026-12-31")
        }
        #expect(month(1) == ["2026-09-01", "2026-10-06", "2026-11-03", "2026-12-01"])
        #expect(month(2) == ["2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08"])
        #expect(month(5) == ["2026-09-29", "2026-12-29"])
        #expect(month(-1) == ["2026-09-29", "2026-10-27", "2026-11-24", "2026-12-29"])
        #expect(month(nil).count == 18)
        // The 7th is the first of its kind, and so is the 7th from the end.
        let first = RecurrenceRule(.monthly, days: [.init(.monday, ordinal: 1)])
        #expect(days(first, from: "2026-09-07", until: "2026-09-30") == ["2026-09-07"])
        let last = RecurrenceRule(.monthly, days: [.init(.thursday, ordinal: -1)])
        #expect(days(last, from: "2026-09-24", until: "2026-10-01") == ["2026-09-24"])
        let none = RecurrenceRule(.monthly)
        #expect(days(none, from: "2026-01-31", until: "2026-05-31") == ["2026-01-31", "2026-03-31", "2026-05-31"])
    }

    @Test("every so many months and years, over the turn of a year")
    func turns() {
        let rule = RecurrenceRule(.monthly, interval: 5)
        #expect(days(rule, from: "2026-10-15", until: "2027-09-01") == ["2026-10-15", "2027-03-15", "2027-08-15"])
        let yearly = RecurrenceRule(.yearly, interval: 2)
        #expect(days(yearly, from: "2026-10-15", until: "2030-12-31") == ["2026-10-15", "2028-10-15", "2030-10-15"])
    }

    @Test("nothing comes before it began")
    func before() {
        #expect(!RecurrenceRule(.daily).isMet(on: day("2026-01-01"), since: day("2026-01-02")))
        #expect(RecurrenceRule(.daily).isMet(on: day("2026-01-02"), since: day("2026-01-02")))
    }
}
