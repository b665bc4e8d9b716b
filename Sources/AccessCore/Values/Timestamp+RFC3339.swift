/// RFC 3339, section 5.6.
extension Timestamp: LosslessStringConvertible {
    /// In UTC to the second: `2026-11-22T17:00:00Z`.
    package var description: String {
        let day = seconds.floorDivided(by: 86_400)
        let rest = seconds - day * 86_400
        let date = CivilDate(daysSinceEpoch: day)
        return pad(date.year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2) + "T" + pad(rest / 3600, 2) + ":"
            + pad(rest / 60 % 60, 2) + ":" + pad(rest % 60, 2) + "Z"
    }

    /// Reads `2026-11-22T22:00:00+09:00`: with an offset or `Z`, a fraction of a second allowed and dropped,
    /// nothing before or after. Nil for anything else, dates that don't exist and leap seconds included.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.take("T") || reader.take("t"),
            let hour = reader.number(digits: 2), reader.take(":"),
            let minute = reader.number(digits: 2), reader.take(":"),
            let second = reader.number(digits: 2)
        else { return nil }
        if reader.take("."), reader.skipDigits() == 0 { return nil }
        guard let offset = reader.offset(), reader.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day), let local = date.seconds(hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(seconds: local - offset)
        guard self >= .earliest, self <= .latest else { return nil }
    }

    private func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an RFC 3339 time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Reads fixed-width numbers and marks off ASCII text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == mark.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let byte = rest.first, (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 48)
            rest.removeFirst()
        }
        return value
    }

    mutating func skipDigits() -> Int {
        let before = rest.count
        rest = rest.drop { (48...57).contains($0) }
        return before - rest.count
    }

    /// `Z`, `+09:00` or `-03:30` in seconds east of UTC.
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
