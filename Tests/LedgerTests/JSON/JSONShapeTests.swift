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

    @Test func aKeyStandsOnce() {
        #expect(throws: JSONShape.Problem.self) { try check("{\"a\":1,\"a\":2}", LedgerLimits()) }
    }
}
