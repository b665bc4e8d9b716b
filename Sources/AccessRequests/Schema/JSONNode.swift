/// JSON whose keys stay in the order in which they were said: what people read first comes first.
indirect enum JSONNode: Sendable {
    case text(String)
    case number(Int64)
    case truth(Bool)
    case list([JSONNode])
    case object([(String, JSONNode)])

    /// Indented by two blanks a level, without a line end after it.
    func rendered(indent: Int = 0) -> String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let number): "\(number)"
        case .truth(let truth): "\(truth)"
        case .list(let nodes) where nodes.allSatisfy(\.isScalar): "[" + nodes.map { $0.rendered() }.joined(separator: ", ") + "]"
        case .list(let nodes): Self.block("[", nodes.map { $0.rendered(indent: indent + 1) }, "]", indent)
        case .object(let members) where members.isEmpty: "{}"
        case .object(let members):
            Self.block("{", members.map { Self.quoted($0) + ": " + $1.rendered(indent: indent + 1) }, "}", indent)
        }
    }

    private var isScalar: Bool {
        switch self {
        case .text, .number, .truth: true
        case .list, .object: false
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String, _ indent: Int) -> String {
        let blanks = String(repeating: "  ", count: indent)
        return open + "\n" + lines.map { blanks + "  " + $0 }.joined(separator: ",\n") + "\n" + blanks + close
    }

    /// RFC 8259, section 7.
    private static func quoted(_ text: String) -> String {
        doubleQuoted(text, numbered: { $0.value < 0x20 }, as: ("u", digits: 4))
    }
}
