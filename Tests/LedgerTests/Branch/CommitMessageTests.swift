import AccessCore
import Reconciliation
import Testing

@testable import Ledger

@Suite struct CommitMessageTests {
    @Test func aLineForPeopleAndTrailersForMachines() {
        let message = CommitMessage(run: RunID("r\nDaypass-Head: x"), phase: .intent, head: .none)
        let entries = [
            Samples.entry(Samples.intent([])), Samples.entry(Samples.acceptance("a")),
            Samples.entry(Samples.acceptance("b"), in: Samples.prod),
        ]
        let text = message.text(for: entries)
        #expect(
            text == """
                jump, prod: 2 accepted, 1 intent

                Daypass-Run: r?Daypass-Head: x
                Daypass-Phase: intent
                Daypass-Head: \(RecordHash.none)

                """)
        #expect(CommitMessage.trailer("Daypass-Head", in: text) == RecordHash.none.hex)
        #expect(CommitMessage.trailer("Daypass-Other", in: text) == nil)
        let many = (0..<20).map { Samples.entry(Samples.acceptance("a"), in: AccountName("account-\($0)")) }
        #expect(message.text(for: many).hasPrefix("20 records of 20 accounts\n"))
    }

    @Test(arguments: [
        ("A: x\n", "x"), ("A: x\n\nB: y\n", nil), ("s\n\nA: x\nA: x\n", nil), ("", nil), ("\n\n", nil), ("s\n\nA: \n\n\n", ""),
        ("s\n\na: x", nil),
    ])
    func onlyTheLastParagraphCounts(_ message: String, _ value: String?) {
        #expect(CommitMessage.trailer("A", in: message) == value)
    }
}
