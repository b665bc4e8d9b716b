import AccessCore
import TimeZones
import YAML

/// `policies/*.ics`: each event is a freeze window of all entitlements in all accounts. A part of RFC 5545 is kept; what
/// would change when an event is and isn't kept is a mistake, never passed over.
struct CalendarFileDecoder {
    let reader: FileReader
    private(set) var windows: [FreezeWindow] = []
    private var zones: CalendarZones

    init(_ file: SourceFile, limits: YAML.Limits, zone: TimeZoneRules, zoneDirectory: String) {
        reader = FileReader(file, area: .calendar, clock: LocalClock(zone), limits: limits)
        zones = CalendarZones(own: zone, directory: zoneDirectory)
        guard reader.checkBytes(file.bytes, limits: limits) else { return }
        let lines = CalendarLine.lines(of: file.bytes, reader: reader)
        guard lines.first?.name == "BEGIN", lines.first?.value.uppercased() == "VCALENDAR" else {
            reader.report(CalendarMistake.notACalendar, at: SourceRange(start: .start, end: .start))
            return
        }
        read(lines)
    }

    private mutating func read(_ lines: [CalendarLine]) {
        var open: [CalendarLine] = []
        var event: [CalendarLine] = []
        for line in lines {
            switch line.name {
            case "BEGIN":
                open.append(line)
                begin(line, depth: open.count)
                if line.value.uppercased() == "VEVENT" { event = [line] }
            case "END":
                guard let begun = open.popLast(), begun.value.uppercased() == line.value.uppercased() else {
                    reader.report(CalendarMistake.unpaired("END:" + line.value), at: line.range)
                    return
                }
                if line.value.uppercased() == "VEVENT" { finish(event) }
            default:
                if open.isEmpty { reader.report(CalendarMistake.unpaired("END:VCALENDAR"), at: line.range) }
                // Alarms inside an event, and zones, which the system's database knows better, say nothing of when it is.
                if open.count == 2, open[1].value.uppercased() == "VEVENT" { event.append(line) }
            }
        }
        if let begun = open.last { reader.report(CalendarMistake.unpaired("BEGIN:" + begun.value), at: begun.range) }
    }

    private func begin(_ line: CalendarLine, depth: Int) {
        let name = line.value.uppercased()
        let isKept =
            switch depth {
            case 1: name == "VCALENDAR"
            case 2: name == "VEVENT" || name == "VTIMEZONE"
            default: ["VALARM", "STANDARD", "DAYLIGHT"].contains(name)
            }
        if !isKept { reader.report(CalendarMistake.notKept("BEGIN:" + line.value), at: line.range) }
    }

    private mutating func finish(_ lines: [CalendarLine]) {
        guard windows.count < InputLimits.events else {
            if windows.count == InputLimits.events, let begun = lines.first {
                reader.report(.tooMany("VEVENT", count: InputLimits.events + 1, most: InputLimits.events), at: begun.range)
            }
            return
        }
        var event = CalendarEvent(reader: reader)
        if let window = event.window(lines, zones: &zones) { windows.append(window) }
    }
}

/// The zones that events name, each read once.
struct CalendarZones {
    /// That of the settings, for dates and times without a zone.
    let own: ZoneOffsets
    private let directory: String
    private var known: [String: ZoneOffsets] = [:]

    init(own: TimeZoneRules, directory: String) { (self.own, self.directory) = (ZoneOffsets(own), directory) }

    /// - Throws: why there is no such zone.
    mutating func zone(_ name: String) throws(TimeZoneError) -> ZoneOffsets {
        if let zone = known[name] { return zone }
        let zone = ZoneOffsets(try TimeZoneRules(named: name, directory: directory))
        known[name] = zone
        return zone
    }
}
