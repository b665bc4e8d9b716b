import Cryptography

/// A private key of OpenSSH's own format (PROTOCOL.key), not locked with a passphrase. Never prints.
package struct SSHPrivateKey: Sendable {
    private let material: Ed25519PrivateKey
    package var publicKey: SSHPublicKey { SSHPublicKey(.ed25519(material.publicKey)) }

    /// What the text of a private key begins with.
    package static let beginning = Armor.privateKey.begin

    /// A key from 32 random bytes; nil unless there are as many.
    package init?(ed25519Seed seed: some Collection<UInt8>) throws(SSHFault) {
        guard let key = try cryptography({ () throws(CryptographyError) in try Ed25519PrivateKey(seed: seed) }) else { return nil }
        material = key
    }

    /// Reads the text of a key's file. White space around it and line breaks of other systems do no harm: that is how
    /// secrets arrive that were pasted into a form.
    package init(text: some Collection<UInt8>) throws(SSHFault) {
        guard text.count <= SSHLimits.privateKey else { throw .tooLarge("\(SSHLimits.privateKey) bytes") }
        let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        let text = text.drop(while: isSpace).filter { $0 != 0x0D }
        guard !Self.isOfAnotherFormat(text) else {
            throw .malformed("this is a private key of another format: make one with ssh-keygen -t ed25519")
        }
        guard !text.starts(with: "ssh-".utf8) else { throw .malformed("this is a public key: the private one is in the file without .pub") }
        let end = text.lastIndex { !isSpace($0) }.map { text.index(after: $0) } ?? text.startIndex
        try self.init(file: try Armor.privateKey.unwrap(text[..<end]))
    }

    /// "openssh-key-v1", names of cipher and key derivation, how many keys, the public ones, and the private part.
    private init(file: [UInt8]) throws(SSHFault) {
        var reader = WireReader(file, "the private key")
        try reader.expect("openssh-key-v1\0".utf8)
        let cipher = try reader.string()
        guard cipher.elementsEqual("none".utf8) else { throw .encrypted(cipher: shown(cipher)) }
        let derivation = try reader.string()
        let options = try reader.string()
        guard derivation.elementsEqual("none".utf8), options.isEmpty else {
            throw .malformed("the private key isn't locked, but says how its passphrase is used")
        }
        let count = try reader.number()
        guard count == 1 else { throw .malformed("the file has \(count) keys instead of one") }
        let blob = try reader.string()
        // Before all that can be wrong with a key of another type.
        var name = WireReader(blob, "the public key")
        let type = try name.string()
        guard type.elementsEqual(SSHKeyType.ed25519.rawValue.utf8) else { throw .privateKeyType(shown(type)) }
        let publicKey = try SSHPublicKey(blob: blob)
        let section = try reader.string()
        try reader.end()
        material = try Self.material(section, publicKey)
    }

    /// Cipher block of "none": what the private part is filled up to.
    private static let block = 8

    /// A number twice, the key, its comment, and padding 1, 2, 3….
    private static func material(_ section: ArraySlice<UInt8>, _ publicKey: SSHPublicKey) throws(SSHFault) -> Ed25519PrivateKey {
        var reader = WireReader(section, "the private part of the key")
        guard try reader.number() == (try reader.number()) else { throw .malformed("the private part of the key is damaged") }
        guard try SSHKeyType(try reader.string()) == publicKey.type, case .ed25519(let expected) = publicKey.material else {
            throw .malformed("the private part of the key is of another type than the public one")
        }
        let copy = try reader.string()
        let secret = try reader.string()
        _ = try reader.string()
        let padding = reader.remaining
        guard section.count.isMultiple(of: block), padding.count < block, padding.elementsEqual((1...UInt8(block)).prefix(padding.count))
        else { throw .malformed("the private part of the key isn't filled up as it should be") }
        guard secret.count == Ed25519PrivateKey.seedByteCount + Ed25519PublicKey.byteCount,
            let key = try cryptography({ () throws(CryptographyError) in
                try Ed25519PrivateKey(seed: secret.prefix(Ed25519PrivateKey.seedByteCount))
            })
        else { throw .malformed("the private part of the key doesn't have the right length") }
        let halves = [copy, secret.suffix(Ed25519PublicKey.byteCount), expected.bytes[...]]
        guard halves.allSatisfy({ $0.elementsEqual(key.publicKey.bytes) }) else {
            throw .malformed("the public half of the key isn't that of the private one")
        }
        return key
    }

    private static func isOfAnotherFormat(_ text: [UInt8]) -> Bool {
        let first = text.prefix { $0 != 0x0A }
        return first.starts(with: "-----BEGIN ".utf8) && !first.starts(with: beginning.utf8)
            && String(decoding: first, as: UTF8.self).contains("PRIVATE KEY")
            || first.starts(with: "PuTTY-User-Key-File".utf8)
    }

    /// Signs bytes as SSH does: the algorithm's name, and the signature.
    func sign(_ bytes: [UInt8]) throws(SSHFault) -> [UInt8] {
        var writer = WireWriter()
        writer.string(publicKey.type.rawValue)
        writer.string(try cryptography { () throws(CryptographyError) in try material.sign(bytes) })
        return writer.bytes
    }
}

extension SSHPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The fingerprint of the public half.
    package var description: String { "private key of \(publicKey.fingerprint)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
