import Cryptography
import Foundation
import TestSupport
import Testing

@Suite struct Base64Tests {
    @Test("both ways as Foundation does it, at every length")
    func comparison() {
        var random = SplitMix64(seed: 64)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(Array(text.utf8)) == bytes)
            #expect(Base64.encode(bytes, isPadded: false) == text.replacingOccurrences(of: "=", with: ""))
        }
    }

    @Test(
        "what isn't whole, or says the same in another way",
        arguments: [
            "A", "AA", "AAA", "AA=", "=", "==", "====", "AA==AA==", "AAA=A", "AB==", "AAB=", "AA A", "AAA\n", "AA-_", "A===", "ÄAAA",
        ])
    func refused(_ text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }
}
