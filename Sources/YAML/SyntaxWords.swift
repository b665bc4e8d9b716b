/// Words for what libyaml finds: its own speak of tokens and simple keys, which nobody who writes a request knows.
enum SyntaxWords {
    /// The kind of problem that a failure is, and its place.
    static func problem(for failure: LibYAMLFailure, in text: SourceText) -> Problem {
        let place = text.inside(failure.place)
        let character = text.byte(at: place)
        if character == UInt8(ascii: "\t") { return Problem(kind: .tab, range: text.characterRange(at: place)) }
        if let kind = failure.property, let start = failure.contextPlace ?? Optional(place) {
            let range = text.propertyRange(at: text.inside(start))
            return Problem(kind: kind(text.source(range)), range: range)
        }
        let lineStart = Mark(line: (failure.contextPlace ?? place).line, column: 1)
        if text.byte(at: lineStart) == UInt8(ascii: "%"), failure.isAboutDirective {
            return Problem(kind: .directive(text.word(at: lineStart)), range: text.wordRange(at: lineStart))
        }
        if failure.problem == "found unexpected end of stream", let start = failure.contextPlace {
            return Problem(kind: .syntax(unclosedQuote), range: text.characterRange(at: start))
        }
        if failure.problem == misplacedValue, let key = text.onlyKey(before: place) {
            // The line was taken for more of the text above it, since it is indented like that.
            return Problem(kind: .syntax(indentation), range: key)
        }
        return Problem(kind: .syntax(words(for: failure)), range: text.characterRange(at: place))
    }

    private static let misplacedValue = "mapping values are not allowed in this context"
    private static let unclosedQuote = "this quote is never closed"
    private static let colon = "a colon and a blank inside a text"
    private static let indentation = "this line doesn't fit the ones before it"
    private static let afterTheEnd = "something after the end of the document's only value"
    private static let missingValue = "a value is missing before this"
    private static let afterBlockIndicator = "a text on the line of its | or >"
    static let outdent = "a text in quotes that goes on at the beginning of a line, as if that were a key"
    private static let reserved = "a text can't begin with this character"

    private static func words(for failure: LibYAMLFailure) -> String {
        switch failure.problem {
        case misplacedValue: colon
        case "did not find expected key", "did not find expected '-' indicator", "block sequence entries are not allowed in this context":
            indentation
        case "found character that cannot start any token": reserved
        case "could not find expected ':'": "a line without a colon"
        case "did not find expected ',' or ']'":
            "this list (opened in line \(failure.contextPlace?.line ?? failure.place.line)) is not closed"
        case "did not find expected ',' or '}'":
            "this mapping (opened in line \(failure.contextPlace?.line ?? failure.place.line)) is not closed"
        case "found unknown escape character": "an escape that YAML doesn't know"
        case "found unexpected document indicator": "--- or ... inside a quoted text"
        case "did not find expected <document start>": afterTheEnd
        case "did not find expected node content": missingValue
        case "did not find expected comment or line break": afterBlockIndicator
        case "mapping keys are not allowed in this context": "a question mark and a blank at the beginning of a text"
        case "out of memory": "out of memory in \(failure.function)"
        default: [failure.problem, failure.context].compactMap { $0 }.joined(separator: " ")
        }
    }

    /// What to do about a syntax problem with these words.
    static func remedy(for words: String) -> String {
        switch words {
        case unclosedQuote: "close it, or put the text into the other kind of quotes"
        case colon: "put the text into quotes, or the key on a line of its own"
        case indentation: "give all keys (or dashes) of one level the same indentation, and quotes to a text that goes on after a quote"
        case reserved: "put the text into quotes"
        case outdent: "indent the line more than the text's key, or write the text on one line"
        case afterTheEnd: "write key: value on every line, or put the text into quotes as a whole"
        case missingValue: "write it, or delete what separates it"
        case afterBlockIndicator: "begin it on the next line, indented"
        case "a line without a colon": "write key: value"
        case "an escape that YAML doesn't know": "write \\\\ for a backslash, or use single quotes"
        case let words where words.hasSuffix("is not closed"): "close it, and separate its parts by commas"
        default: "correct the line"
        }
    }
}

extension LibYAMLFailure {
    /// What is wrong is an anchor, an alias or a tag, and none would be accepted anyhow.
    fileprivate var property: ((String) -> Problem.Kind)? {
        if problem == "found undefined tag handle" { return Problem.Kind.tag }
        switch context {
        case "while parsing a tag", "while scanning a tag": return Problem.Kind.tag
        case "while scanning an anchor": return { .anchor(String($0.dropFirst())) }
        case "while scanning an alias": return { .alias(String($0.dropFirst())) }
        default: return nil
        }
    }

    fileprivate var isAboutDirective: Bool {
        (context?.contains("directive") ?? false) || problem.contains("directive") || problem == "found incompatible YAML document"
            || problem == "did not find expected <document start>"
    }
}
