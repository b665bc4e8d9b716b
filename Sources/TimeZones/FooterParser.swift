extension FooterRule {
    /// Nil if `text` is not a POSIX TZ string, or names daylight time without saying when it begins and ends.
    init?(_ text: ArraySlice<UInt8>) {
        var parser = FooterParser(rest: text)
        guard let standard = parser.name(), let west = parser.time(hours: 24) else { return nil }
        self.standard = ZoneOffset(seconds: -west, abbreviation: standard, isDaylight: false)
        if parser.rest.isEmpty {
            daylight = nil
            return
        }
        guard let name = parser.name() else { return nil }
        var seconds = self.standard.seconds + 3600
        if parser.rest.first != UInt8(ascii: ",") {
            guard let west = parser.time(hours: 24) else { return nil }
            seconds = -west
        }
        guard parser.take(","), let start = parser.moment(), parser.take(","), let end = parser.moment(), parser.rest.isEmpty,
            ZoneOffset.range.contains(seconds)
        else { return nil }
        daylight = Daylight(offset: ZoneOffset(seconds: seconds, abbreviation: name, isDaylight: true), start: start, end: end)
    }
}

/// Takes the parts of a POSIX TZ string off its front.
private struct FooterParser {
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// `CEST`, or `<+0330>`; at least three characters.
    mutating func name() -> String? {
        let quoted = take("<")
        let letters = rest.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): quoted
            default: false
            }
        }
        rest = rest.dropFirst(letters.count)
        guard letters.count >= 3, !quoted || take(">") else { return nil }
        return String(decoding: letters, as: UTF8.self)
    }

    /// `[+-]hh[:mm[:ss]]` as seconds.
    mutating func time(hours: Int) -> Int? {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        guard let hour = number(0...hours) else { return nil }
        var seconds = hour * 3600
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let value = number(0...59) else { return nil }
            seconds += value * unit
        }
        return sign * seconds
    }

    mutating func moment() -> YearlyMoment? {
        let day: YearlyMoment.Day
        if take("J") {
            guard let number = number(1...365) else { return nil }
            day = .julian(number)
        } else if take("M") {
            guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6) else {
                return nil
            }
            day = .weekday(month: month, week: week, day: weekday)
        } else {
            guard let number = number(0...365) else { return nil }
            day = .ordinal(number)
        }
        guard take("/") else { return YearlyMoment(day: day, seconds: 2 * 3600) }
        guard let seconds = time(hours: 167) else { return nil }
        return YearlyMoment(day: day, seconds: seconds)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return range.contains(value) ? value : nil
    }
}
