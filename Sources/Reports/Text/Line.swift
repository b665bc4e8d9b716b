import AccessCore

/// A line for a terminal or a log.
///
/// What is interpolated comes from outside (names, tags, messages of servers): it is made harmless on the way in, so
/// that no renderer can forget to. What is written literally is ours. A line never holds a line break.
struct Line: ExpressibleByStringInterpolation, CustomStringConvertible, Hashable, Sendable {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + 16 * interpolationCount) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ line: Line) { text += line.text }
        mutating func appendInterpolation(_ number: Int) { text += String(number) }
        mutating func appendInterpolation(_ foreign: String) { text += foreign.printable }
        mutating func appendInterpolation<Kind>(_ name: Identifier<Kind>) { text += name.text.printable }
    }

    var description: String { text }

    /// How many cells of a terminal it takes.
    var cells: Int { text.cells }

    static func + (left: Line, right: Line) -> Line { "\(left)\(right)" }

    /// One after the other; of many, the first ones and how many more there are.
    static func list(_ lines: [Line], most: Int = .max) -> Line {
        var all: Line = ""
        for (index, line) in lines.prefix(most).enumerated() { all.text += index == 0 ? line.text : ", " + line.text }
        if lines.count > most { all.text += " and \(lines.count - most) more" }
        return all
    }
}

extension [Line] {
    /// Sentences beside each other.
    func sentences() -> Line { dropFirst().reduce(first ?? "") { "\($0) \($1)" } }
}

extension Identifier {
    /// Enough of a hash to recognise it.
    var short: Line { "\(String(text.prefix(7)))" }
}
