import AccessCore
import YAML

/// `account: jump`, `accounts: [a, b]` or `accounts: { tags: { env: prod } }` of an entitlement.
struct AccountSelection {
    let reader: FileReader
    let names: PolicyNames

    /// At least one; nil if there is a mistake in it (reported).
    func decode(_ fields: Fields) -> [AccountName]? {
        guard let field = fields.oneOf(with: "account") else { return nil }
        if field.name == "account" { return reader.account(field, names).map { [$0] } }
        switch field.node.content {
        case .mapping: return tagged(field)
        case .scalar, .sequence:
            guard let accounts = reader.set(field, { reader.account($0, names) }) else { return nil }
            if case .sequence(let nodes) = field.node.content, nodes.isEmpty { reader.report(.empty("accounts"), at: field.key) }
            return accounts.isEmpty ? nil : accounts
        }
    }

    /// Those that have all of the tags, by name.
    private func tagged(_ field: Field) -> [AccountName]? {
        guard let fields = Fields(field, reader: reader), let tagsField = fields.required("tags"), let tags = reader.tags(tagsField)
        else { return nil }
        guard !tags.isEmpty else {
            if case .mapping(let entries) = tagsField.node.content, entries.isEmpty { reader.report(.empty("tags"), at: tagsField.key) }
            return nil
        }
        guard let accounts = names.accounts else { return nil }
        let matching = accounts.values.filter { account in tags.allSatisfy { account.tags[$0.key] == $0.value } }
        if matching.isEmpty { reader.report(EntitlementMistake.noAccountTagged, at: tagsField.node.range) }
        return matching.isEmpty ? nil : matching.map(\.name).sorted()
    }
}
