import CLibCrypto

/// Owns an `EVP_PKEY` that was put together of its numbers; lives for one call.
final class PublicKeyHandle {
    private let key: OpaquePointer

    /// A number or a text that a key is made of (`EVP_PKEY-EC(7)`, `EVP_PKEY-RSA(7)`).
    enum Parameter {
        case text(String, String)
        case bytes(String, [UInt8])
        /// An unsigned number, its most significant byte first.
        case number(String, [UInt8])
    }

    /// - Parameter type: OpenSSL's name, `EC` or `RSA`.
    /// - Throws: if these numbers are no key: for EC, a point that isn't on its curve.
    init(_ type: String, _ parameters: [Parameter]) throws(CryptographyError) {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, type, nil) else { throw CryptographyError(from: "EVP_PKEY_CTX_new_from_name") }
        defer { EVP_PKEY_CTX_free(context) }
        try call("EVP_PKEY_fromdata_init") { EVP_PKEY_fromdata_init(context) }
        let values = ParameterArray(parameters)
        var made: OpaquePointer?
        // EVP_PKEY_PUBLIC_KEY of evp.h, which Swift doesn't import: everything a public key has.
        let selection = OSSL_KEYMGMT_SELECT_ALL_PARAMETERS | OSSL_KEYMGMT_SELECT_PUBLIC_KEY
        try call("EVP_PKEY_fromdata") { EVP_PKEY_fromdata(context, &made, selection, values.pointer) }
        guard let made else { throw CryptographyError(from: "EVP_PKEY_fromdata") }
        key = made
    }

    deinit { EVP_PKEY_free(key) }

    /// Whether a signature is of this message, hashed by an algorithm (`EVP_DigestVerify(3)`).
    func isValid(
        _ signature: some Collection<UInt8>, of message: some Sequence<UInt8>, by algorithm: Algorithm
    ) throws(CryptographyError) -> Bool {
        guard let context = EVP_MD_CTX_new() else { throw CryptographyError(from: "EVP_MD_CTX_new") }
        defer { EVP_MD_CTX_free(context) }
        try call("EVP_DigestVerifyInit") { EVP_DigestVerifyInit(context, nil, algorithm.pointer, nil, key) }
        var isValid = false
        try call("EVP_DigestVerify") {
            let answer = withContiguousBytes(signature) { signature in
                withContiguousBytes(message) { message in
                    EVP_DigestVerify(context, signature.baseAddress, signature.count, message.baseAddress, message.count)
                }
            }
            isValid = answer == 1
            // 0 is an answer, too: no. Only less than that is a failure.
            return answer == 0 ? 1 : answer
        }
        return isValid
    }
}

/// An array of `OSSL_PARAM` with what it points at; both stay where they are until it goes.
private final class ParameterArray {
    private var buffers: [UnsafeMutableRawBufferPointer] = []
    let pointer: UnsafeMutablePointer<OSSL_PARAM>

    init(_ parameters: [PublicKeyHandle.Parameter]) {
        pointer = .allocate(capacity: parameters.count + 1)
        for (index, parameter) in parameters.enumerated() { pointer[index] = value(of: parameter) }
        pointer[parameters.count] = OSSL_PARAM_construct_end()
    }

    private func value(of parameter: PublicKeyHandle.Parameter) -> OSSL_PARAM {
        switch parameter {
        case .text(let name, let text):
            let buffer = copy(Array(text.utf8) + [0])
            return OSSL_PARAM_construct_utf8_string(copy(name), buffer.baseAddress?.assumingMemoryBound(to: CChar.self), text.utf8.count)
        case .bytes(let name, let bytes):
            let buffer = copy(bytes)
            return OSSL_PARAM_construct_octet_string(copy(name), buffer.baseAddress, bytes.count)
        case .number(let name, let bytes):
            // Numbers are in the machine's own order (OSSL_PARAM(3)).
            let isLittle = UInt16(1).littleEndian == 1
            let buffer = copy(isLittle ? bytes.reversed() : bytes)
            return OSSL_PARAM_construct_BN(copy(name), buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
    }

    private func copy(_ name: String) -> UnsafePointer<CChar>? {
        copy(Array(name.utf8) + [0]).baseAddress.map { UnsafePointer($0.assumingMemoryBound(to: CChar.self)) }
    }

    private func copy(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 8)
        buffer.copyBytes(from: bytes)
        buffers.append(buffer)
        return buffer
    }

    deinit {
        pointer.deallocate()
        for buffer in buffers { buffer.deallocate() }
    }
}
