import AccessCore
import YAML

/// `RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20271231T000000Z` (RFC 5545, section 3.3.10).
struct RecurrenceText {
    let reader: FileReader

    private static let weekdays: [String: Weekday] = [
        "MO": .monday, "TU": .tuesday, "WE": .wednesday, "TH": .thursday, "FR": .friday, "SA": .saturday, "SU": .sunday,
    ]

    /// Nil if it isn't kept (reported).
    ///
    /// - Parameter hours: those of the event, without a rule.
    func rule(_ line: CalendarLine, start: CalendarEvent.Moment, hours: FreezeHours) -> RecurrenceRule? {
        var parts: [String: String] = [:]
        var isWhole = true
        func refuse(_ mistake: CalendarMistake) {
            reader.report(mistake, at: line.range)
            isWhole = false
        }
        for part in line.value.uppercased().split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else {
                refuse(.badValue(String(part), of: "RRULE"))
                continue
            }
            let name = String(halves[0])
            guard ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"].contains(name) else {
                refuse(.notKept("RRULE " + name))
                continue
            }
            if parts.updateValue(String(halves[1]), forKey: name) != nil { refuse(.badValue(String(part), of: "RRULE")) }
        }
        guard let frequency = parts["FREQ"].flatMap(RecurrenceRule.Frequency.init(rawValue:)) else {
            refuse(parts["FREQ"].map { .notKept("RRULE FREQ=" + $0) } ?? .badValue(line.value, of: "RRULE"))
            return nil
        }
        var rule = RecurrenceRule(frequency)
        if let text = parts["INTERVAL"] {
            if let interval = Int64(text), (1...1000).contains(interval) {
                rule.interval = interval
            } else {
                refuse(.badValue(text, of: "INTERVAL"))
            }
        }
        if let text = parts["WKST"] {
            if let day = Self.weekdays[text] { rule.weekStart = day } else { refuse(.badValue(text, of: "WKST")) }
        }
        if let text = parts["BYDAY"] {
            if frequency == .yearly { refuse(.notKept("RRULE BYDAY with FREQ=YEARLY")) }
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                if let day = Self.day(part), day.ordinal == nil || frequency == .monthly {
                    rule.days.append(day)
                } else {
                    refuse(.badValue(String(part), of: "BYDAY"))
                }
            }
        }
        guard isWhole else { return nil }
        let first = start.local.dayOfClock
        guard rule.isMet(on: first, since: first) else {
            refuse(.offItsRule)
            return nil
        }
        return ended(rule, parts, line, start, hours)
    }

    /// With what `UNTIL` or `COUNT` says of its end.
    private func ended(
        _ rule: RecurrenceRule, _ parts: [String: String], _ line: CalendarLine, _ start: CalendarEvent.Moment, _ hours: FreezeHours
    ) -> RecurrenceRule? {
        var rule = rule
        switch (parts["UNTIL"], parts["COUNT"]) {
        case (nil, nil): return rule
        case (_?, _?):
            reader.report(.conflict("UNTIL", "COUNT"), at: line.range)
            return nil
        case (let text?, nil):
            // A date of the event's own clock, or an instant in UTC.
            let isDate = text.utf8.count == 8
            let full = isDate ? text + "T235959" : text.hasSuffix("Z") ? String(text.dropLast()) : text
            guard let local = TagTimeFormat("YYYYMMDDTHHmmss")?.local(full) else {
                reader.report(CalendarMistake.badValue(text, of: "UNTIL"), at: line.range)
                return nil
            }
            let zone = text.hasSuffix("Z") ? ZoneOffsets.utc : start.zone
            rule.until = zone.instants(local).upperBound
        case (nil, let text?):
            guard let count = Int(text), (1...10_000).contains(count) else {
                reader.report(CalendarMistake.badValue(text, of: "COUNT"), at: line.range)
                return nil
            }
            var counted = hours
            counted.rule = rule
            rule.until = counted.start(ofOpening: count) ?? .latest
        }
        return rule
    }

    /// `FR`, `2MO`, `-1SU`.
    private static func day(_ text: Substring) -> RecurrenceRule.Day? {
        guard let weekday = weekdays[String(text.suffix(2))] else { return nil }
        let number = text.dropLast(2)
        if number.isEmpty { return RecurrenceRule.Day(weekday) }
        guard let ordinal = Int64(number), (1...5).contains(abs(ordinal)) else { return nil }
        return RecurrenceRule.Day(weekday, ordinal: ordinal)
    }
}
