import AccessCore
import YAML

/// `approval` of an entitlement: `automatic`, or rules.
struct ApprovalDecoder {
    let reader: FileReader
    let names: PolicyNames

    private enum Word: String { case automatic }
    private enum Evidence: String { case any, signature }

    func decode(_ field: Field) -> ApprovalRules? {
        if case .scalar = field.node.content { return reader.choice(field, [Word.automatic]).map { _ in .automatic } }
        guard let fields = Fields(field, reader: reader) else { return nil }
        if let field = fields["evidence"], reader.choice(field, [Evidence.any, .signature]) == .signature {
            let advice = "Remove the line; what settings trust then suffices."
            reader.report(.notSupported("approval.evidence: signature", advice: advice), at: field.node.range)
        }
        return rules(of: fields)
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
