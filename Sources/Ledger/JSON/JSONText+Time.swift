import AccessCore

extension JSONText {
    /// A time as we write it, `2026-11-22T17:00:00Z`; nil for any other value, which is `Timestamp`'s to judge.
    func time(_ index: Int) -> Timestamp? {
        let token = tokens[index]
        guard token.kind == .text, token.end - token.start == 20 else { return nil }
        let text = UnsafeBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
            text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "Z"),
            let century = Self.pair(text, 0), let rest = Self.pair(text, 2), let month = Self.pair(text, 5), let day = Self.pair(text, 8),
            let hour = Self.pair(text, 11), let minute = Self.pair(text, 14), let second = Self.pair(text, 17),
            let date = CivilDate(year: century * 100 + rest, month: month, day: day)
        else { return nil }
        return date.seconds(hour: hour, minute: minute, second: second).map { Timestamp(seconds: $0) }
    }

    /// Two digits.
    private static func pair(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int64? {
        let (tens, ones) = (text[index] &- UInt8(ascii: "0"), text[index + 1] &- UInt8(ascii: "0"))
        return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
    }
}
