import AccessCore
import TimeZones

/// Reads the times people write, those without an offset by the clocks of the settings' time zone.
struct LocalClock: Sendable {
    let rules: TimeZoneRules
    /// How a time is written, for whoever wrote it otherwise.
    let advice: String

    enum Reading: Equatable {
        case instant(Timestamp)
        /// No clock of the zone ever shows it; the two instants that may have been meant.
        case skipped(String, String)
        /// The zone's clocks show it twice.
        case repeated(String, String)
        case notATime
    }

    init(_ rules: TimeZoneRules) {
        self.rules = rules
        var example = "2026-11-23T02:00:00+00:00"
        if let local = LocalTime(year: 2026, month: 11, day: 23, hour: 2) {
            switch rules.instant(of: local) {
            case .unique(let seconds), .repeated(let seconds, _), .skipped(let seconds, _): example = Self.text(seconds, in: rules)
            }
        }
        advice = "Write it as 2026-11-23 02:00 (\(rules.name)) or \(example)."
    }

    /// `2026-11-22T22:00:00+09:00` or `2026-11-22 22:00`.
    func read(_ text: String) -> Reading {
        if let instant = Timestamp(text) { return .instant(instant) }
        guard let local = Self.local(text) else { return .notATime }
        switch rules.instant(of: local) {
        case .unique(let seconds):
            let instant = Timestamp(seconds: seconds)
            return instant >= .earliest && instant <= .latest ? .instant(instant) : .notATime
        case .skipped(let before, let after): return .skipped(Self.text(after, in: rules), Self.text(before, in: rules))
        case .repeated(let first, let second): return .repeated(Self.text(first, in: rules), Self.text(second, in: rules))
        }
    }

    /// What a time looks like, as a regular expression for editors. Not every day and hour it takes exists.
    static let pattern =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})| [0-9]{2}:[0-9]{2})$"

    /// An instant with the zone's offset, as RFC 3339 has it.
    func text(_ instant: Timestamp) -> String {
        rules.offset(at: instant.seconds).seconds == 0 ? instant.description : Self.text(instant.seconds, in: rules)
    }

    private static func local(_ text: String) -> LocalTime? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16)
        else { return nil }
        return LocalTime(year: year, month: month, day: day, hour: hour, minute: minute)
    }

    private static func text(_ seconds: Int64, in rules: TimeZoneRules) -> String {
        let offset = rules.offset(at: seconds).seconds
        // Local mean times had offsets with seconds, which RFC 3339 can't say.
        guard offset % 60 == 0 else { return Timestamp(seconds: seconds).description }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let minutes = abs(offset) / 60
        let wall = rules.local(at: seconds).description.split(separator: " ").joined(separator: "T")
        // Not 'Z': a message's instants in UTC are told by the zone's clocks, and this is one to be typed.
        return wall + (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }
}
