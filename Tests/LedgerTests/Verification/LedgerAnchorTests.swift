import Testing

@testable import Ledger

/// Only whole names anchor: a part of one can be met by trying.
@Suite struct LedgerAnchorTests {
    @Test(arguments: [0, 7, 20, 39, 41, 63, 65])
    func aPartOfANameIsNone(digits: Int) { #expect(LedgerAnchor(String(repeating: "a", count: digits)) == nil) }

    @Test func wholeNamesAre() {
        #expect(LedgerAnchor(String(repeating: "A", count: 40))?.description == String(repeating: "a", count: 40))
        #expect(LedgerAnchor(String(repeating: "b", count: 64))?.description == String(repeating: "b", count: 64))
        #expect(LedgerAnchor(String(repeating: "g", count: 40)) == nil)
    }
}
