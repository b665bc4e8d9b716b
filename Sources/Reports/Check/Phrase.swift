import AccessCore

/// A sentence that is written once and shown on a terminal and in a comment of a forge.
///
/// What is written literally is ours; what is interpolated comes from files and is kept apart, so that each way of showing
/// makes it harmless in its own way and none can forget to.
struct Phrase: ExpressibleByStringInterpolation, Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case ours(String)
        /// Ours, and what the eye should find first.
        case strong(String)
        case foreign(String)
    }

    private(set) var pieces: [Piece]

    init(stringLiteral value: String) { pieces = [.ours(value)] }
    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }
    private init(pieces: [Piece]) { self.pieces = pieces }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }

        mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { pieces.append(.ours(literal)) } }
        mutating func appendInterpolation(_ phrase: Phrase) { pieces += phrase.pieces }
        mutating func appendInterpolation(_ number: Int) { pieces.append(.ours(String(number))) }
        mutating func appendInterpolation(_ line: Line) { pieces.append(.ours(line.text)) }
        mutating func appendInterpolation(_ foreign: String) { pieces.append(.foreign(foreign)) }
        mutating func appendInterpolation<Kind>(_ name: Identifier<Kind>) { pieces.append(.foreign(name.text)) }
        /// - Parameter strong: of ours: a time, a number.
        mutating func appendInterpolation(strong: String) { pieces.append(.strong(strong)) }
    }

    static func + (left: Phrase, right: Phrase) -> Phrase { Phrase(pieces: left.pieces + right.pieces) }

    /// With a capital first letter, if that is ours.
    var sentence: Phrase {
        guard case .ours(let text)? = pieces.first, let first = text.first else { return self }
        return Phrase(pieces: [.ours(first.uppercased() + text.dropFirst())] + pieces.dropFirst())
    }

    /// For a terminal: one line.
    var text: String {
        pieces.map { piece in
            switch piece {
            case .ours(let text), .strong(let text): text
            case .foreign(let text): text.printable
            }
        }.joined()
    }

    /// For a comment.
    var markdown: String {
        pieces.map { piece in
            switch piece {
            case .ours(let text): text
            case .strong(let text): "**\(text)**"
            case .foreign(let text): Markdown.code(text)
            }
        }.joined()
    }

    /// `a`, `a or b`, `a, b or c`; of many the first ones and how many more there are.
    static func list(_ names: [Phrase], _ last: Phrase = " and ", most: Int = 12) -> Phrase {
        guard names.count <= most else {
            return names.prefix(most).dropFirst().reduce(names[0]) { "\($0), \($1)" } + " and \(names.count - most) more"
        }
        guard let first = names.first, let end = names.last, names.count > 1 else { return names.first ?? "nobody" }
        return names.dropFirst().dropLast().reduce(first) { "\($0), \($1)" } + last + end
    }

    static func list<Kind>(_ names: [Identifier<Kind>], _ last: Phrase = " and ", most: Int = 12) -> Phrase {
        list(names.map { "\($0)" as Phrase }, last, most: most)
    }
}
