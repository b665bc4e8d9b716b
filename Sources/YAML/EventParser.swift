import CLibYAML

/// Owns a libyaml parser and the bytes it reads.
///
/// The parser is a self-referential C structure, hence behind a pointer; its input is copied because libyaml keeps a
/// pointer to it from `yaml_parser_set_input_string` until `yaml_parser_delete`.
final class EventParser {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: ArraySlice<UInt8>) throws(LibYAMLFailure) {
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: max(bytes.count, 1))
        _ = input.initialize(from: bytes)
        guard yaml_parser_initialize(parser) == 1 else {
            // yaml_parser_initialize has freed what it had allocated and zeroed the rest, so deinit may delete it again.
            throw LibYAMLFailure(
                function: "yaml_parser_initialize", problem: "out of memory", place: .start, context: nil, contextPlace: nil)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event. After ``Event/Kind/streamEnd`` and after a failure there is none to ask for.
    func next() throws(LibYAMLFailure) -> Event {
        var event = yaml_event_t()
        try call("yaml_parser_parse") { yaml_parser_parse($0, &event) }
        defer { yaml_event_delete(&event) }
        return Event(event)
    }

    /// The one way into libyaml for what can fail.
    private func call(_ function: String, _ body: (UnsafeMutablePointer<yaml_parser_t>) -> Int32) throws(LibYAMLFailure) {
        guard body(parser) != 1 else { return }
        let state = parser.pointee
        let context = state.context.map { String(cString: $0) }
        throw LibYAMLFailure(
            function: function,
            problem: state.problem.map { String(cString: $0) } ?? "out of memory",
            place: Mark(state.problem_mark),
            context: context,
            contextPlace: context == nil ? nil : Mark(state.context_mark)
        )
    }
}

extension Mark {
    /// libyaml counts from 0.
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension Event {
    fileprivate init(_ event: yaml_event_t) {
        range = SourceRange(start: Mark(event.start_mark), end: Mark(event.end_mark))
        switch event.type {
        case YAML_STREAM_START_EVENT: kind = .streamStart
        case YAML_DOCUMENT_START_EVENT:
            let start = event.data.document_start
            kind = .documentStart(hasDirectives: start.version_directive != nil || start.tag_directives.start != start.tag_directives.end)
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_ALIAS_EVENT: kind = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(Scalar(text: String(decoding: bytes, as: UTF8.self), style: .init(scalar.style)), bytes: scalar.length)
            anchor = text(scalar.anchor)
            tag = text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart(isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
            anchor = text(event.data.sequence_start.anchor)
            tag = text(event.data.sequence_start.tag)
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart(isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
            anchor = text(event.data.mapping_start.anchor)
            tag = text(event.data.mapping_start.tag)
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        default: kind = .streamEnd
        }
    }
}

extension Scalar.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        self =
            switch style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
    }
}

private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? { pointer.map { String(cString: $0) } }
