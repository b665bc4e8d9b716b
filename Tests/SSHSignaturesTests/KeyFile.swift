import Cryptography

@testable import SSHSignatures

/// A private key's file put together by hand (PROTOCOL.key), so that each of its fields can be wrong.
struct KeyFile {
    var magic = Array("openssh-key-v1\0".utf8)
    var cipher = "none"
    var derivation = "none"
    var options: [UInt8] = []
    var count: UInt32 = 1
    var publicKey: [UInt8]
    var checks: (UInt32, UInt32) = (7, 7)
    var type = "ssh-ed25519"
    var copy: [UInt8]
    var secret: [UInt8]
    var comment = "ledger"
    var padding: [UInt8]?
    var rest: [UInt8] = []

    static let seed: [UInt8] = (0..<32).map { $0 &* 7 &+ 129 }

    init(seed: [UInt8] = Self.seed) throws {
        let key = try Sample.key(seed)
        guard case .ed25519(let half) = key.publicKey.material else { throw SSHFault.keyType("another") }
        publicKey = key.publicKey.blob
        copy = half.bytes
        secret = seed + half.bytes
    }

    var bytes: [UInt8] {
        var section = WireWriter()
        section.number(checks.0)
        section.number(checks.1)
        section.string(type)
        section.string(copy)
        section.string(secret)
        section.string(comment)
        section.raw(padding ?? Array((1...8).prefix((8 - section.bytes.count % 8) % 8)))
        var file = WireWriter()
        file.raw(magic)
        file.string(cipher)
        file.string(derivation)
        file.string(options)
        file.number(count)
        file.string(publicKey)
        file.string(section.bytes)
        file.raw(rest)
        return file.bytes
    }

    var text: String { Armor.privateKey.wrap(bytes) }
}

/// Keys of the tests.
enum Sample {
    static func key(_ seed: [UInt8] = KeyFile.seed) throws -> SSHPrivateKey {
        guard let key = try SSHPrivateKey(ed25519Seed: seed) else { throw SSHFault.malformed("not 32 bytes") }
        return key
    }

    static func other() throws -> SSHPrivateKey { try key([UInt8](repeating: 3, count: 32)) }

    /// What a throwing call throws.
    static func fault(_ body: () throws -> Void) -> SSHFault? {
        do {
            try body()
            return nil
        } catch { return error as? SSHFault }
    }
}
