import AccessCore
import TimeZones
import YAML

/// Values of one kind each; nil if the field holds something else, which has been reported.
extension FileReader {
    /// A value of the wrong shape, or none at all.
    func reportShape(of field: Field, wanted: ShapeMistake.Shape) {
        if case .scalar(let scalar) = field.node.content, scalar.isNothing {
            report(.empty(field.name), at: field.key)
        } else {
            report(.wrongType(field.name, found: field.shape, wanted: wanted), at: field.node.range)
        }
    }

    /// Formats have had no other version so far.
    func checkVersion(_ fields: Fields) {
        guard let field = fields.required("version"), let text = scalar(field), text != "1" else { return }
        report(.version(text), at: field.node.range)
    }

    /// Whatever stands there as one value: `yes` and `8` are texts, while `null` and `~` are none, as every editor takes them.
    func scalar(_ field: Field) -> String? {
        guard case .scalar(let scalar) = field.node.content, !scalar.isNothing else {
            reportShape(of: field, wanted: .text)
            return nil
        }
        return scalar.text
    }

    /// Prose: nothing in it that doesn't show, blanks around it dropped, not empty.
    func text(_ field: Field) -> String? {
        guard let (most, lines) = field.form?.text else { return reportMisread(field) }
        guard let text = scalar(field) else { return nil }
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if isUnseen(scalar), !(lines && scalar == "\n") {
                // The break that ends every block text doesn't make it a second line.
                if scalar == "\n", count == text.unicodeScalars.count { continue }
                report(.character(field.name, scalar), at: field.node.range)
                return nil
            }
        }
        guard count <= most else {
            report(.tooLong(field.name, count: count, most: most), at: field.node.range)
            return nil
        }
        let trimmed = trim(text)
        if trimmed.isEmpty { report(.empty(field.name), at: field.key) }
        return trimmed.isEmpty ? nil : trimmed
    }

    private func trim(_ text: String) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
        guard let first = text.utf8.first, let last = text.utf8.last, isBlank(first) || isBlank(last) else { return text }
        let rest = text.utf8.drop(while: isBlank)
        guard let end = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(text[rest.startIndex...end])
    }

    func name(_ field: Field) -> String? {
        guard let rule = field.form?.name else { return reportMisread(field) }
        return name(field, rule)
    }

    /// A decoder that reads a value otherwise than its form says is a mistake of ours: there is no value then.
    @discardableResult
    func reportMisread<Value>(_ field: Field, as type: Value.Type = String.self) -> Value? {
        assertionFailure("'\(field.name)' is read otherwise than its form says")
        report(.empty(field.name), at: field.key)
        return nil
    }

    func name(_ field: Field, _ rule: NameRule) -> String? {
        guard let text = scalar(field) else { return nil }
        guard rule.accepts(text) else {
            report(.notAName(text, rule), at: field.node.range)
            return nil
        }
        return text
    }

    /// A key of a mapping whose keys are names.
    func key(_ entry: Entry, of field: Field) -> String? {
        guard let rule = field.form?.entries?.key else { return reportMisread(field) }
        guard rule.accepts(entry.name) else {
            report(.notAName(entry.name, rule), at: entry.key.range)
            return nil
        }
        return entry.name
    }

    /// The elements of a list. It may be empty.
    func list(_ field: Field) -> [Field]? {
        guard let (element, most) = field.form?.list else { return reportMisread(field, as: [Field].self) }
        guard case .sequence(let nodes) = field.node.content else {
            reportShape(of: field, wanted: .list)
            return nil
        }
        guard nodes.count <= most else {
            report(.tooMany(field.name, count: nodes.count, most: most), at: field.key)
            return nil
        }
        return nodes.map { Field(name: field.name, key: field.key, node: $0, form: element) }
    }

    /// Names, none twice, those that are right. Nil if it isn't a list.
    func names(_ field: Field) -> [(text: String, range: SourceRange)]? {
        guard let elements = list(field) else { return nil }
        var seen: Set<String> = []
        return elements.compactMap { element in
            guard let text = name(element) else { return nil }
            guard seen.insert(text).inserted else {
                report(.twice(text, in: field.name), at: element.node.range)
                return nil
            }
            return (text, element.node.range)
        }
    }

    /// The entries of a mapping whose keys are names of something.
    func entries(_ field: Field) -> [Entry]? {
        guard let most = field.form?.entries?.most else { return reportMisread(field, as: [Entry].self) }
        guard case .mapping(let entries) = field.node.content else {
            reportShape(of: field, wanted: .mapping)
            return nil
        }
        guard entries.count <= most else {
            report(.tooMany(field.name, count: entries.count, most: most), at: field.key)
            return nil
        }
        return entries
    }

    func tags(_ field: Field) -> [String: String]? {
        guard let entries = entries(field) else { return nil }
        var tags: [String: String] = [:]
        var folded: [String: String] = [:]
        for entry in entries {
            guard let key = key(entry, of: field), let value = name(self.field(entry, of: field)) else { continue }
            if folded.updateValue(key, forKey: key.lowercased()) != nil { report(.twice(key, in: field.name), at: entry.key.range) }
            tags[key] = value
        }
        return tags
    }

    /// The value of an entry of a mapping.
    func field(_ entry: Entry, of field: Field) -> Field {
        Field(name: entry.name, key: entry.key.range, node: entry.value, form: field.form?.entries?.value)
    }

    func choice<Choice: RawRepresentable<String>>(_ field: Field, _ choices: [Choice]) -> Choice? {
        guard let text = scalar(field) else { return nil }
        if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
        let names = choices.map(\.rawValue)
        report(.notAChoice(text, of: names, meant: suggestion(for: text, among: names)), at: field.node.range)
        return nil
    }

    /// `true` or `false`, written like that: YAML 1.1's other words for them are texts.
    func boolean(_ field: Field) -> Bool? { choice(field, [Truth.yes, .no]).map { $0 == .yes } }

    private enum Truth: String {
        case yes = "true"
        case no = "false"
    }

    func integer(_ field: Field) -> Int64? {
        guard let range = field.form?.number else { return reportMisread(field, as: Int64.self) }
        guard let text = scalar(field) else { return nil }
        if text.utf8.count <= 19, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text), range.contains(value) {
            return value
        }
        report(.notANumber(text, range: "from \(range.lowerBound) to \(range.upperBound)"), at: field.node.range)
        return nil
    }

    /// A part of a whole, 0 to 1.
    func fraction(_ field: Field) -> Double? {
        guard let text = scalar(field) else { return nil }
        let isDecimal = text.utf8.count <= 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        if isDecimal, let value = Double(text), (0...1).contains(value) { return value }
        report(.notANumber(text, range: "from 0 to 1"), at: field.node.range)
        return nil
    }

    func duration(_ field: Field) -> Duration? {
        guard let text = scalar(field) else { return nil }
        guard let seconds = SpanText.seconds(text) else {
            report(.notADuration(text), at: field.node.range)
            return nil
        }
        guard (1...InputLimits.span).contains(seconds) else {
            report(.span(text, tooLong: seconds > 0), at: field.node.range)
            return nil
        }
        return .seconds(seconds)
    }

    func time(_ field: Field) -> Timestamp? {
        guard let text = scalar(field) else { return nil }
        let zone = clock.rules.name
        switch clock.read(text) {
        case .instant(let instant): return instant
        case .notATime: report(.notATime(text, advice: clock.advice), at: field.node.range)
        case .skipped(let before, let after): report(.skippedTime(text, zone: zone, before: before, after: after), at: field.node.range)
        case .repeated(let first, let second): report(.repeatedTime(text, zone: zone, first: first, second: second), at: field.node.range)
        }
        return nil
    }
}
