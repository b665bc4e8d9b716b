import AccessCore
import YAML

/// `start` with `end` or `duration`.
struct RequestWindow {
    var start: Timestamp?
    var startRange: SourceRange?
    var end: RequestedEnd
    var endRange: SourceRange

    /// Nil if it can't be told when the window ends (reported).
    init?(_ fields: Fields, reader: FileReader) {
        let startField = fields["start"]
        startRange = startField?.node.range
        start = startField.flatMap { reader.time($0) }
        // Both are looked at even if they exclude each other, so that all mistakes are told at once.
        let only = fields.oneOf(with: "end")
        let time = fields["end"].flatMap { reader.time($0) }
        let span = fields["duration"].flatMap { reader.duration($0) }
        guard let only else { return nil }
        endRange = only.node.range
        if let time { end = .at(time) } else if let span { end = .after(span) } else { return nil }
        guard let start, let time else { return }
        if time <= start {
            reader.report(.backwards(end: reader.clock.text(time), start: reader.clock.text(start)), at: endRange)
        } else if time.since(start) > .seconds(InputLimits.span) {
            reader.report(RequestMistake.tooLong, at: endRange)
        }
    }
}
