/// What can be wrong with freeze windows beyond their shape, and with calendar files (RFC 5545).
enum CalendarMistake: Mistake {
    case timeWithoutWeekdays(String)
    case tooLong
    case notAClockTime(String)
    case notACalendar
    case line(String)
    case notKept(String)
    case missing(String)
    case badValue(String, of: String)
    case unpaired(String)
    case timezone(String)
    case offItsRule
    case notOpen

    var number: Int {
        switch self {
        case .timeWithoutWeekdays: 30
        case .tooLong: 31
        case .notAClockTime: 32
        case .notACalendar: 33
        case .line: 34
        case .notKept: 35
        case .missing: 36
        case .badValue: 37
        case .unpaired: 38
        case .timezone: 39
        case .offItsRule: 40
        case .notOpen: 41
        }
    }

    var message: String {
        switch self {
        case .timeWithoutWeekdays(let key): "'\(key)' is a time of day, and there are no 'weekdays' that it belongs to"
        case .tooLong: "the window is longer than a year"
        case .notAClockTime(let text): "\(quoted(text)) is not a time of day"
        case .notACalendar: "the file doesn't begin with BEGIN:VCALENDAR"
        case .line(let text): "\(quoted(text)) is not a line of a calendar"
        case .notKept(let what): "\(quoted(what)) is not supported"
        case .missing(let name): "the event has no \(name)"
        case .badValue(let text, let name): "\(quoted(text)) is not what \(name) takes"
        case .unpaired(let name): "\(quoted(name)) has no other half"
        case .timezone(let words): words
        case .offItsRule: "the event doesn't begin on a day of its RRULE"
        case .notOpen: "the event is over when it begins"
        }
    }

    var advice: String? {
        switch self {
        case .timeWithoutWeekdays: "Add weekdays, or write start and end with their dates."
        case .tooLong: "Split it."
        case .notAClockTime: "Write it as 22:00; 'to' may be 24:00."
        case .notACalendar: "Export it as iCalendar (RFC 5545)."
        case .line: "Write it as NAME:value; a line that goes on begins with a blank."
        case .notKept: "Write the event without it, or the window into calendar.yaml: what isn't kept is refused, not ignored."
        case .missing: "Add one."
        case .badValue: "Correct it as RFC 5545 has it."
        case .unpaired: "Add the line that belongs to it."
        case .timezone: "Use a TZID of the tz database, like Asia/Tokyo, or UTC with a Z at the end."
        case .offItsRule: "Move DTSTART to the first day that the rule means."
        case .notOpen: "Move DTEND, or give a DURATION."
        }
    }
}
