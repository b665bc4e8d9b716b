import AccessCore

/// What can be wrong with a key or a value wherever it stands. The same number means the same in each area.
enum ShapeMistake: Mistake {
    case version(String)
    case missingKey(String, example: String)
    case unknownKey(String, meant: String?, known: [String])
    case wrongType(String, found: Shape, wanted: Shape)
    /// `isNeeded`: the key can't be left out.
    case empty(String, isNeeded: Bool = false)
    case tooLong(String, count: Int, most: Int)
    case character(String, Unicode.Scalar)
    case secret(String)
    case notSupported(String, advice: String)
    case twice(String, in: String)
    case notATime(String, advice: String)
    case notADuration(String)
    case notAName(String, NameRule)
    case skippedTime(String, zone: String, before: String, after: String)
    case repeatedTime(String, zone: String, first: String, second: String)
    case tooMany(String, count: Int, most: Int)
    case notAChoice(String, of: [String], meant: String?)
    case notANumber(String, range: String)
    case conflict(String, String)
    /// Examples stand beside the keys that have one.
    case noneOf([String], examples: [String] = [])
    /// A whole file that isn't keys and values; `start` says how one begins.
    case notADocument(String, found: Shape, start: String)
    case span(String, tooLong: Bool)
    case unknown(String, what: String, where: String, meant: String?, known: [String])
    case backwards(end: String, start: String)
    case notDoneYet(String, what: String)

    enum Shape: String {
        case text = "a text"
        case list = "a list"
        case mapping = "a mapping"
    }
}

extension ShapeMistake {
    var number: Int {
        switch self {
        case .version: 1
        case .missingKey: 2
        case .unknownKey: 3
        case .wrongType, .notADocument: 4
        case .empty: 5
        case .tooLong: 6
        case .character: 7
        case .secret: 8
        case .notSupported: 9
        case .twice: 10
        case .notATime: 11
        case .notADuration: 12
        case .notAName: 13
        case .skippedTime: 14
        case .repeatedTime: 15
        case .tooMany: 16
        case .notAChoice: 17
        case .notANumber: 18
        case .conflict: 19
        case .noneOf: 20
        case .span: 21
        case .unknown: 22
        case .backwards: 23
        case .notDoneYet: 24
        }
    }

    var severity: Diagnostic.Severity {
        switch self {
        case .notDoneYet: .note
        default: .error
        }
    }

    var message: String {
        switch self {
        case .version(let text): "version \(quoted(text)) is not known"
        case .missingKey(let key, _): "the key '\(key)' is missing"
        case .unknownKey(let key, let meant, _): "unknown key \(quoted(key))" + didYouMean(meant)
        case .wrongType(let key, let found, let wanted): "'\(key)' is \(found.rawValue) where \(wanted.rawValue) belongs"
        case .notADocument(let name, let found, _): "'\(name)' is \(found.rawValue) where \(Shape.mapping.rawValue) belongs"
        case .empty(let key, _): "'\(key)' has no value"
        case .tooLong(let key, let count, let most): "'\(key)' has \(count) characters, more than \(most)"
        case .character(let key, "\n"): "'\(key)' has more than one line"
        case .character(let key, let scalar): "'\(key)' has a character that doesn't show (\(codePoint(scalar)))"
        case .secret(let kind): "this looks like \(kind)"
        case .notSupported(let what, _): "'\(what)' is not supported yet"
        case .twice(let text, let key): "\(quoted(text)) stands twice in '\(key)'"
        case .notATime(let text, _): "\(quoted(text)) is not a time"
        case .notADuration(let text): "\(quoted(text)) is not a duration"
        case .notAName(let text, let rule): "\(quoted(text)) is not \(rule.noun)"
        case .skippedTime(let text, let zone, _, _): "\(quoted(text)) doesn't exist in \(zone): a clock change skips it"
        case .repeatedTime(let text, let zone, _, _): "\(quoted(text)) comes twice in \(zone): a clock change repeats it"
        case .tooMany(let key, let count, let most): "'\(key)' has \(count) entries, more than \(most)"
        case .notAChoice(let text, let choices, let meant):
            "\(quoted(text)) is not one of \(choices.joined(separator: ", "))" + didYouMean(meant)
        case .notANumber(let text, let range): "\(quoted(text)) is not a number \(range)"
        case .conflict(let first, let second): "'\(first)' and '\(second)' exclude each other"
        case .noneOf(let keys, _): "one of \(keys.map { "'\($0)'" }.joined(separator: ", ")) is missing"
        case .span(let text, let tooLong): "\(quoted(text)) is " + (tooLong ? "longer than ten years" : "no time at all")
        case .unknown(let name, let what, let place, let meant, _): "no \(what) \(quoted(name)) in \(place)" + didYouMean(meant)
        case .backwards(let end, let start): "the end (\(end)) is not after the start (\(start))"
        case .notDoneYet(let key, let what): "'\(key)' is checked, but \(what)"
        }
    }

    var advice: String? {
        switch self {
        case .version: "Write version: 1."
        case .missingKey(let key, let example): "Add \(key): \(example)."
        case .unknownKey(_, let meant, let known): meant == nil ? "Known here: \(listed(known, most: 20))." : nil
        case .wrongType(let key, _, .text): "Write one value after '\(key):'."
        case .wrongType(let key, _, .list): "Write \(key): [first, second], or each on a line of its own that begins with '- '."
        case .wrongType(let key, _, .mapping): "Write lines of 'key: value' under '\(key):', indented."
        case .notADocument(_, _, let start): start
        case .empty(_, let isNeeded): isNeeded ? "Write one." : "Write one, or remove the key."
        case .tooLong: "Shorten it."
        case .character(_, "\n"): "Write it on one line."
        case .character: "Delete it."
        case .secret: "Remove it and have it revoked: git keeps what was ever committed."
        case .notSupported(_, let advice): advice
        case .twice: "Remove one of them."
        case .notATime(_, let advice): advice
        case .notADuration: "Write it as 90m, 4h, 2d, 1h30m or PT4H."
        case .notAName(_, let rule): rule.advice
        case .skippedTime(_, _, let before, let after): "Write \(before) or \(after)."
        case .repeatedTime(_, _, let first, let second): "Write \(first) for the first time or \(second) for the second."
        case .tooMany: "Split it."
        case .notAChoice: "Write one of them."
        case .notANumber: "Write it in digits."
        case .conflict: "Keep one of them."
        case .noneOf(_, let examples): examples.isEmpty ? "Add one of them." : "Add \(examples.joined(separator: " or "))."
        case .span(_, let tooLong): tooLong ? "Write a shorter one." : "Write one longer than zero, like 4h."
        case .unknown(_, let what, let place, let meant, let known):
            meant != nil
                ? nil
                : known.isEmpty
                    ? "There is none; add it to \(place) first." : "Write one of \(listed(known)), or add the \(what) to \(place)."
        case .backwards: "Write a later end."
        case .notDoneYet: nil
        }
    }
}

/// ` — did you mean 'access'?`
func didYouMean(_ name: String?) -> String { name.map { " — did you mean \(quoted($0))?" } ?? "" }
