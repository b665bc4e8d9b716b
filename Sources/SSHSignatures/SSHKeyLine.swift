import Cryptography

/// A line of a list of public keys: `ssh-ed25519 AAAA… comment`, as in a `.pub` file, or with principals before it, as in
/// an allowed_signers file (`ssh-keygen(1)`, ALLOWED SIGNERS).
///
/// Options are refused, all but `namespaces`: what else they say (until when, which certificates) can't be kept here, and
/// to ignore it would be to trust more than was written.
package struct SSHKeyLine: Hashable, Sendable {
    /// Whom the key belongs to; nil if the line doesn't say.
    package var principals: [String]?
    /// What it may sign; nil: anything.
    package var namespaces: [String]?
    package var key: SSHPublicKey
    package var comment: String

    package init(key: SSHPublicKey, comment: String = "") { (self.key, self.comment) = (key, comment) }

    package init(_ line: Substring) throws(SSHFault) {
        var words = line.split(maxSplits: 4) { $0 == " " || $0 == "\t" }[...]
        if let first = words.first, !Self.isType(first) {
            principals = try Self.principals(first)
            words = words.dropFirst()
            if let option = words.first, !Self.isType(option) {
                namespaces = try Self.namespaces(option)
                words = words.dropFirst()
            }
        }
        guard let name = words.popFirst(), let digits = words.popFirst() else {
            throw .malformed("this is not a public key: a type and its base64, as in a .pub file")
        }
        let type = try SSHKeyType(Array(name.utf8))
        guard let blob = Base64.decode(Array(digits.utf8)) else { throw .malformed("the public key is not whole base64") }
        key = try SSHPublicKey(blob: blob)
        guard key.type == type else { throw .malformed("the line says '\(type.rawValue)', the key in it '\(key.type.rawValue)'") }
        comment = words.joined(separator: " ")
    }

    /// A list: a key a line; empty lines and those that begin with `#` don't count.
    package static func list(_ text: some Collection<UInt8>) throws(SSHFault) -> [SSHKeyLine] {
        guard text.count <= SSHLimits.keyList else { throw .tooLarge("\(SSHLimits.keyList) bytes") }
        guard let text = String(validating: text, as: UTF8.self) else { throw .malformed("the list of keys is not UTF-8") }
        var keys: [SSHKeyLine] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.isEmpty || line.hasPrefix("#") { continue }
            do { keys.append(try SSHKeyLine(line)) } catch { throw .inLine(index + 1, error) }
            guard keys.count <= SSHLimits.keys else { throw .tooLarge("\(SSHLimits.keys) keys") }
        }
        return keys
    }

    /// Whether the key may sign for a namespace.
    package func allows(_ namespace: String) -> Bool { namespaces?.contains(namespace) ?? true }

    /// Names of types have no `@` and are of a few families; principals are mostly mail addresses.
    private static func isType(_ word: Substring) -> Bool {
        word.hasPrefix("ssh-") || word.hasPrefix("ecdsa-") || word.hasPrefix("sk-ssh-") || word.hasPrefix("sk-ecdsa-")
    }

    private static func principals(_ word: Substring) throws(SSHFault) -> [String] {
        let isOption = word.contains { "=\"".contains($0) } || word.lowercased() == "cert-authority"
        guard !isOption else { throw .malformed("options can't be kept here: '\(shown(Array(word.utf8)))'") }
        return word.split(separator: ",").map(String.init)
    }

    private static func namespaces(_ option: Substring) throws(SSHFault) -> [String] {
        let prefix = "namespaces=\""
        guard option.lowercased().hasPrefix(prefix), option.hasSuffix("\""), option.utf8.count > prefix.utf8.count else {
            throw .malformed("the option '\(shown(Array(option.utf8)))' can't be kept here, only namespaces=\"…\"")
        }
        let names = option.dropFirst(prefix.count).dropLast().split(separator: ",").map(String.init)
        guard !names.contains(where: { $0.contains { "*?!\"".contains($0) } }) else {
            throw .malformed("the option namespaces must name each one, without '*', '?' or '!'")
        }
        return names
    }
}
