/// A setting that is otherwise than before.
package struct SettingsChange: Hashable, Sendable {
    /// The key, or `accounts.jump` for one of the accounts.
    package var key: String
    /// Nil if it wasn't there.
    package var before: String?
    /// Nil if it is gone.
    package var after: String?

    /// In the order of their keys.
    static func between(_ old: Settings, _ new: Settings) -> [SettingsChange] {
        var changes: [SettingsChange] = []
        func compare(_ key: String, _ before: String?, _ after: String?) {
            if before != after { changes.append(SettingsChange(key: key, before: before, after: after)) }
        }
        for name in Set(old.accounts.keys).union(new.accounts.keys).sorted() {
            compare("accounts.\(name)", old.accounts[name].map(words), new.accounts[name].map(words))
        }
        compare("approval.evidence", list(old.evidence.map(\.rawValue)), list(new.evidence.map(\.rawValue)))
        compare("approval.policy-owners", list(old.policyOwners.map(\.text)), list(new.policyOwners.map(\.text)))
        compare("audit.branch", old.audit.branch, new.audit.branch)
        compare(
            "audit.committer", "\(old.audit.committerName) <\(old.audit.committerEmail)>",
            "\(new.audit.committerName) <\(new.audit.committerEmail)>")
        compare("cadence", old.cadence?.inWords, new.cadence?.inWords)
        compare("drift", old.drift.rawValue, new.drift.rawValue)
        compare("expired.files", removal(old), removal(new))
        compare("leases.also-read", older(old), older(new))
        compare("leases.prefix", "'\(old.leases.prefix)'", "'\(new.leases.prefix)'")
        compare("removals.fraction", "\(old.removals.fraction)", "\(new.removals.fraction)")
        compare("removals.most", "\(old.removals.most)", "\(new.removals.most)")
        compare("repository", old.repository, new.repository)
        compare("timezone", old.timezone, new.timezone)
        return changes
    }

    private static func removal(_ settings: Settings) -> String {
        settings.removesFilesAfter.map { "remove, \($0.inWords) after the end" } ?? "keep"
    }

    private static func older(_ settings: Settings) -> String? {
        settings.leases.older.map { $0.formats.map(\.text).joined(separator: ", ") }
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "nobody" : names.joined(separator: ", ") }

    private static func words(_ account: Account) -> String {
        var parts = account.id.map { [$0.text] } ?? []
        switch account.backend {
        case .directory(let path): parts.append("directory \(path)")
        case .cloud(let role, let externalID, let endpoint):
            if let role { parts.append("role \(role)") }
            if let externalID { parts.append("external-id \(externalID)") }
            if let endpoint { parts.append("endpoint \(endpoint)") }
        }
        parts += account.tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return parts.joined(separator: ", ")
    }
}
