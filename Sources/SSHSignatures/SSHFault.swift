package import Cryptography

/// Why a key, a list of keys or a signature is refused. Nothing of a private key is in it.
package enum SSHFault: Error, Hashable, Sendable {
    /// It doesn't have the form it should have: where, and what is wrong there.
    case malformed(String)
    /// It has more than so many bytes (or keys).
    case tooLarge(String)
    /// A key, or a signature by a key, of a type that can't be used: `ssh-dss`.
    case keyType(String)
    /// A private key of a type that can't be used: only signatures of others are made with the other types.
    case privateKeyType(String)
    /// A public key that no signature can be trusted by: why.
    case weakKey(String)
    /// A security key's key that was made for something else than SSH.
    case application(String)
    /// A signature made in a way that can't be used: `ssh-rsa`, with SHA-1.
    case algorithm(String)
    /// A signature made in a way that this type of key doesn't have.
    case otherAlgorithm(String, key: SSHKeyType)
    /// A security key signed without being touched.
    case nobodyPresent
    /// The private key is locked with a passphrase.
    case encrypted(cipher: String)
    /// The signature hashes in a way that can't be used: `sha1`.
    case hash(String)
    /// The signature was made for something else.
    case namespace(expected: String, found: String)
    /// The signature is by a key that isn't among those that are trusted: its fingerprint.
    case otherKey(String)
    /// What was signed is not this, or not by this key.
    case badSignature
    /// libcrypto couldn't tell.
    case cryptography(CryptographyError)
    /// In this line of a list.
    indirect case inLine(Int, SSHFault)
}

extension SSHFault: CustomStringConvertible {
    /// Part of a sentence, without a full stop.
    package var description: String {
        switch self {
        case .malformed(let what): what
        case .tooLarge(let limit): "it has more than \(limit)"
        case .keyType(let name): "keys of the type '\(name)' can't be used, only \(Self.types): make one with ssh-keygen -t ed25519"
        case .privateKeyType(let name):
            "private keys of the type '\(name)' can't be used, only \(SSHKeyType.ed25519.rawValue): make one with ssh-keygen -t ed25519"
        case .weakKey(let why): "the key is too weak: \(why); make one with ssh-keygen -t ed25519"
        case .application(let name):
            "the security key's key was made for '\(name)', not for ssh: make one with ssh-keygen -t ed25519-sk, without -O application"
        case .algorithm(let name):
            "the signature was made by '\(name)', which can't be used: sign with ssh-keygen -Y sign, whose RSA is rsa-sha2-512"
        case .otherAlgorithm(let name, let type): "the signature was made by '\(name)', which no key of the type '\(type.rawValue)' does"
        case .nobodyPresent: "nobody touched the security key when it signed: take a key without no-touch-required"
        case .encrypted(let cipher):
            "the private key is locked with a passphrase (\(cipher)), and nobody is there to be asked: take one without (ssh-keygen -p -N '' on a copy)"
        case .hash(let name): "the signature hashes with '\(name)', which can't be used, only sha256 and sha512"
        case .namespace(let expected, let found): "the signature is for '\(found)', not for '\(expected)'"
        case .otherKey(let fingerprint): "the signature is by the key \(fingerprint), which isn't one of those that are trusted"
        case .badSignature: "the signature is not of this content"
        case .cryptography(let error): "\(error)"
        case .inLine(let line, let fault): "line \(line): \(fault)"
        }
    }

    private static let types = SSHKeyType.allCases.map(\.rawValue).joined(separator: ", ")
}

/// A name out of somebody's bytes, as it can be shown: printable ASCII, and not long.
func shown(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes.prefix(64).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    return bytes.count > 64 ? text + "…" : text
}

/// Runs a call into libcrypto.
func cryptography<Result>(_ body: () throws(CryptographyError) -> Result) throws(SSHFault) -> Result {
    do { return try body() } catch { throw .cryptography(error) }
}
