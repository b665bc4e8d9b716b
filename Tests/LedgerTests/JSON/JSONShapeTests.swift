import Testing

@testable import Ledger

/// What is looked at before anything is decoded.
@Suite struct JSONShapeTests {
    private func check(_ text: String, _ limits: LedgerLimits) throws { try JSONShape.check(Array(text.utf8)[...], limits) }

    @Test func depthEndsAtItsLimit() throws {
        let limits = LedgerLimits(depth: 3)
        try check("[[[1]]]", limits)
        try check("[{\"a\":[1]},[[2]]]", limits)
        #expect(throws: JSONShape.Problem.self) { try check("[[[[1]]]]", limits) }
        #expect(throws: JSONShape.Problem.self) { try check("{\"a\":[{\"b\":{}}]}", limits) }
    }

    @Test func keysEndAtTheirLimit() throws {
        let limits = LedgerLimits(keys: 2)
        try check("{\"a\":1,\"b\":{\"a\":1,\"b\":2}}", limits)
        #expect(throws: JSONShape.Problem.self) { try check("{\"a\":1,\"b\":2,\"c\":3}", limits) }
    }

    @Test(
        "a key stands once, however it is written and whatever stands before its colon",
        arguments: [
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\"\r:2}", "{\"a\"\r:1,\"a\":2}", "{\"a\" \t\n\r:1,\"a\":2}",
            "{\"x\":{\"user\":1,\"us\\u0065r\":2}}", "{\"x\":{\"\\u0061\":1,\"a\":2}}", "{\"x\":{\"a/\":1,\"a\\/\":2}}",
            "{\"x\":{\"\\u0061\":1,\"\\u0061\":2}}", "{\"\\u0061\":1}", "{\"x\":{\"\\ud83d\\ude00\":1}}", "{\"x\":{\"\\x\":1}}",
            "{\"x\":[{\"\u{e9}\":1,\"e\u{301}\":2}]}",
        ])
    func keysTwice(_ text: String) {
        #expect(throws: JSONShape.Problem.self) { try check(text, LedgerLimits()) }
    }

    @Test(
        "the same key in another object, and what escapes are for: a tag's key with a quotation mark in it",
        arguments: [
            "{\"a\":{\"a\":1},\"b\"\r:[{\"a\":1},{\"a\":2}]}", #"{"tags":{"a\"b":"1","a\\b":"2","a\nb":"3","ab":"4"}}"#,
            #"{"a":"b","b":"a","c":"\u0061"}"#,
        ])
    func keysOnce(_ text: String) throws {
        try check(text, LedgerLimits())
    }
}
