/// An account of `settings.yaml`, and how it is reached. Kept in the ledger too, so that what is due can be
/// removed when nothing else is to be had.
package struct Account: Hashable, Sendable, Codable {
    package var name: AccountName
    /// The cloud's number; nil for a directory in a file.
    package var id: AccountID?
    package var backend: Backend
    package var tags: [String: String]

    package enum Backend: Hashable, Sendable {
        /// AWS or what speaks like it. `role` is assumed with the caller's own credentials; without one they are used as they are.
        case cloud(role: String?, externalID: String?, endpoint: String?)
        /// The embedded directory: a JSON file, relative to the current directory.
        case directory(path: String)
    }

    package init(name: AccountName, id: AccountID? = nil, backend: Backend, tags: [String: String] = [:]) {
        (self.name, self.id, self.backend, self.tags) = (name, id, backend, tags)
    }
}

extension Account {
    private enum Key: String, CodingKey {
        case name, id, role, endpoint, directory, tags
        case externalID = "external-id"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(AccountName.self, forKey: .name)
        id = try container.decodeIfPresent(AccountID.self, forKey: .id)
        tags = try container.decodeIfPresent([String: String].self, forKey: .tags) ?? [:]
        if let path = try container.decodeIfPresent(String.self, forKey: .directory) {
            backend = .directory(path: path)
        } else {
            backend = .cloud(
                role: try container.decodeIfPresent(String.self, forKey: .role),
                externalID: try container.decodeIfPresent(String.self, forKey: .externalID),
                endpoint: try container.decodeIfPresent(String.self, forKey: .endpoint)
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(id, forKey: .id)
        if !tags.isEmpty { try container.encode(tags, forKey: .tags) }
        switch backend {
        case .directory(let path): try container.encode(path, forKey: .directory)
        case .cloud(let role, let externalID, let endpoint):
            try container.encodeIfPresent(role, forKey: .role)
            try container.encodeIfPresent(externalID, forKey: .externalID)
            try container.encodeIfPresent(endpoint, forKey: .endpoint)
        }
    }
}
