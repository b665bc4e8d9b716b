import AccessCore
import TimeZones
import YAML

/// One `VEVENT` of a calendar file.
struct CalendarEvent {
    let reader: FileReader

    /// What doesn't change when an event is: passed over.
    private static let descriptive: Set<String> = [
        "ATTACH", "ATTENDEE", "CATEGORIES", "CLASS", "COLOR", "COMMENT", "CONTACT", "CREATED", "DESCRIPTION", "DTSTAMP", "GEO", "IMAGE",
        "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY", "RELATED-TO", "REQUEST-STATUS", "RESOURCES", "SEQUENCE", "TRANSP", "UID",
        "URL",
    ]
    private static let kept: Set<String> = ["SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "STATUS"]

    /// - Parameter lines: the `BEGIN` and what belongs to the event itself.
    mutating func window(_ lines: [CalendarLine], zones: inout CalendarZones) -> FreezeWindow? {
        guard let begin = lines.first else { return nil }
        var found: [String: CalendarLine] = [:]
        var exclusions: [CalendarLine] = []
        for line in lines.dropFirst() where !Self.descriptive.contains(line.name) && !line.name.hasPrefix("X-") {
            if line.name == "EXDATE" {
                exclusions.append(line)
            } else if !Self.kept.contains(line.name) {
                reader.report(CalendarMistake.notKept(line.name), at: line.range)
            } else if found.updateValue(line, forKey: line.name) != nil {
                reader.report(.twice(line.name, in: "VEVENT"), at: line.range)
            }
        }
        if let status = found["STATUS"], !["CONFIRMED", "TENTATIVE"].contains(status.value.uppercased()) {
            reader.report(CalendarMistake.notKept("STATUS:" + status.value), at: status.range)
        }
        let name = found["SUMMARY"].map { Self.plain($0.value) }.flatMap { $0.isEmpty ? nil : $0 }
        if name == nil { reader.report(CalendarMistake.missing("SUMMARY"), at: begin.range) }
        guard let startLine = found["DTSTART"] else {
            reader.report(CalendarMistake.missing("DTSTART"), at: begin.range)
            return nil
        }
        guard let start = time(startLine, startLine.value, &zones) else { return nil }
        var hours = FreezeHours(zone: start.zone, start: start.local, length: FreezeHours.Length(clock: 0))
        guard let length = length(found, start, &zones, begin) else { return nil }
        hours.length = length
        if let line = found["RRULE"] {
            guard let rule = RecurrenceText(reader: reader).rule(line, start: start, hours: hours) else { return nil }
            hours.rule = rule
        }
        hours.excluded = excluded(exclusions, start, &zones)
        guard let name else { return nil }
        return FreezeWindow(name: String(name.prefix(InputLimits.line)), hours: hours)
    }

    /// From 1970 to 2059: what lies outside is a typing mistake, and what repeats from long ago takes long to count.
    private static let years: Range<Int64> = 0..<ZoneOffsets.last.seconds

    /// A time of an event, by the clocks of its zone.
    struct Moment {
        var zone: ZoneOffsets
        /// Seconds since 1970-01-01 00:00:00 on the zone's clocks.
        var local: Int64
        /// A date without a time.
        var isDate: Bool
    }

    /// `20261224T180000Z`, `TZID=Asia/Tokyo:20261224T180000`, `VALUE=DATE:20261224` (sections 3.3.4 and 3.3.5).
    func time(_ line: CalendarLine, _ text: String, _ zones: inout CalendarZones) -> Moment? {
        let isUTC = text.hasSuffix("Z")
        let isDate = text.utf8.count == 8
        let full = isDate ? text + "T000000" : isUTC ? String(text.dropLast()) : text
        guard let local = TagTimeFormat("YYYYMMDDTHHmmss")?.local(full),
            (line.parameters["VALUE"].map { $0.uppercased() == "DATE" } ?? isDate) == isDate,
            !(isDate && (isUTC || line.parameters["TZID"] != nil)), !(isUTC && line.parameters["TZID"] != nil)
        else {
            reader.report(CalendarMistake.badValue(text, of: line.name), at: line.range)
            return nil
        }
        guard Self.years.contains(local) else {
            reader.report(CalendarMistake.badValue(text, of: line.name), at: line.range)
            return nil
        }
        if isUTC { return Moment(zone: .utc, local: local, isDate: false) }
        guard let name = line.parameters["TZID"] else { return Moment(zone: zones.own, local: local, isDate: isDate) }
        do { return Moment(zone: try zones.zone(name), local: local, isDate: false) } catch {
            reader.report(CalendarMistake.timezone("no time zone \(quoted(name)) in the tz database"), at: line.range)
            return nil
        }
    }

    /// By `DTEND` or `DURATION`; without either a date lasts a day, and a time no time at all (section 3.6.1).
    private func length(
        _ found: [String: CalendarLine], _ start: Moment, _ zones: inout CalendarZones, _ begin: CalendarLine
    ) -> FreezeHours.Length? {
        let length: FreezeHours.Length
        let line = found["DTEND"] ?? found["DURATION"] ?? found["DTSTART"] ?? begin
        if let end = found["DTEND"], let span = found["DURATION"] {
            reader.report(.conflict(end.name, span.name), at: span.range)
            return nil
        } else if let end = found["DTEND"] {
            guard let moment = time(end, end.value, &zones) else { return nil }
            guard moment.isDate == start.isDate else {
                reader.report(CalendarMistake.badValue(end.value, of: "DTEND"), at: end.range)
                return nil
            }
            let exact = moment.zone.instants(moment.local).upperBound.seconds - start.zone.instants(start.local).lowerBound.seconds
            length = start.isDate ? FreezeHours.Length(clock: moment.local - start.local) : FreezeHours.Length(exact: exact)
        } else if let span = found["DURATION"] {
            guard let read = Self.duration(span.value), !start.isDate || read.exact == 0 else {
                reader.report(CalendarMistake.badValue(span.value, of: "DURATION"), at: span.range)
                return nil
            }
            length = read
        } else {
            length = FreezeHours.Length(clock: start.isDate ? 86_400 : 0)
        }
        guard length.clock + length.exact > 0 else {
            reader.report(CalendarMistake.notOpen, at: line.range)
            return nil
        }
        guard length.clock + length.exact <= FreezeHours.longest else {
            reader.report(CalendarMistake.tooLong, at: line.range)
            return nil
        }
        return length
    }

    /// `P1W`, `P1DT2H`: weeks and days by the clock, the rest as time passes (section 3.3.6).
    private static func duration(_ text: String) -> FreezeHours.Length? {
        let body = text.hasPrefix("+") ? text.dropFirst() : text[...]
        if body.hasPrefix("P"), body.hasSuffix("W"), let weeks = Int64(body.dropFirst().dropLast()), (1...52).contains(weeks) {
            return FreezeHours.Length(clock: weeks * 7 * 86_400)
        }
        let halves = body.split(separator: "T", omittingEmptySubsequences: false)
        guard body.hasPrefix("P"), halves.count <= 2 else { return nil }
        let days = halves[0] == "P" ? 0 : SpanText.seconds(String(halves[0]))
        let rest = halves.count == 2 ? SpanText.seconds("PT" + halves[1]) : 0
        guard let days, let rest, days <= FreezeHours.longest, rest <= FreezeHours.longest else { return nil }
        return FreezeHours.Length(clock: days, exact: rest)
    }

    private func excluded(_ lines: [CalendarLine], _ start: Moment, _ zones: inout CalendarZones) -> Set<Timestamp> {
        var excluded: Set<Timestamp> = []
        for line in lines {
            for text in line.value.split(separator: ",", omittingEmptySubsequences: false) {
                guard let moment = time(line, String(text), &zones) else { continue }
                guard moment.isDate == start.isDate else {
                    reader.report(CalendarMistake.badValue(String(text), of: "EXDATE"), at: line.range)
                    continue
                }
                excluded.insert(moment.zone.instants(moment.local).lowerBound)
            }
        }
        return excluded
    }

    /// A text value without its escapes, on one line (section 3.3.11).
    private static func plain(_ value: String) -> String {
        var text = ""
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if isEscaped {
                text.unicodeScalars.append(scalar == "n" || scalar == "N" ? " " : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                text.unicodeScalars.append(isUnseen(scalar) ? " " : scalar)
            }
        }
        let trimmed = text.split(separator: " ").joined(separator: " ")
        return trimmed
    }
}
