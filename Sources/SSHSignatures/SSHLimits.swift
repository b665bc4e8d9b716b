/// How much is read before it is refused.
package enum SSHLimits {
    /// Bytes of an armored signature: one by the longest RSA key that ssh-keygen makes has about 6,000.
    package static let signature = 16 * 1024
    /// Bytes of a private key's file: Ed25519 takes about 400 and a comment, the longest RSA key about 13,000.
    package static let privateKey = 64 * 1024
    /// Bytes of a list of public keys.
    package static let keyList = 1024 * 1024
    /// Keys of a list: each is somebody who is trusted.
    package static let keys = 1000
}
