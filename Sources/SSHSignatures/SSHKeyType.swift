/// The types of keys that can be used, by OpenSSH's names (RFC 8709 for ssh-ed25519).
package enum SSHKeyType: String, CaseIterable, Hashable, Sendable {
    case ed25519 = "ssh-ed25519"

    /// - Throws: `.keyType` for every other.
    init(_ name: some Collection<UInt8>) throws(SSHFault) {
        guard let type = Self.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else { throw .keyType(shown(name)) }
        self = type
    }
}
