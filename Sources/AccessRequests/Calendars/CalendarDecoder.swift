import AccessCore
import YAML

/// `policies/calendar.yaml`: freeze windows.
struct CalendarDecoder {
    let reader: FileReader
    private let names: PolicyNames
    private let entitlements: KnownNames
    private let zone: ZoneOffsets
    private(set) var windows: [FreezeWindow] = []

    /// - Parameter entitlements: the names of the files that there are, whatever is wrong with them.
    init(_ file: SourceFile, limits: YAML.Limits, clock: LocalClock, names: PolicyNames, entitlements: [EntitlementName]) {
        reader = FileReader(file, area: .calendar, clock: clock, limits: limits)
        (self.names, self.entitlements) = (names, KnownNames(entitlements.map(\.text)))
        zone = ZoneOffsets(clock.rules)
        if let document = reader.document("calendar", CalendarForm.document) { read(document) }
    }

    private mutating func read(_ document: Field) {
        guard let fields = Fields(document, reader: reader) else { return }
        reader.checkVersion(fields)
        guard let field = fields.required("windows"), let elements = reader.list(field) else { return }
        var seen: Set<String> = []
        for element in elements {
            guard let fields = Fields(element.byItself, reader: reader) else { continue }
            let nameField = fields.required("name")
            let name = nameField.flatMap { reader.text($0) }
            if let name, let nameField, !seen.insert(name).inserted { reader.report(.twice(name, in: "windows"), at: nameField.node.range) }
            let reason = fields["reason"].flatMap { reader.text($0) }
            let access = fields["access"].flatMap { scope($0, entitlement) } ?? []
            let accounts = fields["accounts"].flatMap { scope($0) { reader.account($0, names) } } ?? []
            let hours = fields["weekdays"] == nil ? once(fields) : weekly(fields)
            guard let name, let hours else { continue }
            windows.append(
                FreezeWindow(name: name, reason: reason, entitlements: Set(access), accounts: Set(accounts), hours: hours))
        }
    }

    private func entitlement(_ field: Field) -> EntitlementName? {
        guard let text = reader.name(field) else { return nil }
        return reader.existing(text, of: "entitlement", in: "policies/access/", known: entitlements, at: field.node.range)
            .map { EntitlementName($0) }
    }

    /// An empty list would say nothing, and might be taken for all.
    private func scope<Name: Hashable>(_ field: Field, _ read: (Field) -> Name?) -> [Name]? {
        let names = reader.set(field, read)
        if case .sequence(let nodes) = field.node.content, nodes.isEmpty { reader.report(.empty(field.name), at: field.key) }
        return names
    }

    /// `start` with `end` or `duration`.
    private func once(_ fields: Fields) -> FreezeHours? {
        for key in ["from", "to"] {
            if let field = fields[key] { reader.report(CalendarMistake.timeWithoutWeekdays(key), at: field.key) }
        }
        let start = fields.required("start").flatMap { reader.time($0) }
        let last = fields.oneOf(["end", "duration"])
        let end = fields["end"].flatMap { reader.time($0) }
        let span = fields["duration"].flatMap { reader.duration($0) }
        guard let start, let last, let end = end ?? span.map(start.advanced(by:)) else { return nil }
        guard end > start else {
            reader.report(.backwards(end: reader.clock.text(end), start: reader.clock.text(start)), at: last.node.range)
            return nil
        }
        guard end.since(start) <= .seconds(FreezeHours.longest) else {
            reader.report(CalendarMistake.tooLong, at: last.node.range)
            return nil
        }
        // By UTC, so that it is the instant that was written even where the zone's clocks show it twice.
        return FreezeHours(zone: .utc, start: start.seconds, length: FreezeHours.Length(exact: end.seconds - start.seconds))
    }

    /// `weekdays`, with `from` and `to` or `duration`, between `start` and `end`.
    private func weekly(_ fields: Fields) -> FreezeHours? {
        let days = fields["weekdays"].flatMap { scope($0) { reader.choice($0, WeekdayWord.allCases) } } ?? []
        let from = fields["from"].map { clockTime($0) } ?? 0
        if let to = fields["to"], let span = fields["duration"] { reader.report(.conflict(to.name, span.name), at: span.key) }
        let to = fields["to"].map { clockTime($0) } ?? 86_400
        let span = fields["duration"].flatMap { reader.duration($0) }
        let start = fields["start"].flatMap { reader.time($0) }
        let end = fields["end"].flatMap { reader.time($0) }
        if let start, let end, let field = fields["end"], end <= start {
            reader.report(.backwards(end: reader.clock.text(end), start: reader.clock.text(start)), at: field.node.range)
        }
        guard !days.isEmpty, let from, let to, !reader.hasErrors else { return nil }
        // Up to the same time, or an earlier one, is up to that of the next day.
        let length = span?.components.seconds ?? (to > from ? to - from : to + 86_400 - from)
        guard length <= FreezeHours.longest else {
            if let field = fields["duration"] { reader.report(CalendarMistake.tooLong, at: field.node.range) }
            return nil
        }
        let first = start ?? ZoneOffsets.first
        let rule = RecurrenceRule(
            .daily, days: days.map { RecurrenceRule.Day($0.weekday) }, from: first,
            until: end.map { $0.advanced(by: .seconds(-1)) } ?? .latest)
        let day = zone.local(first).dayOfClock
        return FreezeHours(zone: zone, start: day * 86_400 + from, length: FreezeHours.Length(clock: length), rule: rule)
    }

    /// `22:00`, up to `24:00`, in seconds; nil if it is none (reported).
    private func clockTime(_ field: Field) -> Int64? {
        guard let text = reader.scalar(field) else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part -> Int64? in
            guard part.count == 2, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return part.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }
        guard parts.count == 2, numbers.count == 2, numbers[1] < 60, numbers[0] * 60 + numbers[1] <= 1440,
            numbers[0] < 24 || field.name == "to"
        else {
            reader.report(CalendarMistake.notAClockTime(text), at: field.node.range)
            return nil
        }
        return numbers[0] * 3600 + numbers[1] * 60
    }
}

/// As people write a day of the week.
enum WeekdayWord: String, CaseIterable {
    case mon, tue, wed, thu, fri, sat, sun

    var weekday: Weekday {
        switch self {
        case .mon: .monday
        case .tue: .tuesday
        case .wed: .wednesday
        case .thu: .thursday
        case .fri: .friday
        case .sat: .saturday
        case .sun: .sunday
        }
    }
}

extension Int64 {
    /// The day of a local time in seconds.
    var dayOfClock: Int64 { (self - (self % 86_400 + 86_400) % 86_400) / 86_400 }
}
