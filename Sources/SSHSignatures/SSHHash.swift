import Cryptography

/// How a message is hashed before it is signed.
package enum SSHHash: String, CaseIterable, Hashable, Sendable {
    case sha256
    case sha512

    init(_ name: some Collection<UInt8>) throws(SSHFault) {
        guard let hash = Self.allCases.first(where: { name.elementsEqual($0.rawValue.utf8) }) else { throw .hash(shown(name)) }
        self = hash
    }

    func hash(_ message: some Sequence<UInt8>) -> [UInt8] {
        switch self {
        case .sha256: SHA256.hash(message).bytes
        case .sha512: SHA512.hash(message)
        }
    }
}
