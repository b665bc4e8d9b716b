import AccessCore

@testable import AccessRequests

private let notKept = "Write the event without it, or the window into calendar.yaml: what isn't kept is refused, not ignored."
private let value = "Correct it as RFC 5545 has it."
private let day = "DTSTART;VALUE=DATE:20261224"

extension MistakeCase {
    private static func file(_ code: String, _ message: String, _ advice: String?, _ text: String) -> Self {
        Self(code, message, advice, files: Base.policies("policies/holidays.ics", text))
    }

    private static func event(_ code: String, _ message: String, _ advice: String?, _ lines: String...) -> Self {
        let body = lines.joined(separator: "\n")
        return file(
            code, message, advice, "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Closed\n\(body)\nEND:VEVENT\nEND:VCALENDAR\n")
    }

    static let calendarFiles: [MistakeCase] = [
        file("DP1633", "the file doesn't begin with BEGIN:VCALENDAR", "Export it as iCalendar (RFC 5545).", "«»VERSION:2.0\n"),
        file(
            "DP1634", "'DTSTART' is not a line of a calendar", "Write it as NAME:value; a line that goes on begins with a blank.",
            "BEGIN:VCALENDAR\n«DTSTART»\nEND:VCALENDAR\n"),
        event("DP1635", "'RDATE' is not supported", notKept, day, "«RDATE:20261231»"),
        event("DP1635", "'RECURRENCE-ID' is not supported", notKept, day, "«RECURRENCE-ID;VALUE=DATE:20261231»"),
        event("DP1635", "'STATUS:CANCELLED' is not supported", notKept, day, "«STATUS:CANCELLED»"),
        event("DP1635", "'RRULE BYMONTHDAY' is not supported", notKept, day, "«RRULE:FREQ=MONTHLY;BYMONTHDAY=24»"),
        event("DP1635", "'RRULE FREQ=HOURLY' is not supported", notKept, day, "«RRULE:FREQ=HOURLY»"),
        event("DP1635", "'RRULE BYDAY with FREQ=YEARLY' is not supported", notKept, day, "«RRULE:FREQ=YEARLY;BYDAY=TH»"),
        file(
            "DP1635", "'BEGIN:VJOURNAL' is not supported", notKept,
            "BEGIN:VCALENDAR\n«BEGIN:VJOURNAL»\nSUMMARY:x\nEND:VJOURNAL\nEND:VCALENDAR\n"),
        event("DP1636", "the event has no DTSTART", "Add one.", "UID:x").begun(),
        file(
            "DP1636", "the event has no SUMMARY", "Add one.", "BEGIN:VCALENDAR\n«BEGIN:VEVENT»\n\(day)\nEND:VEVENT\nEND:VCALENDAR\n"),
        event("DP1637", "'20261301' is not what DTSTART takes", value, "«DTSTART;VALUE=DATE:20261301»"),
        event("DP1637", "'20261224T180000Z' is not what DTSTART takes", value, "«DTSTART;TZID=Asia/Tokyo:20261224T180000Z»"),
        event("DP1637", "'20261225T000000Z' is not what DTEND takes", value, day, "«DTEND:20261225T000000Z»"),
        event("DP1637", "'00010101' is not what DTSTART takes", value, "«DTSTART;VALUE=DATE:00010101»"),
        event("DP1637", "'P1Y' is not what DURATION takes", value, day, "«DURATION:P1Y»"),
        event("DP1637", "'PT2H' is not what DURATION takes", value, day, "«DURATION:PT2H»"),
        event("DP1637", "'0' is not what INTERVAL takes", value, day, "«RRULE:FREQ=DAILY;INTERVAL=0»"),
        event("DP1637", "'2TH' is not what BYDAY takes", value, day, "«RRULE:FREQ=WEEKLY;BYDAY=2TH»"),
        event("DP1637", "'SOON' is not what UNTIL takes", value, day, "«RRULE:FREQ=DAILY;UNTIL=SOON»"),
        event("DP1637", "'20261231T000000Z' is not what EXDATE takes", value, day, "RRULE:FREQ=DAILY", "«EXDATE:20261231T000000Z»"),
        event("DP1619", "'UNTIL' and 'COUNT' exclude each other", "Keep one of them.", day, "«RRULE:FREQ=DAILY;UNTIL=20271231;COUNT=2»"),
        event("DP1610", "'DTSTART' stands twice in 'VEVENT'", "Remove one of them.", "DTSTART;VALUE=DATE:20261223", "«\(day)»"),
        file(
            "DP1638", "'BEGIN:VEVENT' has no other half", "Add the line that belongs to it.",
            "BEGIN:VCALENDAR\n«BEGIN:VEVENT»\nSUMMARY:x\n\(day)\n"),
        event(
            "DP1639", "no time zone 'Tokyo Standard Time' in the tz database",
            "Use a TZID of the tz database, like Asia/Tokyo, or UTC with a Z at the end.",
            "«DTSTART;TZID=Tokyo Standard Time:20261224T180000»"),
        event(
            "DP1640", "the event doesn't begin on a day of its RRULE", "Move DTSTART to the first day that the rule means.", day,
            "«RRULE:FREQ=WEEKLY;BYDAY=MO»"),
        event("DP1641", "the event is over when it begins", "Move DTEND, or give a DURATION.", "«DTSTART:20261224T180000Z»"),
        event(
            "DP1641", "the event is over when it begins", "Move DTEND, or give a DURATION.", day, "«DTEND;VALUE=DATE:20261224»"),
        event("DP1631", "the window is longer than a year", "Split it.", day, "«DTEND;VALUE=DATE:20280101»"),
        event("DP1631", "the window is longer than a year", "Split it.", "DTSTART:20261224T180000Z", "«DTEND:20280101T000000Z»"),
        event("DP1631", "the window is longer than a year", "Split it.", day, "«DURATION:P367D»"),
        event(
            "DP1608", "this looks like an AWS access key", "Remove it and have it revoked: git keeps what was ever committed.", day,
            "DESCRIPTION:«AKIA\("ABCDEFGHIJKLMNOP")»"
        ).excerptLeftOut(),
    ]

    /// The mark at the event's beginning.
    private func begun() -> Self {
        var copy = self
        copy.files = files.mapValues { $0.replacing("BEGIN:VEVENT", with: "«BEGIN:VEVENT»") }
        return copy
    }
}
