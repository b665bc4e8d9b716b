/// The clock changes of a time zone: from instants to local times and back.
///
/// They are read once, from the system's time zone database or from a TZif file's bytes, and are a plain value then.
/// The database's location is the one most systems have; that of a machine with another, often in the environment's
/// `TZDIR`, is passed in.
package struct TimeZoneRules: Hashable, Sendable {
    /// The zone's name in the tz database, `Asia/Tokyo`.
    package let name: String
    private let data: TZif

    /// Reads a zone of the database. `UTC` is known without one.
    package init(named name: String, directory: String = "/usr/share/zoneinfo") throws(TimeZoneError) {
        if name == Self.utc.name {
            self = .utc
        } else {
            try self.init(name: name, tzif: ZoneFile.contents(of: name, in: directory))
        }
    }

    /// Decodes the bytes of a TZif file.
    package init(name: String, tzif: [UInt8]) throws(TimeZoneError) {
        self.name = name
        do {
            data = try TZif(tzif)
        } catch {
            switch error {
            case .malformed(let reason): throw .malformed(name: name, reason: reason)
            case .leapSeconds: throw .leapSeconds(name: name)
            }
        }
    }

    package static let utc = TimeZoneRules(utc: "UTC")

    private init(utc name: String) {
        self.name = name
        data = TZif()
    }

    /// What holds at an instant, in seconds since 1970-01-01T00:00:00Z.
    package func offset(at utcSeconds: Int64) -> ZoneOffset {
        let instant = Self.bounded(utcSeconds)
        guard let last = data.changes.last, instant < last else {
            if let footer = data.footer { return footer.offset(at: instant) }
            return data.offsets[Int(data.kinds.last ?? 0)]
        }
        let following = firstChange(after: instant)
        return data.offsets[following == 0 ? 0 : Int(data.kinds[following - 1])]
    }

    /// What the zone's clocks show at an instant. Outside the years 0 to 9999 they stand still.
    package func local(at utcSeconds: Int64) -> LocalTime {
        LocalTime(secondsAsIfUTC: Self.bounded(utcSeconds) + Int64(offset(at: utcSeconds).seconds))
    }

    /// When the zone's clocks show a local time.
    package func instant(of local: LocalTime) -> LocalInstant {
        let wanted = local.secondsAsIfUTC
        // No clock is further from UTC than `ZoneOffset.range`, so the answer lies between these two.
        let from = wanted - Int64(ZoneOffset.range.upperBound)
        let to = wanted - Int64(ZoneOffset.range.lowerBound)
        var found: Int64?
        var gap: (before: Int64, after: Int64)?
        var starts = changes(after: from, through: to)
        starts.insert(from, at: 0)
        var previous: Int64?
        for (index, start) in starts.enumerated() {
            let candidate = wanted - Int64(offset(at: start).seconds)
            let isPast = index + 1 < starts.count && candidate >= starts[index + 1]
            if candidate >= start, !isPast {
                if let found { return .repeated(first: found, second: candidate) }
                found = candidate
            } else if candidate < start, let before = previous, before >= start {
                gap = (before, candidate)
            }
            previous = candidate
        }
        if let found { return .unique(found) }
        // Walking from a stretch whose candidate is too late to one whose candidate is too early passes a gap, so
        // there is one; should that ever be wrong, the wall clock is read with the first offset.
        let ends = gap ?? (wanted, wanted)
        return .skipped(before: ends.before, after: ends.after)
    }

    /// What the clocks differ from UTC by, over a span of years: what holds at its first instant, and each change to
    /// something else after it up to its last, in seconds since 1970-01-01T00:00:00Z.
    package func offsets(from first: Int64, through last: Int64) -> [(since: Int64, seconds: Int)] {
        var found = [(since: first, seconds: offset(at: first).seconds)]
        for instant in changes(after: first, through: last) {
            let seconds = offset(at: instant).seconds
            if seconds != found.last?.seconds { found.append((instant, seconds)) }
        }
        return found
    }

    /// The changes within a span, ascending.
    private func changes(after start: Int64, through end: Int64) -> [Int64] {
        var found: [Int64] = []
        var index = firstChange(after: start)
        while index < data.changes.count, data.changes[index] <= end {
            found.append(data.changes[index])
            index += 1
        }
        guard index == data.changes.count, let footer = data.footer, footer.daylight != nil else { return found }
        let from = max(start, data.changes.last ?? .min)
        func year(_ instant: Int64) -> Int { CalendarDay(daysSinceEpoch: instant.flooredQuotient(by: LocalTime.secondsADay)).year }
        let yearly = (year(from) - 1...year(max(end, from)) + 1).flatMap { footer.changes(in: $0) }.map(\.time)
        found += yearly.filter { from < $0 && $0 <= end }.sorted()
        return found
    }

    /// The index of the first listed change later than an instant.
    private func firstChange(after instant: Int64) -> Int {
        var low = 0
        var high = data.changes.count
        while low < high {
            let middle = (low + high) / 2
            if data.changes[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Two days more than a ``LocalTime`` can show, on either side: no arithmetic overflows in between.
    private static func bounded(_ instant: Int64) -> Int64 {
        min(max(instant, LocalTime.first - 2 * LocalTime.secondsADay), LocalTime.last + 2 * LocalTime.secondsADay)
    }
}
