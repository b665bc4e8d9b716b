/// What libyaml says next, as a value.
struct Event {
    var kind: Kind
    /// Nothing but ASCII space and line breaks lies between the properties (anchor, tag) and the node.
    var range: SourceRange
    var anchor: String?
    var tag: String?

    enum Kind {
        case streamStart
        case streamEnd
        case documentStart(hasDirectives: Bool)
        case documentEnd
        case alias(String)
        case scalar(Scalar, bytes: Int)
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
    }
}
