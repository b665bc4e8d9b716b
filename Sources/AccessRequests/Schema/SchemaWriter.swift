import YAML

/// Forms as JSON Schema.
///
/// Editors type YAML's values by the core schema of YAML 1.2 (`8` is a number, `true` a truth value); a decoder takes each as
/// the text that stands there. So a schema allows every type that may be meant.
enum SchemaWriter {
    static func members(of form: MappingForm) -> [(String, JSONNode)] {
        var members: [(String, JSONNode)] = [
            ("type", .text("object")), ("additionalProperties", .truth(false)),
            ("properties", .object(form.keys.map { ($0.name, property($0)) })),
        ]
        let required = form.keys.filter(\.isRequired).map { JSONNode.text($0.name) }
        if !required.isEmpty { members.append(("required", .list(required))) }
        let conditions =
            form.oneOf.map { ("oneOf", $0) } + form.anyOf.map { ("anyOf", $0) }
        let choices = conditions.map { word, keys in
            JSONNode.object([(word, .list(keys.map { .object([("required", .list([.text($0)]))]) }))])
        }
        if !choices.isEmpty { members.append(("allOf", .list(choices))) }
        if !form.needed.isEmpty {
            let needed = form.needed.sorted { $0.key < $1.key }.map { ($0.key, JSONNode.list([.text($0.value)])) }
            members.append(("dependentRequired", .object(needed)))
        }
        if !form.excluded.isEmpty {
            let excluded = form.excluded.sorted { $0.key < $1.key }.map { key, others in
                (key, JSONNode.object([("properties", .object(others.map { ($0, refusal) }))]))
            }
            members.append(("dependentSchemas", .object(excluded)))
        }
        return members
    }

    private static let refusal = JSONNode.object([("not", .object([]))])

    private static func property(_ key: KeyForm) -> JSONNode {
        var members = members(of: key.value)
        members.insert(("description", .text(key.about)), at: 0)
        if let text = key.example, !text.contains("…"), let example = example(text) { members.append(("examples", .list([example]))) }
        return .object(members)
    }

    private static func members(of value: ValueForm) -> [(String, JSONNode)] {
        switch value {
        case .version: [("enum", .list([.number(1), .text("1")]))]
        case .text(let most, let lines):
            [
                ("type", .list(["string", "number", "boolean"].map { .text($0) })), ("maxLength", .number(Int64(most))),
                // The line break that ends a block text doesn't make it a second line.
                ("pattern", .text("^(?=[\\s\\S]*[^ \\n])[^\(lines ? unseenInLines : unseen)]*\\n?$")),
                ("patternErrorMessage", .text(lines ? "Write a text." : "Write a text on one line.")),
            ]
        case .name(let rule): name(rule)
        case .notation(let most):
            [
                ("type", .list(["string", "number", "boolean"].map { .text($0) })), ("minLength", .number(1)),
                ("maxLength", .number(Int64(most))),
            ]
        case .choice(let words): [("enum", .list(words.map { .text($0) }))]
        case .truth(let allowed): [("enum", .list(allowed.flatMap { [.truth($0), .text("\($0)")] }))]
        case .number(let range):
            [
                ("type", .list([.text("integer"), .text("string")])), ("minimum", .number(range.lowerBound)),
                ("maximum", .number(range.upperBound)), ("pattern", .text("^[0-9]{1,19}$")),
            ]
        case .fraction:
            [
                ("type", .list([.text("number"), .text("string")])), ("minimum", .number(0)), ("maximum", .number(1)),
                ("pattern", .text("^[0-9.]{1,12}$")),
            ]
        case .time:
            [
                ("type", .text("string")), ("pattern", .text(LocalClock.pattern)),
                ("patternErrorMessage", .text("Write it as 2026-11-23 02:00 or 2026-11-23T02:00:00+09:00.")),
            ]
        case .duration:
            [
                ("type", .text("string")), ("pattern", .text(SpanText.pattern)),
                ("patternErrorMessage", .text("Write it as 90m, 4h, 2d, 1h30m or PT4H.")),
            ]
        case .timezone: [("type", .text("string")), ("pattern", .text("^[A-Za-z0-9+_./-]+$"))]
        case .list(let element, let least, let most, let unique):
            [("type", .text("array")), ("items", .object(members(of: element)))]
                + (least > 0 ? [("minItems", .number(Int64(least)))] : []) + [("maxItems", .number(Int64(most)))]
                + (unique ? [("uniqueItems", .truth(true))] : [])
        case .entries(let rule, let value, let least, let most):
            [
                ("type", .text("object")), ("propertyNames", .object([("pattern", .text(rule.pattern))])),
                ("additionalProperties", .object(members(of: value))),
            ] + (least > 0 ? [("minProperties", .number(Int64(least)))] : []) + [("maxProperties", .number(Int64(most)))]
        case .mapping(let form): members(of: form)
        case .either(let forms): [("anyOf", .list(forms.map { .object(members(of: $0)) }))]
        case .refused: [("not", .object([]))]
        }
    }

    private static func name(_ rule: NameRule) -> [(String, JSONNode)] {
        var types = ["string"]
        // Digits alone are a number to an editor, `true` is a truth value; 111111111111 is an account's.
        let isNumber = rule.accepts("1") || rule.accepts("111111111111")
        if isNumber { types.append(rule.accepts("0.5") ? "number" : "integer") }
        if rule.accepts("true") { types.append("boolean") }
        return [
            ("type", types.count == 1 ? .text(types[0]) : .list(types.map { .text($0) })), ("pattern", .text(rule.pattern)),
            ("patternErrorMessage", .text(rule.advice)),
        ] + (isNumber && !rule.accepts("-1") ? [("minimum", .number(0))] : [])
    }

    private static let unseen = "\\u0000-\\u001f\\u007f-\\u009f"
    private static let unseenInLines = "\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f"

    /// An example as an editor would read it.
    private static func example(_ text: String) -> JSONNode? {
        parseYAML(Array("x: \(text)\n".utf8), limits: YAML.Limits(bytes: 4096, depth: 16, nodes: 100, scalarBytes: 4096, problems: 1)).root
            .flatMap { root in
                guard case .mapping(let entries) = root.content, let entry = entries.first else { return nil }
                return self.value(entry.value)
            }
    }

    private static func value(_ node: Node) -> JSONNode {
        switch node.content {
        case .scalar(let scalar):
            if scalar.isPlain, let number = Int64(scalar.text) { .number(number) } else { .text(scalar.text) }
        case .sequence(let nodes): .list(nodes.map(value))
        case .mapping(let entries): .object(entries.map { ($0.name, value($0.value)) })
        }
    }
}
