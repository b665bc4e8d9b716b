import AccessCore
import Testing

@testable import Ledger

/// What a fault takes from a ledger that may be anybody's work is shown, and neither breaks the line nor commands a terminal.
@Suite struct LedgerFaultTextTests {
    /// DEL, an escape sequence, line ends of Unicode, and one that turns the direction of writing.
    private static let names = ["j\u{7F}mp", "\u{1B}[2Jjump", "ju\nmp", "ju\u{85}mp", "ju\u{2028}mp", "\u{202E}pmuj"]

    private func isShown(_ text: String) -> Bool { !text.unicodeScalars.contains(where: \.isUnseen) && text.contains("\u{FFFD}") }

    @Test("names, trailers and paths", arguments: names)
    func namesTrailersAndPaths(_ name: String) {
        let kinds: [LedgerFault.Kind] = [
            .wrongChain(AccountName(name)), .foreign(what: "branch", expected: "audit", found: name),
            .trailer("Daypass-Head", expected: "0", found: name), .strangeFolder("'\(name)' stands there twice"),
            .wrongName(expected: name),
            .unreadable(name, by: nil),
        ]
        for kind in kinds { #expect(isShown("\(kind)") && isShown("\(LedgerFault(kind, file: "ledger/x"))"), "\(kind)") }
        #expect(isShown("\(LedgerFault(.strayFile, file: "ledger/\(name)"))"))
    }

    @Test("a name that is written with escapes in a record")
    func escaped() throws {
        let entry = Samples.entry(Samples.ending("one"))
        let line = String(decoding: try RecordFile.line(of: Record(entry: entry, seq: 1, place: 0, prev: .none)), as: UTF8.self)
        let bytes = Array((line.replacing("\"account\":\"jump\"", with: "\"account\":\"\\u001b[2J\"") + "\n").utf8)
        let fault = #expect(throws: LedgerFault.self) {
            _ = try RecordFile.records(in: bytes, at: RecordFileTests.path, limits: LedgerLimits())
        }
        #expect(fault?.description.hasSuffix("it is a record of the account '\u{FFFD}[2J' in another one's folder") == true)
    }

    @Test("the start of a long one is enough")
    func long() {
        let name = String(repeating: "x", count: 201)
        #expect("\(LedgerFault.Kind.wrongChain(AccountName(name)))".contains("'\(name.dropLast())…'"))
        #expect("\(LedgerFault.Kind.wrongChain(AccountName(String(name.dropLast()))))".contains("'\(name.dropLast())'"))
        #expect("\(LedgerFault(.strayFile, file: name, line: 7))".hasPrefix("\(name.dropLast())…:7: "))
        #expect("\(LedgerFault(.strayFile, file: String(name.dropLast()), line: 7))".hasPrefix("\(name.dropLast()):7: "))
    }

    @Test("other scripts stay as they are")
    func plain() {
        #expect("\(LedgerFault.Kind.foreign(what: "repository", expected: "a", found: "権限/ü"))".contains("'権限/ü', not 'a'"))
    }
}
