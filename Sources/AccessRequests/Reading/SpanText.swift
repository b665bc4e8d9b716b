/// Durations as people write them: `90m`, `4h`, `2d`, `1h30m`, or ISO 8601's `PT4H`, `P1DT2H`.
enum SpanText {
    /// What a duration looks like, as a regular expression for editors. It takes zero and more than ten years too.
    static let pattern =
        "^(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?$"
        + "|^P(?=.)([0-9]{1,9}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?$"

    /// In seconds; nil if it isn't a duration. Zero and what is far too long come out as they are.
    static func seconds(_ text: String) -> Int64? {
        var bytes = Array(text.utf8)[...]
        guard bytes.count <= 40 else { return nil }
        if bytes.first == UInt8(ascii: "P") {
            bytes.removeFirst()
            return iso(bytes)
        }
        return parts(bytes, units: [(UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3600), (UInt8(ascii: "m"), 60)])
    }

    /// Months and years have no fixed length, so they are none of ours (ISO 8601, 4.4.3.2, without them and weeks).
    private static func iso(_ text: ArraySlice<UInt8>) -> Int64? {
        guard let mark = text.firstIndex(of: UInt8(ascii: "T")) else { return parts(text, units: [(UInt8(ascii: "D"), 86_400)]) }
        let clock = [(UInt8(ascii: "H"), Int64(3600)), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]
        guard let time = parts(text[(mark + 1)...], units: clock) else { return nil }
        let date = text[..<mark]
        if date.isEmpty { return time }
        guard let days = parts(date, units: [(UInt8(ascii: "D"), 86_400)]) else { return nil }
        return sum(days, time)
    }

    /// At least one number with a unit, each unit once, the largest first.
    private static func parts(_ text: ArraySlice<UInt8>, units: [(letter: UInt8, seconds: Int64)]) -> Int64? {
        guard !text.isEmpty else { return nil }
        var rest = text
        var total: Int64 = 0
        var remaining = units[...]
        while !rest.isEmpty {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest.dropFirst(digits.count)
            // Nine digits of days are below what an Int64 of seconds holds.
            guard (1...9).contains(digits.count), let letter = rest.popFirst(),
                let unit = remaining.firstIndex(where: { $0.letter == letter })
            else { return nil }
            let count = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
            total = sum(total, count * remaining[unit].seconds)
            remaining = remaining[(unit + 1)...]
        }
        return total
    }

    /// Three summands of at most 10^9 days can't overflow an Int64; this says so without trusting it.
    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
