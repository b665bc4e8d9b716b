import AccessCore
import TestSupport
import Testing
import TimeZones
import YAML

@testable import AccessRequests

/// What calendars mean: openings at instants.
struct CalendarDecoderTests {
    private func calendar(_ files: [String: String]) throws -> FreezeCalendar {
        let all = Base.policies().merging(files) { $1 }
        let decoded = PolicyDecoder().decode(all.map { SourceFile(path: $0, bytes: Array($1.utf8)) }, tree: TreeID("t"))
        #expect(decoded.diagnostics == [])
        return try #require(decoded.value).calendar
    }

    private func freeze(_ calendar: FreezeCalendar, _ time: String, _ name: String = "prod", _ account: String = "jump") throws -> String? {
        calendar.freeze(of: EntitlementName(name), in: AccountName(account), at: try #require(Timestamp(time))).map {
            "\($0.name) until \($0.until)"
        }
    }

    @Test func windowsOfYAML() throws {
        let calendar = try calendar([
            "policies/calendar.yaml": """
            version: 1
            windows:
              - name: year-end
                reason: Closing of the year
                start: 2026-12-24 18:00
                end: 2027-01-04 08:00
              - { name: nights, weekdays: [mon, tue], from: "22:00", to: "06:00", access: [prod], accounts: [jump], start: 2026-07-01 00:00 }
              - { name: weekends, weekdays: [fri], from: "17:00", duration: 63h, end: 2026-07-20 00:00 }
              - { name: sundays, weekdays: [sun], accounts: [test] }
            """
        ])
        let year = "year-end until 2027-01-04T07:00:00Z"
        #expect(try freeze(calendar, "2026-12-24T16:59:59Z") == nil)
        #expect(try freeze(calendar, "2026-12-24T17:00:00Z") == year)
        #expect(try freeze(calendar, "2027-01-04T06:59:59Z") == year)
        #expect(try freeze(calendar, "2027-01-04T07:00:00Z") == nil)
        // Monday, 6 July 2026, summer time.
        #expect(try freeze(calendar, "2026-07-06T19:59:59Z") == nil)
        #expect(try freeze(calendar, "2026-07-06T20:00:00Z") == "nights until 2026-07-07T04:00:00Z")
        #expect(try freeze(calendar, "2026-07-07T03:59:59Z") == "nights until 2026-07-07T04:00:00Z")
        #expect(try freeze(calendar, "2026-07-07T04:00:00Z") == nil)
        #expect(try freeze(calendar, "2026-07-06T20:00:00Z", "other") == nil)
        #expect(try freeze(calendar, "2026-07-06T20:00:00Z", "prod", "test") == nil)
        #expect(try freeze(calendar, "2026-06-29T21:00:00Z") == nil, "before its first day")
        // From Friday to Monday morning, eight o'clock; the last begins before the end.
        #expect(try freeze(calendar, "2026-07-20T05:59:59Z") == "weekends until 2026-07-20T06:00:00Z")
        #expect(try freeze(calendar, "2026-07-24T16:00:00Z") == nil)
        #expect(try freeze(calendar, "2026-12-06T12:00:00Z", "prod", "test") == "sundays until 2026-12-06T23:00:00Z")
        #expect(try freeze(calendar, "2026-12-06T23:00:00Z", "prod", "test") == nil)
    }

    /// What opens at its end doesn't open any more.
    @Test func theEndIsNoPartOfIt() throws {
        let calendar = try calendar([
            "policies/calendar.yaml": "version: 1\nwindows: [{ name: s, weekdays: [sun], end: 2026-12-06 00:00 }]\n"
        ])
        #expect(try freeze(calendar, "2026-11-29T12:00:00Z") == "s until 2026-11-29T23:00:00Z")
        #expect(try freeze(calendar, "2026-12-06T12:00:00Z") == nil)
    }

    /// By the clock, a night is as long as it is: the one of the clock change too.
    @Test func nightsOfClockChanges() throws {
        let calendar = try calendar([
            "policies/calendar.yaml": "version: 1\nwindows: [{ name: n, weekdays: [sat, sun], from: \"22:00\", to: \"02:30\" }]\n"
        ])
        // 02:30 comes twice in the night to 25 October: until the second.
        #expect(try freeze(calendar, "2026-10-25T01:29:59Z") == "n until 2026-10-25T01:30:00Z")
        #expect(try freeze(calendar, "2026-10-25T01:30:00Z") == nil)
    }

    static let events = """
        BEGIN:VCALENDAR\r
        VERSION:2.0\r
        PRODID:-//x//y//EN\r
        BEGIN:VTIMEZONE\r
        TZID:Asia/Tokyo\r
        BEGIN:STANDARD\r
        DTSTART:19700101T000000\r
        TZOFFSETFROM:+0900\r
        TZOFFSETTO:+0900\r
        END:STANDARD\r
        END:VTIMEZONE\r
        BEGIN:VEVENT\r
        UID:1\r
        DTSTAMP:20260101T000000Z\r
        SUMMARY:New\\, Year's\r
          Day\r
        DTSTART;VALUE=DATE:20260101\r
        RRULE:FREQ=YEARLY\r
        BEGIN:VALARM\r
        TRIGGER:-PT15M\r
        END:VALARM\r
        END:VEVENT\r
        BEGIN:VEVENT\r
        SUMMARY:Release night\r
        DTSTART;TZID="Asia/Tokyo":20260206T220000\r
        DTEND;TZID=Asia/Tokyo:20260207T040000\r
        RRULE:FREQ=MONTHLY;BYDAY=1FR;UNTIL=20260801T000000Z\r
        EXDATE;TZID=Asia/Tokyo:20260306T220000,20260403T220000\r
        END:VEVENT\r
        BEGIN:VEVENT\r
        SUMMARY:Audit\r
        DTSTART:20260601T000000Z\r
        DURATION:P1DT6H\r
        END:VEVENT\r
        END:VCALENDAR\r

        """

    @Test func eventsOfACalendarFile() throws {
        let calendar = try calendar(["policies/holidays.ics": Self.events])
        #expect(try freeze(calendar, "2026-12-31T23:00:00Z") == "New, Year's Day until 2027-01-01T23:00:00Z")
        #expect(try freeze(calendar, "2026-12-31T22:59:59Z") == nil)
        #expect(try freeze(calendar, "2026-01-01T22:59:59Z") != nil)
        #expect(try freeze(calendar, "2026-02-06T13:00:00Z") == "Release night until 2026-02-06T19:00:00Z")
        #expect(try freeze(calendar, "2026-03-06T13:00:00Z") == nil)
        #expect(try freeze(calendar, "2026-05-01T13:00:00Z") != nil)
        #expect(try freeze(calendar, "2026-08-07T13:00:00Z") == nil, "after UNTIL")
        #expect(try freeze(calendar, "2026-06-02T05:59:59Z") == "Audit until 2026-06-02T06:00:00Z")
    }

    /// A rule's last day is part of it, by the clock of its event; an instant of UTC is one.
    @Test(
        arguments: [
            ("20260603", 3), ("20260603T220000", 3), ("20260603T215959", 2), ("20260603T200000Z", 3), ("20260603T195959Z", 2),
        ] as [(String, Int)])
    func untilItsLastDay(until: String, openings: Int) throws {
        let calendar = try calendar([
            "policies/x.ics": """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            SUMMARY:Nights
            DTSTART:20260601T220000
            DURATION:PT1H
            RRULE:FREQ=DAILY;UNTIL=\(until)
            END:VEVENT
            END:VCALENDAR
            """
        ])
        let nights = try (1...5).filter { try freeze(calendar, "2026-06-0\($0)T20:30:00Z") != nil }
        #expect(nights == Array(1...openings))
    }

    /// A colon or a semicolon in quotes ends neither a name nor a parameter.
    @Test func whatStandsInQuotesIsOneValue() throws {
        let calendar = try calendar([
            "policies/x.ics": """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            SUMMARY;ALTREP="cid:1;x=2:3";LANGUAGE=en:Inventory: all
            DTSTART;VALUE=DATE:20260601
            END:VEVENT
            END:VCALENDAR
            """
        ])
        #expect(try freeze(calendar, "2026-06-01T12:00:00Z") == "Inventory: all until 2026-06-01T22:00:00Z")
    }

    @Test func aFileHasAsManyEventsAsMayBe() {
        func decoder(_ count: Int) -> CalendarFileDecoder {
            let event = "BEGIN:VEVENT\nSUMMARY:x\nDTSTART;VALUE=DATE:20260601\nEND:VEVENT\n"
            let text = "BEGIN:VCALENDAR\n" + String(repeating: event, count: count) + "END:VCALENDAR\n"
            let file = SourceFile(path: "policies/x.ics", bytes: Array(text.utf8))
            return CalendarFileDecoder(
                file, limits: .init(bytes: 1_000_000, depth: 9, nodes: 9, scalarBytes: 9, problems: 9), zone: .utc,
                zoneDirectory: "/usr/share/zoneinfo")
        }
        let most = decoder(InputLimits.events)
        #expect(most.windows.count == InputLimits.events && most.reader.diagnostics.isEmpty)
        let more = decoder(InputLimits.events + 1)
        #expect(more.windows.count == InputLimits.events && more.reader.diagnostics.map(\.severity) == [.error])
    }

    /// The openings of rules made by chance are those that Python's dateutil finds.
    @Test func rulesAgreeWithDateutil() async throws {
        var numbers = SplitMix64(seed: 5545)
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        var cases: [(start: String, rule: String)] = []
        while cases.count < 150 {
            let frequency = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].randomElement(using: &numbers)!
            var rule = "FREQ=\(frequency);INTERVAL=\(Int.random(in: 1...4, using: &numbers))"
            if frequency != "YEARLY", Bool.random(using: &numbers) {
                // All with a number or none: of a mixture dateutil keeps only what is both.
                let isNumbered = frequency == "MONTHLY" && Bool.random(using: &numbers)
                let picked = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                    (isNumbered ? ["1", "2", "-1", "5"].randomElement(using: &numbers)! : "") + days.randomElement(using: &numbers)!
                }
                rule += ";BYDAY=" + picked.joined(separator: ",")
            }
            if Bool.random(using: &numbers) { rule += ";WKST=" + days.randomElement(using: &numbers)! }
            switch Int.random(in: 0..<3, using: &numbers) {
            case 0: rule += ";COUNT=\(Int.random(in: 1...30, using: &numbers))"
            case 1: rule += ";UNTIL=20270701T000000Z"
            default: break
            }
            let day = Int.random(in: 1...31, using: &numbers)
            let month = Int.random(in: 1...12, using: &numbers)
            guard let date = LocalTime(year: 2026, month: month, day: day, hour: 9) else { continue }
            let text = date.description.filter { $0 != "-" && $0 != ":" }.replacing(" ", with: "T") + "Z"
            cases.append((text, rule))
        }
        let script = """
            import sys
            from datetime import datetime, timezone
            from dateutil.rrule import rrulestr
            for line in sys.stdin.read().split("\\n"):
                start, rule = line.split(" ")
                start = datetime.strptime(start, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
                found = rrulestr(rule, dtstart=start).between(start, datetime(2029, 1, 1, tzinfo=timezone.utc), inc=True)
                print(" ".join(str(int(time.timestamp())) for time in found))
            """
        let python = try await Shell.run([testPython, "-c", script], input: cases.map { "\($0.start) \($0.rule)" }.joined(separator: "\n"))
        try #require(python.code == 0, "\(python.errors)")
        let answers = python.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(answers.count == cases.count)
        var compared = 0
        for (example, answer) in zip(cases, answers) {
            let expected = answer.split(separator: " ").compactMap { Int64($0) }
            let text =
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:\(example.start)\nDURATION:PT1S\nRRULE:\(example.rule)\nEND:VEVENT\nEND:VCALENDAR\n"
            let file = SourceFile(path: "policies/x.ics", bytes: Array(text.utf8))
            let decoder = CalendarFileDecoder(
                file, limits: .init(bytes: 10_000, depth: 9, nodes: 9, scalarBytes: 9, problems: 9), zone: .utc,
                zoneDirectory: "/usr/share/zoneinfo")
            // One that doesn't begin on a day of its own rule means nothing in particular.
            guard let hours = decoder.windows.first?.hours else {
                #expect(decoder.reader.diagnostics.map(\.code) == ["DP1640"], "\(example)")
                continue
            }
            compared += 1
            let first = try #require(Timestamp("2026-01-01T09:00:00Z")).seconds
            let last = try #require(Timestamp("2029-01-01T00:00:00Z")).seconds
            let found = stride(from: first, to: last, by: 86_400).filter { hours.opening(at: Timestamp(seconds: $0)) != nil }
            #expect(found == expected, "\(example)")
        }
        #expect(compared > 50, "so few begin on their day that agreeing says nothing")
    }
}
