import AccessCore
import YAML

/// `accounts` of `settings.yaml`.
struct AccountDecoder {
    let reader: FileReader

    /// All that have a name, whatever is wrong with the rest of them: others may refer to it.
    func accounts(_ field: Field) -> [AccountName: Account]? {
        guard let entries = reader.entries(field, most: InputLimits.accounts) else { return nil }
        if entries.isEmpty { reader.report(.empty(field.name), at: field.key) }
        var accounts: [AccountName: Account] = [:]
        var seen: [String: String] = [:]
        for entry in entries {
            guard let name = reader.key(entry, .account).map({ AccountName($0) }) else { continue }
            let account = account(name, reader.field(entry))
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
        let keys = ["id", "role", "external-id", "endpoint", "tags", "directory"]
        guard let fields = Fields(field, keys: keys, reader: reader) else { return nil }
        let id = fields["id"].flatMap { reader.name($0, .accountID) }
        let role = fields["role"].flatMap { reader.name($0, .roleARN) }
        let externalID = fields["external-id"].flatMap { reader.name($0, .externalID) }
        let endpoint = fields["endpoint"].flatMap { self.endpoint($0) }
        let tags = fields["tags"].flatMap { reader.tags($0) } ?? [:]
        if let id, let role, let field = fields["role"] {
            let other = NameRule.accountID(ofARN: role)
            if other != id { reader.report(SettingsMistake.otherAccountInRole(account: id, role: other), at: field.node.range) }
        }
        if externalID != nil, fields["role"] == nil { _ = fields.required("role", example: "arn:aws:iam::111111111111:role/Daypass") }

        let backend: Account.Backend
        if let directory = fields["directory"] {
            for key in ["role", "external-id", "endpoint"] {
                if let field = fields[key] { reader.report(.conflict("directory", key), at: field.key) }
            }
            guard let path = reader.name(directory, .directory) else { return nil }
            backend = .directory(path: String(path.dropFirst("file:".count)))
        } else {
            guard fields.oneOf(["id", "directory"]) != nil else { return nil }
            backend = .cloud(role: role, externalID: externalID, endpoint: endpoint)
        }
        return Account(name: name, id: id.map { AccountID($0) }, backend: backend, tags: tags)
    }

    private func endpoint(_ field: Field) -> String? {
        guard let text = reader.name(field, .endpoint) else { return nil }
        guard EndpointText(text)?.isProtected == true else {
            reader.report(SettingsMistake.plainHTTP(text), at: field.node.range)
            return nil
        }
        return text
    }
}
