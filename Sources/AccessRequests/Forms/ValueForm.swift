/// What may stand as a value: decoders read by it, and the JSON Schemas are made from it, so that the two can't differ in what
/// there is, how much of it and how it is written.
indirect enum ValueForm: Sendable {
    /// `1`: formats have had no other so far.
    case version
    /// Prose of at most so many characters, on one line or several.
    case text(most: Int, lines: Bool)
    case name(NameRule)
    /// A text of at most so many characters with a form of its own, which the decoder tells in words of its own.
    case notation(most: Int)
    /// One of these words.
    case choice([String])
    /// Which of `true` and `false` may be written.
    case truth([Bool])
    case number(ClosedRange<Int64>)
    /// A part of a whole, 0 to 1.
    case fraction
    case time
    case duration
    /// The name of a time zone.
    case timezone
    /// - unique: whether an element that stands twice is a mistake.
    case list(ValueForm, least: Int = 0, most: Int, unique: Bool = true)
    /// A mapping whose keys are names of something.
    case entries(NameRule, ValueForm, least: Int = 0, most: Int)
    /// A mapping whose keys are known.
    case mapping(MappingForm)
    case either([ValueForm])
    /// Known, and refused as not supported yet.
    case refused
}

extension ValueForm {
    /// IAM user tags, and those of accounts.
    static let tags = ValueForm.entries(.tagKey, .name(.tagValue), most: InputLimits.tags)

    /// The first of alternatives, or of this alone, that is of a kind.
    private func first<Part>(_ part: (ValueForm) -> Part?) -> Part? {
        guard case .either(let forms) = self else { return part(self) }
        for form in forms { if let found = form.first(part) { return found } }
        return nil
    }

    var text: (most: Int, lines: Bool)? { first { if case .text(let most, let lines) = $0 { (most, lines) } else { nil } } }
    var name: NameRule? { first { if case .name(let rule) = $0 { rule } else { nil } } }
    var number: ClosedRange<Int64>? { first { if case .number(let range) = $0 { range } else { nil } } }
    var list: (element: ValueForm, most: Int)? {
        first { if case .list(let element, _, let most, _) = $0 { (element, most) } else { nil } }
    }
    var entries: (key: NameRule, value: ValueForm, most: Int)? {
        first { if case .entries(let rule, let value, _, let most) = $0 { (rule, value, most) } else { nil } }
    }
    var mapping: MappingForm? { first { if case .mapping(let form) = $0 { form } else { nil } } }
}
