import TestSupport
import Testing

@testable import XML

@Suite struct HostileXMLTests {
    private func kind(_ text: String, limits: XMLLimits = .standard) -> XMLFailure.Kind? { kind(Array(text.utf8), limits: limits) }

    private func kind(_ bytes: [UInt8], limits: XMLLimits = .standard) -> XMLFailure.Kind? {
        do throws(XMLFailure) {
            _ = try Recorder.events(bytes, by: .max, limits: limits)
            return nil
        } catch { return error.kind }
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a>\n<a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1/p\"> %p;]><a/>",
    ])
    func documentTypesAreRefused(_ text: String) {
        #expect(kind(text) == .documentType)
    }

    @Test(arguments: [
        "<!DOCTYPE html><html><body>Sign in<br></body></html>", "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
        "<html><body>502<hr></html>",
        "\n <HTML>", "<html xmlns='http://www.w3.org/1999/xhtml'/>",
    ])
    func webPagesAreNamed(_ text: String) {
        #expect(kind(text) == .webPage)
    }

    @Test(
        arguments: [
            ("{\"message\": \"denied\"}", .notXML), ("Service Unavailable", .notXML), ("", .empty), (" \n\t", .empty), ("\0", .notXML),
            ("<a>", .cutOff), ("<a><b", .cutOff), ("<?xml version=\"1.0\"?>", .cutOff), ("<a><![CDATA[x", .cutOff), ("<a>&am", .cutOff),
            ("<a></b>", .malformed("mismatched tag")), ("<a/><b/>", .malformed("junk after document element")),
            ("<a>&nbsp;</a>", .malformed("undefined entity")),
            ("<a b=1/>", .malformed("not well-formed (invalid token)")), ("<a>\u{1}</a>", .malformed("not well-formed (invalid token)")),
            ("<a b='1' b='2'/>", .malformed("duplicate attribute")), ("<a>&#0;</a>", .malformed("reference to invalid character number")),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", .encoding("ISO-8859-1")),
            ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", .encoding("UTF-16")),
            ("<?xml version=\"1.0\" encoding=\"us-ascii\"?><a/>", nil), ("<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>", nil),
            ("\u{FEFF}<a/>", nil),
        ] as [(String, XMLFailure.Kind?)])
    func theRestIsNamedToo(_ text: String, _ expected: XMLFailure.Kind?) {
        #expect(kind(text) == expected)
    }

    @Test func bytesThatAreNotUTF8() {
        #expect(kind([0xFF, 0xFE, 0x3C, 0x00]) == .encoding("UTF-16"))
        #expect(kind([0xFE, 0xFF, 0x00, 0x3C]) == .encoding("UTF-16"))
        #expect(kind(Array("<a>".utf8) + [0xC0, 0x80] + Array("</a>".utf8)) == .malformed("not well-formed (invalid token)"))
        #expect(kind(Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8)) == .malformed("not well-formed (invalid token)"))
    }

    @Test func limitsAreExact() {
        func nested(_ depth: Int) -> String { String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth) }
        #expect(kind(nested(32)) == nil)
        #expect(kind(nested(33)) == .tooDeep(limit: 32))
        #expect(kind(String(repeating: "<a>", count: 200_000)) == .tooDeep(limit: 32))
        let limits = XMLLimits(bytes: 20, textBytes: 5)
        #expect(kind("<a>12345</a>", limits: limits) == nil)
        #expect(kind("<a>123456</a>", limits: limits) == .textTooLong(limit: 5))
        #expect(kind("<a>12345</a>        ", limits: limits) == nil)
        #expect(kind("<a>12345</a>         ", limits: limits) == .tooLarge(limit: 20))
        #expect(throws: XMLFailure(kind: .tooLarge(limit: 20))) {
            // Small pieces wait to be read, and count all the same.
            let reader = try XMLReader(Recorder(), limits: limits)
            for _ in 0..<7 { try reader.feed("<a>".utf8) }
        }
    }

    @Test func longTokensEnd() throws {
        for opening in ["<", "<!--", "<a ", "<a b='", "<?x ", "<a>&"] {
            let reader = try XMLReader(Recorder())
            try reader.feed(opening.utf8)
            let error = #expect(throws: XMLFailure.self) {
                for _ in 0..<100_000 { try reader.feed([UInt8](repeating: 0x78, count: 10)) }
            }
            #expect(error?.kind == .tokenTooLong(limit: 65_536))
        }
    }

    @Test func namesAreCounted() throws {
        func document(_ names: Int) -> String { "<answer>" + (0..<names).map { "<n\($0)/>" }.joined() + "<User>x</User></answer>" }
        #expect(try Recorder.events(document(998)).suffix(2) == ["2>User=x", "1>answer"])
        #expect(kind(document(999)) == .tooManyNames(limit: 1000))
    }

    @Test func placesAreRight() throws {
        let error = #expect(throws: XMLFailure.self) { try Recorder.events("<answer>\n  <User>名前</Usr>\n</answer>") }
        #expect(error?.line == 2)
        #expect(error?.column == 13)
        #expect(error?.description == "2:13: this is not well-formed XML: mismatched tag")
    }

    @Test func cutOffOrChangedAnywhere() {
        let document = Array("<?xml version=\"1.0\"?><answer a='b'><User>名 &amp; <![CDATA[x]]></User><!-- c --><member/></answer>".utf8)
        for length in 0..<document.count { #expect(kind(Array(document.prefix(length))) != nil) }
        var numbers = SplitMix64(seed: 7)
        for index in document.indices {
            for _ in 0..<20 {
                var bytes = document
                bytes[index] = .random(in: 0...255, using: &numbers)
                _ = kind(bytes)
            }
        }
    }
}
