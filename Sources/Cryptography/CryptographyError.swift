import CLibCrypto

/// A call into OpenSSL's libcrypto that failed.
package struct CryptographyError: Error, Hashable, Sendable {
    /// The C function, `RAND_bytes`.
    package let function: String
    /// OpenSSL's code (`ERR_get_error(3)`); 0 if it gave none.
    package let code: UInt
    /// OpenSSL's words for it.
    package let reason: String

    package init(function: String, code: UInt, reason: String) {
        self.function = function
        self.code = code
        self.reason = reason
    }

    /// Takes the calling thread's errors off OpenSSL's queue; the first is the cause.
    init(from function: String) {
        let code = ERR_get_error()
        var words = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(code, &words, words.count)
        ERR_clear_error()
        let reason = words.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        self.init(function: function, code: UInt(code), reason: code == 0 ? "no reason given" : reason)
    }
}

extension CryptographyError: CustomStringConvertible {
    package var description: String { "\(function) of OpenSSL's libcrypto failed: \(reason)" }
}

/// The one way into libcrypto for what can fail: 1 is success, and the error queue is the thread's own, so nothing may
/// come between the call and the look at it.
func call(_ function: String, _ body: () -> Int32) throws(CryptographyError) {
    ERR_clear_error()
    guard body() == 1 else { throw CryptographyError(from: function) }
}

/// For what only fails if libcrypto has no SHA-256 or no memory: no input can cause it, and nothing can go on without.
func requireSuccess(_ function: String, _ body: () -> Int32) {
    do { try call(function, body) } catch { preconditionFailure(error.description) }
}
