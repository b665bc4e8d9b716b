import SSHSignatures

@testable import Ledger

/// Keys of the tests, each from a seed.
enum SigningKeys {
    static let first = key(1)
    static let second = key(2)
    /// Somebody's who isn't trusted.
    static let stranger = key(3)

    private static func key(_ byte: UInt8) -> SSHPrivateKey {
        do {
            if let key = try SSHPrivateKey(ed25519Seed: [UInt8](repeating: byte, count: 32)) { return key }
        } catch { preconditionFailure("\(error)") }
        preconditionFailure("32 bytes are a seed")
    }
}

extension LedgerKeys {
    /// Signs with one key, and trusts these instead of the genesis record's.
    static func signing(_ key: SSHPrivateKey?, pinning pinned: SSHPrivateKey...) -> LedgerKeys {
        LedgerKeys(signing: key.map { .usable($0) } ?? .none, pinned: pinned.isEmpty ? .none : .usable(pinned.map(\.publicKey)))
    }
}
