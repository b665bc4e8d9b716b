/// Makes a tree of events, and collects what is wrong on the way.
struct TreeBuilder {
    private let parser: EventParser
    private let text: SourceText
    private let limits: Limits
    private(set) var problems: [Problem] = []
    /// Where tabs are text: quoted and block scalars.
    private(set) var textRanges: [TextRange] = []
    private var nodes = 0
    /// The column of the innermost keys or dashes that stand one below the other; 0 outside of any.
    private var indent = 0

    /// Ends the reading of a file.
    enum Stop: Error {
        case failed(LibYAMLFailure)
        /// The problem is already among ``TreeBuilder/problems``.
        case at(Mark)
    }

    init(_ parser: EventParser, text: SourceText, limits: Limits) {
        self.parser = parser
        self.text = text
        self.limits = limits
    }

    /// The tree of the only document; nil if there is none.
    mutating func document() throws(Stop) -> Node? {
        _ = try next()
        let start = try next()
        guard case .documentStart(let hasDirectives) = start.kind else { return nil }
        if hasDirectives { try report(.directive(text.word(at: start.range.start)), text.wordRange(at: start.range.start)) }
        let root = try node(from: try next(), depth: 0)
        _ = try next()
        let following = try next()
        if case .documentStart = following.kind {
            let place = following.range.start
            try report(.severalDocuments, text.wordRange(at: place))
            throw .at(place)
        }
        if case .scalar(let scalar) = root.content, scalar.isPlain, scalar.text.isEmpty { return nil }
        return root
    }

    private mutating func next() throws(Stop) -> Event {
        do { return try parser.next() } catch { throw .failed(error) }
    }

    private mutating func report(_ kind: Problem.Kind, _ range: SourceRange) throws(Stop) {
        problems.append(Problem(kind: kind, range: range))
        if problems.count >= limits.problems { throw .at(range.start) }
    }

    private mutating func node(from event: Event, depth: Int) throws(Stop) -> Node {
        nodes += 1
        if nodes > limits.nodes {
            try report(.tooManyNodes(limit: limits.nodes), text.characterRange(at: event.range.start))
            throw .at(event.range.start)
        }
        try reportProperties(of: event)
        switch event.kind {
        case .scalar(let scalar, let bytes): return try self.scalar(scalar, bytes: bytes, range: event.range)
        case .alias(let name):
            // It stands in the tree as it was written, so that the rest can still be looked at.
            try report(.alias(name), event.range)
            return Node(content: .scalar(Scalar(text: "*" + name, style: .plain)), range: event.range)
        case .sequenceStart(let isFlow):
            try enter(depth, at: event)
            return try sequence(from: event.range.start, isFlow: isFlow, depth: depth + 1)
        case .mappingStart(let isFlow):
            try enter(depth, at: event)
            return try mapping(from: event.range.start, isFlow: isFlow, depth: depth + 1)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            throw .failed(
                LibYAMLFailure(
                    function: "yaml_parser_parse", problem: "no value", place: event.range.start, context: nil, contextPlace: nil)
            )
        }
    }

    private mutating func enter(_ depth: Int, at event: Event) throws(Stop) {
        guard depth >= limits.depth else { return }
        try report(.tooDeep(limit: limits.depth), text.characterRange(at: event.range.start))
        throw .at(event.range.start)
    }

    /// - Returns: the indentation outside of it.
    private mutating func enterBlock(at start: Mark, isFlow: Bool) -> Int {
        defer { if !isFlow { indent = start.column } }
        return indent
    }

    private mutating func scalar(_ scalar: Scalar, bytes: Int, range: SourceRange) throws(Stop) -> Node {
        var range = SourceRange(start: text.inside(range.start), end: text.inside(range.end))
        let isBlock = scalar.style == .literal || scalar.style == .folded
        if !scalar.isPlain, !text.tabs.isEmpty { textRanges.append(TextRange(range: range, isBlock: isBlock)) }
        if isBlock { range.end = text.endOfText(in: range) }
        if !scalar.isPlain, !isBlock, let place = text.outdent(in: range, below: indent) {
            try report(.syntax(SyntaxWords.outdent), text.characterRange(at: place))
        }
        if bytes > limits.scalarBytes { try report(.scalarTooLong(bytes: bytes, limit: limits.scalarBytes), range) }
        // The file itself has none any more; these come from escapes like "\e".
        if scalar.style == .doubleQuoted, let character = scalar.text.unicodeScalars.first(where: \.isForbidden) {
            try report(.controlCharacter(character), range)
        }
        return Node(content: .scalar(scalar), range: range)
    }

    private mutating func sequence(from start: Mark, isFlow: Bool, depth: Int) throws(Stop) -> Node {
        var items: [Node] = []
        let outer = enterBlock(at: start, isFlow: isFlow)
        defer { indent = outer }
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind {
                let end = end(of: event, isFlow: isFlow, last: items.last, start: start)
                return Node(content: .sequence(items), range: SourceRange(start: start, end: end))
            }
            items.append(try node(from: event, depth: depth))
        }
    }

    private mutating func mapping(from start: Mark, isFlow: Bool, depth: Int) throws(Stop) -> Node {
        var entries: [Entry] = []
        var last: Node?
        var seen: [String: Mark] = [:]
        let outer = enterBlock(at: start, isFlow: isFlow)
        defer { indent = outer }
        while true {
            let event = try next()
            if case .mappingEnd = event.kind {
                let end = end(of: event, isFlow: isFlow, last: last, start: start)
                return Node(content: .mapping(entries), range: SourceRange(start: start, end: end))
            }
            let key = try node(from: event, depth: depth)
            let isNew: Bool
            if case .scalar(let scalar) = key.content {
                let first = seen[scalar.text]
                isNew = first == nil
                if let first {
                    try report(.duplicateKey(scalar.text, first: first), key.range)
                } else {
                    seen[scalar.text] = key.range.start
                }
            } else {
                isNew = false
                try report(.keyNotScalar, key.range)
            }
            let value = try node(from: try next(), depth: depth)
            if isNew { entries.append(Entry(key: key, value: value)) }
            last = value
        }
    }

    /// A block collection's end as libyaml has it is the next token, lines below; a pair in a flow sequence has none.
    private func end(of event: Event, isFlow: Bool, last: Node?, start: Mark) -> Mark {
        if isFlow, event.range.start < event.range.end { return event.range.end }
        return last?.range.end ?? start
    }

    private mutating func reportProperties(of event: Event) throws(Stop) {
        guard event.anchor != nil || event.tag != nil else { return }
        let ranges = text.propertyRanges(at: event.range.start)
        if let name = event.anchor { try report(.anchor(name), ranges.anchor) }
        if event.tag != nil { try report(.tag(text.source(ranges.tag)), ranges.tag) }
    }
}

extension Unicode.Scalar {
    /// A control character other than a tab or a line break.
    fileprivate var isForbidden: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F: true
        default: false
        }
    }
}
