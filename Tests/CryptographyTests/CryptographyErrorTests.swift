import CLibCrypto
import Testing

@testable import Cryptography

@Suite struct CryptographyErrorTests {
    @Test func carriesTheFunctionAndOpenSSLsWords() {
        let error = #expect(throws: CryptographyError.self) {
            try call("EVP_MD_fetch") { EVP_MD_fetch(nil, "NO-SUCH-HASH", nil) == nil ? 0 : 1 }
        }
        #expect(error?.function == "EVP_MD_fetch")
        #expect(error?.reason.contains("unsupported") == true)
        #expect(ERR_peek_error() == 0)
    }

    @Test func earlierErrorsAreNotBlamed() {
        _ = EVP_MD_fetch(nil, "NO-SUCH-HASH", nil)
        #expect(throws: CryptographyError(function: "nothing", code: 0, reason: "no reason given")) { try call("nothing") { 0 } }
    }
}
