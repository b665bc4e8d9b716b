import Testing

@testable import IAMDirectory

@Suite struct ServiceTextTests {
    let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "wJalr/SECRET", sessionToken: "FwoG+TOKEN==")

    @Test func secretsAreTakenOut() {
        #expect(
            ServiceText.message("key wJalr/SECRET, token FwoG+TOKEN==, again FwoG+TOKEN==.", hiding: credentials)
                == "key …, token …, again ….")
    }

    @Test func aSecretThatTheExcerptCutsIsTakenOutToo() {
        let token = String(repeating: "T", count: 2000)
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "S", sessionToken: token)
        #expect(ServiceText.excerpt(Array("you sent \(token) to us".utf8), hiding: credentials) == "you sent … to us")
    }

    @Test func itIsOneShortLine() {
        #expect(ServiceText.message("  a\r\n\tb\u{1B}[31mc\u{202E}d  ", hiding: nil) == "a b [31mc d")
        let excerpt = ServiceText.excerpt(Array(String(repeating: "終 ", count: 200).utf8), hiding: nil)
        #expect(excerpt.unicodeScalars.count <= 80)
        #expect(excerpt.hasSuffix("…"))
        #expect(ServiceText.excerpt([0xFF, 0x00, 0x41], hiding: nil) == "\u{FFFD} A")
        #expect(ServiceText.message("", hiding: nil).isEmpty)
    }
}
