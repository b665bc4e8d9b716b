/// `policies/calendar.yaml`.
enum CalendarForm {
    static let document = MappingForm([
        .version,
        .required(
            "windows", .list(.mapping(window), most: InputLimits.freezeWindows, unique: false),
            like: "[{ name: year-end, start: 2026-12-24 18:00, end: 2027-01-04 08:00 }]",
            "Freeze windows: while one is open, no grant starts."),
    ])

    /// Once, from `start` to `end`; or again and again, on `weekdays`.
    private static let window = MappingForm(
        [
            .required("name", .text(most: InputLimits.line, lines: false), like: "year-end", "It stands in messages; none twice."),
            .key("reason", .text(most: InputLimits.line, lines: false), like: "Closing of the year", "Why nothing starts then."),
            .key(
                "access", .list(.name(.entitlement), least: 1, most: InputLimits.entitlements), like: "[prod-member-work]",
                "Entitlements that it holds; left out, all."),
            .key(
                "accounts", .list(.name(.account), least: 1, most: InputLimits.accounts), like: "[jump]",
                "Accounts in which it holds; left out, all."),
            .key("start", .time, like: "2026-12-24 18:00", "When it opens; with weekdays, it doesn't open before."),
            .key("end", .time, like: "2027-01-04 08:00", "When it closes; with weekdays, it doesn't open from then on."),
            .key("duration", .duration, like: "63h", "How long it is open, instead of an end; with weekdays, instead of to."),
            .key(
                "weekdays", .list(.choice(WeekdayWord.allCases.map(\.rawValue)), least: 1, most: 7), like: "[mon, tue]",
                "The days on which it opens, again and again."),
            .key("from", .name(.opening), like: "22:00", "The time of day at which it opens; left out, midnight."),
            .key("to", .name(.closing), like: "06:00", "The time of day at which it closes; left out, midnight."),
        ], anyOf: [["weekdays", "start"]], excluded: ["to": ["duration"]], needed: ["from": "weekdays", "to": "weekdays"])
}

extension NameRule {
    private static let clock = "(([01][0-9]|2[0-3]):[0-5][0-9])"
    /// What `CalendarDecoder` reads and tells in words of its own.
    static let opening = NameRule("a time of day", advice: "Write it as 22:00.", pattern: "^\(clock)$") { isClockTime($0, most: 23) }
    static let closing = NameRule("a time of day", advice: "Write it as 06:00.", pattern: "^(\(clock)|24:00)$") {
        isClockTime($0, most: 24)
    }

    private static func isClockTime(_ text: String, most: Int) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]) else {
            return false
        }
        return (0..<60).contains(minute) && (0...most).contains(hour) && hour * 60 + minute <= 1440
    }
}
