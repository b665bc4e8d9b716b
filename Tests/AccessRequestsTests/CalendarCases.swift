import AccessCore

@testable import AccessRequests

private let timeAdvice = "Write it as 2026-11-23 02:00 (Europe/Berlin) or 2026-11-23T02:00:00+01:00."
private let whole = "name: w, start: 2026-12-24 18:00, end: 2027-01-04 08:00"

extension MistakeCase {
    private static func calendar(_ code: String, _ message: String, _ advice: String?, _ text: String) -> Self {
        Self(code, message, advice, files: Base.policies("policies/calendar.yaml", text + "\n"))
    }

    /// One window of its own lines.
    private static func one(_ code: String, _ message: String, _ advice: String?, _ own: String) -> Self {
        calendar(code, message, advice, "version: 1\nwindows:\n  - { \(own) }")
    }

    static let calendars: [MistakeCase] = [
        calendar("DP1601", "version '2' is not known", "Write version: 1.", "version: «2»\nwindows: []"),
        calendar(
            "DP1602", "the key 'name' is missing", "Add name: year-end.",
            "version: 1\nwindows: [«{ start: 2026-12-24 18:00, duration: 2d }»]"),
        one(
            "DP1603", "unknown key 'finish'", "Known here: name, reason, access, accounts, start, end, duration, weekdays, from, to.",
            "name: w, start: 2026-12-24 18:00, duration: 1d, «finish»: x"),
        calendar(
            "DP1604", "'windows' is a mapping where a list belongs",
            "Write windows: [first, second], or each on a line of its own that begins with '- '.", "version: 1\nwindows: «{}»"),
        one("DP1605", "'access' has no value", "Write one, or remove the key.", "\(whole), «access»: []"),
        one(
            "DP1606", "'name' has 201 characters, more than 200", "Shorten it.",
            "name: «\(String(repeating: "n", count: 201))», start: 2026-12-24 18:00, end: 2027-01-04 08:00"
        ).excerptLeftOut(),
        one(
            "DP1607", "'reason' has a character that doesn't show (U+202E)", "Delete it.",
            "\(whole), reason: «\"a\\u202eb\"»"),
        one("DP1610", "'prod' stands twice in 'access'", "Remove one of them.", "\(whole), access: [prod, «prod»]"),
        calendar(
            "DP1610", "'w' stands twice in 'windows'", "Remove one of them.",
            "version: 1\nwindows:\n  - { \(whole) }\n  - { name: «w», weekdays: [sat] }"),
        one("DP1611", "'tomorrow' is not a time", timeAdvice, "name: w, start: «tomorrow», duration: 1d"),
        one("DP1612", "'long' is not a duration", "Write it as 90m, 4h, 2d, 1h30m or PT4H.", "name: w, weekdays: [fri], duration: «long»"),
        one(
            "DP1613", "'a b' is not an entitlement's name", "It has 1 to 64 letters, digits and . _ -, a letter or digit first.",
            "\(whole), access: [«a b»]"),
        one(
            "DP1614", "'2026-03-29 02:30' doesn't exist in Europe/Berlin: a clock change skips it",
            "Write 2026-03-29T01:30:00+01:00 or 2026-03-29T03:30:00+02:00.", "name: w, start: «2026-03-29 02:30», duration: 1d"),
        one(
            "DP1615", "'2026-10-25 02:30' comes twice in Europe/Berlin: a clock change repeats it",
            "Write 2026-10-25T02:30:00+02:00 for the first time or 2026-10-25T02:30:00+01:00 for the second.",
            "name: w, start: «2026-10-25 02:30», duration: 1d"),
        calendar(
            "DP1616", "'windows' has 201 entries, more than 200", "Split it.",
            "version: 1\n«windows»: [\(Array(repeating: "{}", count: 201).joined(separator: ", "))]"
        ).excerptLeftOut(),
        one(
            "DP1617", "'sunday' is not one of mon, tue, wed, thu, fri, sat, sun", "Write one of them.", "name: w, weekdays: [«sunday»]"),
        one("DP1619", "'to' and 'duration' exclude each other", "Keep one of them.", "name: w, weekdays: [sat], to: 12:00, «duration»: 2h"),
        one("DP1619", "'end' and 'duration' exclude each other", "Keep one of them.", "\(whole), «duration»: 2h"),
        calendar(
            "DP1620", "one of 'end', 'duration' is missing", "Add end: 2027-01-04 08:00 or duration: 63h.",
            "version: 1\nwindows: [«{ name: w, start: 2026-12-24 18:00 }»]"),
        one("DP1621", "'0h' is no time at all", "Write one longer than zero, like 4h.", "name: w, start: 2026-12-24 18:00, duration: «0h»"),
        one("DP1622", "no entitlement 'prd' in policies/access/ — did you mean 'prod'?", nil, "\(whole), access: [«prd»]"),
        one("DP1622", "no account 'jmp' in settings.yaml — did you mean 'jump'?", nil, "\(whole), accounts: [«jmp»]"),
        one(
            "DP1623", "the end (2026-12-24T18:00:00+01:00) is not after the start (2026-12-24T18:00:00+01:00)", "Write a later end.",
            "name: w, start: 2026-12-24 18:00, end: «2026-12-24 18:00»"),
        one(
            "DP1630", "'from' is a time of day, and there are no 'weekdays' that it belongs to",
            "Add weekdays, or write start and end with their dates.", "\(whole), «from»: 10:00"),
        one("DP1631", "the window is longer than a year", "Split it.", "name: w, start: 2026-12-24 18:00, duration: «367d»"),
        one("DP1632", "'10pm' is not a time of day", "Write it as 22:00; 'to' may be 24:00.", "name: w, weekdays: [sat], from: «10pm»"),
        one("DP1632", "'24:00' is not a time of day", "Write it as 22:00; 'to' may be 24:00.", "name: w, weekdays: [sat], from: «24:00»"),
    ]
}
