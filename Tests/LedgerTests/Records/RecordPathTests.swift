import AccessCore
import Testing

@testable import Ledger

@Suite struct RecordPathTests {
    @Test(arguments: [
        ("2026-11-22T17:00:03Z", 42, "ledger/jump/2026/11/22/T170003Z-000042.jsonl"),
        ("0001-01-01T00:00:00Z", 1, "ledger/jump/0001/01/01/T000000Z-000001.jsonl"),
        ("2026-12-31T23:59:59Z", 12_345_678, "ledger/jump/2026/12/31/T235959Z-12345678.jsonl"),
    ])
    func namedAfterTheFirstRecord(_ time: String, _ seq: Int, _ path: String) throws {
        let made = RecordPath(try #require(Chain(name: "jump")), time: try #require(Timestamp(time)), seq: seq)
        #expect(made.text == path)
        #expect(RecordPath.chain(of: path)?.name == "jump")
    }

    @Test(
        arguments: [
            "ledger/jump/2026/11/22/T130000Z-000001.jsonl/more", "ledger/jump/2026/11/22/T130000Z-000001.jsonl/more.jsonl",
            "ledger/jump/2026/11/T130000Z-000001.jsonl", "other/jump/2026/11/22/T130000Z-000001.jsonl",
            "ledger/jump/2026/11/22/T130000Z-000001.json", "ledger/.jump/2026/11/22/T130000Z-000001.jsonl",
        ])
    func noRecordsStandElsewhere(path: String) { #expect(RecordPath.chain(of: path) == nil) }
}
