/// How an older tool wrote the end of a membership into a tag: `YYYY-MM-DD HH:mm`, by the clocks of the settings' zone.
///
/// `YYYY`, `MM`, `DD`, `HH`, `mm` and, if it is there, `ss` stand once each, in any order; what stands between them must be
/// found as it is.
package struct TagTimeFormat: Hashable, Sendable {
    /// As it was written.
    package let text: String
    private let parts: [Part]

    private enum Part: Hashable, Sendable {
        case number(Field)
        case mark(UInt8)
    }

    private enum Field: String, Hashable, Sendable, CaseIterable {
        case year = "YYYY"
        case month = "MM"
        case day = "DD"
        case hour = "HH"
        case minute = "mm"
        case second = "ss"
    }

    /// Characters of a format.
    package static let longest = 40

    /// Nil if it isn't one.
    package init?(_ text: String) {
        var rest = Substring(text)
        var parts: [Part] = []
        guard text.utf8.count <= Self.longest else { return nil }
        while let first = rest.utf8.first {
            if let field = Field.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
                parts.append(.number(field))
                rest = rest.dropFirst(field.rawValue.count)
            } else {
                // What a tag's value may hold beside letters and digits, and the T of ISO 8601.
                guard " _.:/=+-@T".utf8.contains(first) else { return nil }
                parts.append(.mark(first))
                rest = rest.dropFirst()
            }
        }
        let fields = parts.compactMap { if case .number(let field) = $0 { field } else { nil } }
        guard Set(fields).count == fields.count, Field.allCases.allSatisfy({ $0 == .second || fields.contains($0) }) else { return nil }
        (self.text, self.parts) = (text, parts)
    }

    /// The local time that a tag's value states, as seconds since 1970-01-01 00:00:00 on the same clock; nil if it states none.
    package func local(_ value: String) -> Int64? {
        var rest = Array(value.utf8)[...]
        var numbers: [Field: Int64] = [:]
        for part in parts {
            switch part {
            case .mark(let mark): guard rest.popFirst() == mark else { return nil }
            case .number(let field):
                let digits = rest.prefix(field.rawValue.utf8.count)
                guard digits.count == field.rawValue.utf8.count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
                numbers[field] = digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
                rest = rest.dropFirst(digits.count)
            }
        }
        guard rest.isEmpty, let year = numbers[.year], let month = numbers[.month], let day = numbers[.day], let hour = numbers[.hour],
            let minute = numbers[.minute], let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return date.seconds(hour: hour, minute: minute, second: numbers[.second] ?? 0)
    }
}

extension TagTimeFormat: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let format = TagTimeFormat(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no format of a time")
        }
        self = format
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
