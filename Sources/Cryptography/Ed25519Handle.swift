import CLibCrypto

/// Owns an `EVP_PKEY` of Ed25519 and a context to use it in; lives for one call.
final class Ed25519Handle {
    private let key: OpaquePointer
    private let context: OpaquePointer

    /// - Parameter make: one of the functions that make a key of raw bytes (`EVP_PKEY_new_raw_public_key(3)`).
    init(_ function: String, _ make: () -> OpaquePointer?) throws(CryptographyError) {
        var made: OpaquePointer?
        try call(function) {
            made = make()
            return made == nil ? 0 : 1
        }
        guard let made else { throw CryptographyError(from: function) }
        guard let context = EVP_MD_CTX_new() else {
            EVP_PKEY_free(made)
            throw CryptographyError(from: "EVP_MD_CTX_new")
        }
        (self.key, self.context) = (made, context)
    }

    convenience init(publicKey bytes: [UInt8]) throws(CryptographyError) {
        try self.init("EVP_PKEY_new_raw_public_key") {
            bytes.withUnsafeBufferPointer { EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, $0.baseAddress, $0.count) }
        }
    }

    convenience init(seed bytes: [UInt8]) throws(CryptographyError) {
        try self.init("EVP_PKEY_new_raw_private_key") {
            bytes.withUnsafeBufferPointer { EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, $0.baseAddress, $0.count) }
        }
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_PKEY_free(key)
    }

    func publicKey() throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Ed25519PublicKey.byteCount)
        var count = bytes.count
        try call("EVP_PKEY_get_raw_public_key") {
            bytes.withUnsafeMutableBufferPointer { EVP_PKEY_get_raw_public_key(key, $0.baseAddress, &count) }
        }
        return bytes
    }

    func sign(_ message: UnsafeBufferPointer<UInt8>) throws(CryptographyError) -> [UInt8] {
        try call("EVP_DigestSignInit") { EVP_DigestSignInit(context, nil, nil, nil, key) }
        var signature = [UInt8](repeating: 0, count: Ed25519PublicKey.signatureByteCount)
        var count = signature.count
        try call("EVP_DigestSign") {
            signature.withUnsafeMutableBufferPointer { EVP_DigestSign(context, $0.baseAddress, &count, message.baseAddress, message.count) }
        }
        return signature
    }

    func isValid(_ signature: UnsafeBufferPointer<UInt8>, of message: UnsafeBufferPointer<UInt8>) throws(CryptographyError) -> Bool {
        try call("EVP_DigestVerifyInit") { EVP_DigestVerifyInit(context, nil, nil, nil, key) }
        var isValid = false
        try call("EVP_DigestVerify") {
            let answer = EVP_DigestVerify(context, signature.baseAddress, signature.count, message.baseAddress, message.count)
            isValid = answer == 1
            // 0 is an answer, too: no. Only less than that is a failure.
            return answer == 0 ? 1 : answer
        }
        return isValid
    }
}
