import AccessCore
import YAML

/// `approval` of an entitlement: `automatic`, or rules.
struct ApprovalDecoder {
    let reader: FileReader
    let names: PolicyNames

    private enum Word: String { case automatic }
    private enum Evidence: String { case any, signature }

    /// What approves, and whether only signatures do.
    func decode(_ field: Field) -> (rules: ApprovalRules, needsSignatures: Bool)? {
        if case .scalar = field.node.content { return reader.choice(field, [Word.automatic]).map { _ in (.automatic, false) } }
        guard let fields = Fields(field, reader: reader) else { return nil }
        let needsSignatures = fields["evidence"].map { self.needsSignatures($0) } ?? false
        return rules(of: fields).map { ($0, needsSignatures) }
    }

    private func needsSignatures(_ field: Field) -> Bool {
        guard reader.choice(field, [Evidence.any, .signature]) == .signature else { return false }
        if let trusted = names.evidence, !trusted.contains(.signature) {
            reader.report(EntitlementMistake.signaturesNotTrusted, at: field.node.range)
        }
        return true
    }

    /// `rules` of an approval, or of an emergency.
    func rules(of fields: Fields) -> ApprovalRules? {
        guard let field = fields.required("rules"), let elements = reader.list(field) else { return nil }
        if elements.isEmpty { reader.report(EntitlementMistake.noRules, at: field.key) }
        var rules: [ApprovalRules.Rule] = []
        for element in elements {
            guard let rule = rule(element) else { continue }
            if rules.contains(where: { $0.from == rule.from }) {
                reader.report(.twice(rule.from.text, in: "rules"), at: element.node.range)
            }
            rules.append(rule)
        }
        return .rules(rules)
    }

    private func rule(_ element: Field) -> ApprovalRules.Rule? {
        guard let fields = Fields(element.byItself, reader: reader) else { return nil }
        let team = fields.required("from").flatMap { reader.team($0, names) }
        let countField = fields.required("count")
        guard let team, let countField, let count = reader.integer(countField) else { return nil }
        if let people = names.teams?[team], count > people.count {
            reader.report(EntitlementMistake.moreThanTeam(team.text, count: count, people: people.count), at: countField.node.range)
        }
        return ApprovalRules.Rule(from: team, count: Int(count))
    }
}
