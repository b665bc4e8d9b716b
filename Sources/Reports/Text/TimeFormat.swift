package import AccessCore

/// How instants are written for people: local time of the settings' zone, no more of it than is needed.
package struct TimeFormat: Sendable {
    /// The instant that everything is told from.
    package let now: Timestamp
    private let offset: @Sendable (Timestamp) -> Int

    /// - Parameter offset: seconds east of UTC at an instant.
    package init(now: Timestamp, offset: @escaping @Sendable (Timestamp) -> Int) { (self.now, self.offset) = (now, offset) }

    package static func utc(now: Timestamp) -> TimeFormat { TimeFormat(now: now) { _ in 0 } }

    /// `22 Nov 22:00 +09:00`; with the year, if it isn't this one.
    package func full(_ instant: Timestamp) -> String {
        let local = local(instant)
        return "\(local.day(unlessIn: self.local(now).date.year)) \(local.clock) \(local.zone)"
    }

    /// `22 Nov 22:00`, for use below a line that shows `now` in full; with the offset only if it isn't that one's.
    package func short(_ instant: Timestamp) -> String {
        local(instant).offset == local(now).offset ? "\(day(instant)) \(local(instant).clock)" : full(instant)
    }

    /// `22:00` if it is today, else as `short`.
    package func brief(_ instant: Timestamp) -> String {
        let (local, today) = (local(instant), local(now))
        return local.date == today.date && local.offset == today.offset ? local.clock : short(instant)
    }

    /// UTC, for machines: `2026-11-22T13:00:00Z`.
    package func machine(_ instant: Timestamp) -> String { instant.description }

    private func day(_ instant: Timestamp) -> String { local(instant).day(unlessIn: local(now).date.year) }

    private struct Local {
        var date: CivilDate
        var seconds: Int64
        var offset: Int

        func day(unlessIn year: Int64) -> String {
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            return "\(date.day) \(months[Int(date.month) - 1])" + (date.year == year ? "" : " \(date.year)")
        }

        var clock: String { "\(pad(seconds / 3600)):\(pad(seconds / 60 % 60))" }

        var zone: String {
            guard offset != 0 else { return "UTC" }
            let size = Int64(offset.magnitude)
            let seconds = size % 60 == 0 ? "" : ":\(pad(size % 60))"
            return "\(offset < 0 ? "-" : "+")\(pad(size / 3600)):\(pad(size / 60 % 60))\(seconds)"
        }

        private func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
    }

    private func local(_ instant: Timestamp) -> Local {
        let instant = min(max(instant, .earliest), .latest)
        let offset = offset(instant)
        let shifted = instant.seconds + Int64(offset)
        let remainder = shifted % 86_400
        let seconds = remainder < 0 ? remainder + 86_400 : remainder
        return Local(date: CivilDate(daysSinceEpoch: (shifted - seconds) / 86_400), seconds: seconds, offset: offset)
    }
}
