import CLibCrypto

/// Bytes that nobody can guess, from libcrypto's generator, which the system seeds (`RAND_bytes(3)`).
///
/// Throws if the generator could not be seeded.
package func randomBytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
    guard let length = Int32(exactly: count), length >= 0 else {
        throw CryptographyError(function: "RAND_bytes", code: 0, reason: "\(count) is not a number of bytes it can make")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    try call("RAND_bytes") { bytes.withUnsafeMutableBufferPointer { RAND_bytes($0.baseAddress, length) } }
    return bytes
}
