import Testing

@testable import Ledger

@Suite struct LedgerTableTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""),
        ("\r\n=1", "\"'\r\n=1\""), ("＝1", "'＝1"), ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("a=1", "a=1"),
        ("=\u{301}1", "'=\u{301}1"),
    ])
    func noCellIsAFormula(_ text: String, _ cell: String) {
        #expect(LedgerTable.cell(text) == cell)
    }
}
