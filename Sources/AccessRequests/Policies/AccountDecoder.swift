import AccessCore
import YAML

/// `accounts` of `settings.yaml`.
struct AccountDecoder {
    let reader: FileReader

    /// All that have a name, whatever is wrong with the rest of them: others may refer to it.
    func accounts(_ field: Field) -> [AccountName: Account]? {
        guard let entries = reader.entries(field) else { return nil }
        if entries.isEmpty { reader.report(.empty(field.name), at: field.key) }
        var accounts: [AccountName: Account] = [:]
        var seen: [String: String] = [:]
        for entry in entries {
            guard let name = reader.key(entry, of: field).map({ AccountName($0) }) else { continue }
            let account = account(name, reader.field(entry, of: field))
            accounts[name] = account ?? Account(name: name, backend: .cloud(role: nil, externalID: nil, endpoint: nil))
            guard let account else { continue }
            let identity: (key: String, what: String)? =
                switch account.backend {
                case .directory(let path): (path, "directory")
                case .cloud(_, _, let endpoint): account.id.map { ("\($0)@\(endpoint ?? "")", "id") }
                }
            guard let identity else { continue }
            if let other = seen[identity.key] {
                reader.report(SettingsMistake.sameAccount(name.text, as: other, what: identity.what), at: entry.key.range)
            } else {
                seen[identity.key] = name.text
            }
        }
        return accounts
    }

    private func account(_ name: AccountName, _ field: Field) -> Account? {
        guard let fields = Fields(field, reader: reader) else { return nil }
        let id = fields["id"].flatMap { reader.name($0) }
        let role = fields["role"].flatMap { reader.name($0) }
        let externalID = fields["external-id"].flatMap { reader.name($0) }
        let endpoint = fields["endpoint"].flatMap { self.endpoint($0) }
        let tags = fields["tags"].flatMap { reader.tags($0) } ?? [:]
        if let id, let role, let field = fields["role"] {
            let other = NameRule.accountID(ofARN: role)
            if other != id { reader.report(SettingsMistake.otherAccountInRole(account: id, role: other), at: field.node.range) }
        }
        if externalID != nil { fields.checkNeighbours(of: "external-id") }

        let backend: Account.Backend
        if let directory = fields["directory"] {
            fields.checkNeighbours(of: "directory")
            guard let path = reader.name(directory) else { return nil }
            backend = .directory(path: String(path.dropFirst("file:".count)))
        } else {
            guard fields.anyOf(with: "id") != nil else { return nil }
            backend = .cloud(role: role, externalID: externalID, endpoint: endpoint)
        }
        return Account(name: name, id: id.map { AccountID($0) }, backend: backend, tags: tags)
    }

    private func endpoint(_ field: Field) -> String? {
        guard let text = reader.name(field) else { return nil }
        guard EndpointText(text)?.isProtected == true else {
            reader.report(SettingsMistake.plainHTTP(text), at: field.node.range)
            return nil
        }
        return text
    }
}
