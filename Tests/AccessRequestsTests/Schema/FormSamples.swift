@testable import AccessRequests

/// Files made from the forms: each key that there is, with each of a pool of values and at the borders of its own.
struct FormSamples {
    var schema: FileSchema
    /// `limits.duration`
    var path: String
    var value: String
    var text: String

    /// Right for some keys, wrong for others: what matters is that decoder and schema agree.
    static let pool = [
        "''", "word", "jump", "'two words'", "8", "-1", "0", "0.5", "1.5", "1", "true", "false", "yes", "\"true\"", "4h", "PT1H30M", "90",
        "2026-11-23 02:00", "2026-11-23T02:00:00+09:00", "2026-11-23", "[]", "[word]", "[a, a]", "[[a]]", "[{ a: b }]", "{}",
        "{ a: b }", "{ word: [a] }", "example/access", "a@example.com", "[a@example.com]", "automatic", "report", "keep", "remove",
        "[merge]",
        "[github]", "arn:aws:iam::111111111111:role/Daypass", "http://127.0.0.1:5000", "https://iam.example.com", "file:a.json",
        "\"111111111111\"", "111111111111", "Asia/Tokyo", "CHG-1", "CHG_TOKEN", "\"a\\nb\"", "\" \"", "[member01]", "[leads]", "leads",
        "merge", "[1, 2]", "{ jump: x }", "\"\\u65e5\\u672c\"", "null", "~", "Null", "\"null\"", "[null]", "[a, ~]", "{ a: null }",
        "{ a: ~ }",
    ]

    static func all(of schema: FileSchema, in base: String) -> [FormSamples] {
        schema.form.keys.flatMap { key -> [FormSamples] in
            let group = schema.form.oneOf.first { $0.contains(key.name) } ?? []
            func sample(_ path: String, _ value: String, _ inside: String) -> FormSamples {
                FormSamples(
                    schema: schema, path: path, value: value,
                    text: Base.with("\(key.name): \(inside)", in: base, without: group.filter { $0 != key.name }))
            }
            return values(of: key.value).map { sample(key.name, $0, $0) }
                + nested(key.value, key.name).map { sample($0.path, $0.value, $0.inside) }
        }
    }

    /// The pool, and what lies at the borders of a form.
    private static func values(of form: ValueForm) -> [String] {
        func letters(_ count: Int) -> String { String(repeating: "a", count: count) }
        func list(_ count: Int) -> String { "[" + (0..<count).map { "n\($0)" }.joined(separator: ", ") + "]" }
        return switch form {
        case .text(let most, _): pool + [letters(most), letters(most + 1)]
        case .number(let range):
            pool + ["\(range.lowerBound)", "\(range.upperBound)", "\(range.lowerBound - 1)"]
                + (range.upperBound == .max ? [] : ["\(range.upperBound + 1)"])
        case .name: pool + [1, 2, 63, 64, 65, 128, 129, 200, 201, 255, 256].map(letters)
        case .list(_, _, let most, _): pool + (most <= 100 ? [list(most)] : []) + [list(most + 1)]
        case .entries(_, _, _, let most): pool + ["{ " + (0...most).map { "n\($0): {}" }.joined(separator: ", ") + " }"]
        case .either(let forms): pool + forms.flatMap { values(of: $0).dropFirst(pool.count) }
        default: pool
        }
    }

    /// Values of the keys inside, written in one line.
    private static func nested(_ form: ValueForm, _ path: String) -> [(path: String, value: String, inside: String)] {
        switch form {
        case .mapping(let form):
            form.keys.flatMap { key -> [(path: String, value: String, inside: String)] in
                let others = siblings(of: key, in: form)
                func inside(_ value: String) -> String { "{ " + (["\(key.name): \(value)"] + others).joined(separator: ", ") + " }" }
                let own = values(of: key.value).map { (path: "\(path).\(key.name)", value: $0, inside: inside($0)) }
                return own + nested(key.value, "\(path).\(key.name)").map { ($0.path, $0.value, inside($0.inside)) }
            }
        case .list(let element, _, _, _): nested(element, path).map { ($0.path, $0.value, "[\($0.inside)]") }
        case .entries(_, let value, _, _):
            values(of: value).map { ("\(path).NAME", $0, "{ jump: \($0) }") }
                + nested(value, "\(path).NAME").map { ($0.path, $0.value, "{ jump: \($0.inside) }") }
        case .either(let forms): forms.flatMap { nested($0, path) }
        default: []
        }
    }

    /// What a mapping needs besides a key.
    private static func siblings(of key: KeyForm, in form: MappingForm) -> [String] {
        var names = form.keys.filter(\.isRequired).map(\.name)
        if let needed = form.needed[key.name] { names.append(needed) }
        for group in form.anyOf where !group.contains(key.name) { names.append(group[0]) }
        return names.filter { $0 != key.name }.compactMap { name in
            form[name]?.example.map { "\(name): \($0.contains("AAAA") ? "\"\(NameRule.exampleKey)\"" : $0)" }
        }
    }
}
