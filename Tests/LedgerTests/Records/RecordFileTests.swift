import AccessCore
import Testing

@testable import Ledger

@Suite struct RecordFileTests {
    static let path = "ledger/jump/2026/11/22/T120003Z-000001.jsonl"

    private func line(_ entry: LedgerEntry, seq: Int = 1) throws -> String {
        String(decoding: try RecordFile.line(of: Record(entry: entry, seq: seq, place: 0, prev: .none)), as: UTF8.self)
    }

    private func fault(_ text: String, path: String = path, limits: LedgerLimits = LedgerLimits()) -> LedgerFault? {
        do { _ = try RecordFile.records(in: Array(text.utf8), at: path, limits: limits) } catch { return error }
        return nil
    }

    @Test func everyKindComesBackAsItWas() throws {
        #expect(Set(Samples.everyKind.map(\.event.kind)) == Set(LedgerEvent.Kind.allCases))
        for entry in Samples.everyKind {
            let path = "ledger/\(try #require(Chain(entry.account)))/2026/11/22/T120003Z-000001.jsonl"
            let text = try line(entry)
            #expect(!text.contains("\n") && !text.contains("\\/"))
            let back = try RecordFile.records(in: Array((text + "\n").utf8), at: path, limits: LedgerLimits())
            #expect(back.map(\.record) == [Record(entry: entry, seq: 1, place: 0, prev: .none)])
            #expect(back[0].hash == RecordHash(of: Array(text.utf8)))
        }
    }

    /// The form is what others read with `jq`, and what hashes are of.
    @Test func theFormIsStable() throws {
        let record = Record(
            entry: Samples.entry(Samples.granted(Samples.action())), seq: 42, place: 1, prev: RecordHash(of: Array("x".utf8)))
        #expect(
            String(decoding: try RecordFile.line(of: record), as: UTF8.self)
                == #"{"account":"jump","change":{"action":"grant","because":"approved","entitlement":"prod-member-work","group":"ProdMemberWorkGroup","#
                + #""lease":"ProdMemberWorkGroup","requests":["2026/11/deploy"],"until":"2026-11-22T16:00:03Z","user":"member01","user-id":"AIDA-member01"},"#
                + #""directory":["req-1","req-2"],"evidence":["merge"],"intent":{"index":0,"number":1,"run":"run-1"},"place":1,"#
                + #""prev":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","run":"run-1","#
                + #""sentence":"Granted member01 ProdMemberWorkGroup until 2026-11-22T16:00:03Z.","seq":42,"time":"2026-11-22T12:00:03Z","type":"granted"}"#
        )
    }

    @Test func whatIsWrongIsNamedWithItsLine() throws {
        let good = try line(Samples.entry(Samples.ending("one")))
        let cases: [(String, String)] = [
            ("not json", "can't be read"), ("", "can't be read"), ("null", "can't be read"), ("[]", "can't be read"),
            ("{}", "seq is missing"),
            ("{\"seq\":1}", "place is missing"), (good.replacing("\"seq\":1", with: "\"seq\":\"1\""), "seq: "),
            (good.replacing("\"seq\":1", with: "\"seq\":1.5"), "can't be read"),
            (good.replacing("\"seq\":1", with: "\"seq\":1e99"), "can't be read"),
            (good.replacing("\"seq\":1", with: "\"seq\":true"), "seq: "),
            (good.replacing("\"seq\":1,", with: "\"seq\":1,\"seq\":2,"), "'seq' stands there twice"),
            (good.replacing("\"seq\":1,", with: "\"s\\u0065q\":2,\"seq\":1,"), "with an escape"),
            (good.replacing("\"type\":\"ended\"", with: "\"type\":\"endless\""), "type: "),
            (good.replacing("\"type\":\"ended\"", with: "\"type\":\"granted\""), "evidence is missing"),
            (good.replacing("2026-11-22T12:00:03Z", with: "tomorrow"), "'tomorrow' is not an RFC 3339 time"),
            (good.replacing("\"because\":\"expired\"", with: "\"because\":\"\\u0007\""), "because: "),
            (good.replacing(String(repeating: "0", count: 64), with: "0"), "prev: not 64 lower-case hexadecimal digits"),
            (good.replacing("\"account\":\"jump\"", with: "\"account\":\"prod\""), "a record of the account 'prod'"),
            (good.replacing("\"account\":\"jump\",", with: ""), "a record of no account"),
            (good + " x", "can't be read"), (String(good.dropLast()), "can't be read"),
            ("{\"x\":" + String(repeating: "[", count: 100_000), "more than 32 deep"),
            ("{\"x\":" + String(repeating: "{\"a\":", count: 100_000), "more than 32 deep"),
            ("{" + (0..<300).map { "\"k\($0)\":1" }.joined(separator: ",") + "}", "more than 256 keys"),
        ]
        for (bad, words) in cases {
            let fault = fault("\(good)\n\(bad)\n")
            #expect(fault?.file == Self.path && fault?.line == 2, "\(bad.prefix(100))")
            #expect(fault?.description.contains(words) == true, "\(bad.prefix(100)): \(String(describing: fault))")
        }
    }

    @Test("a verification takes a line for what is written of its record, and for nothing else; a run reads it")
    func strictly() throws {
        for entry in Samples.everyKind {
            let path = "ledger/\(try #require(Chain(entry.account)))/2026/11/22/T120003Z-000001.jsonl"
            let good = try line(entry)
            func kind(_ text: String) throws -> LedgerFault.Kind? {
                let bytes = Array((text + "\n").utf8)
                let read = try RecordFile.records(in: bytes, at: path, limits: LedgerLimits())
                #expect(read.map(\.record.entry) == [entry], "\(text)")
                do { _ = try RecordFile.records(in: bytes, at: path, limits: LedgerLimits(), strictly: true) } catch {
                    #expect(error.file == path && error.line == 1 && error.record?.seq == 1)
                    return error.kind
                }
                return nil
            }
            #expect(try kind(good) == nil, "\(entry.event.kind)")
            for (old, new) in [("\"sentence\":\"", "\"sentence\":\"Nothing. "), ("\"sentence\":", "\"said\":")] {
                #expect(try kind(good.replacing(old, with: new)) == .sentence(expected: entry.sentence), "\(entry.event.kind)")
            }
            for (old, new) in [
                ("\"seq\":1", "\"seq\":1.0"), ("\"place\":0", "\"place\":-0"), ("\"seq\":1", "\"seq\": 1"),
                ("\"run\":\"r", "\"run\":\"\\u0072"),
                ("\"seq\":1,", "\"seq\":1,\"zzz\":1,"), ("\"place\":0,", ""),
            ] {
                // The last one stands in front instead: the same keys in another order.
                let bad = new.isEmpty ? "{\(old)" + good.replacing(old, with: "").dropFirst() : good.replacing(old, with: new)
                let found = try kind(bad)
                #expect(bad != good && found == .form, "\(entry.event.kind): \(old) as \(new)")
            }
        }
    }

    @Test("a key that stands twice is read by nobody, in whatever way it is written")
    func keysTwice() throws {
        let good = try line(Samples.entry(Samples.granted(Samples.action())))
        for bad in [
            String(good.dropLast()) + ",\"type\"\r:\"revoked\"}",
            good.replacing("\"change\":{", with: "\"change\":{\"us\\u0065r\":\"lead01\","),
            good.replacing("\"change\":{", with: "\"change\":{\"user\"\r:\"lead01\","),
        ] {
            #expect(fault(bad + "\n")?.description.contains("stands there twice or with an escape") == true, "\(bad)")
        }
        #expect(fault(good + "\n") == nil)
    }

    @Test func limitsAreMetWithTheirNumbers() throws {
        let good = try line(Samples.entry(Samples.ending("one")))
        let limits = LedgerLimits(line: 100)
        #expect(fault(good + "\n", limits: limits)?.kind == .limit("a record has more than 100 bytes"))
        let words = LedgerFault(.undecodable("")).description
        let long = fault(good.replacing("\"type\":\"ended\"", with: "\"type\":\"" + String(repeating: "x", count: 10_000) + "\"") + "\n")
        #expect((long?.description.count ?? 0) < 300 + words.count, "what is hostile isn't repeated at length")
    }

    @Test func filesThatArentWhole() throws {
        let good = try line(Samples.entry(Samples.ending("one")))
        #expect(fault("")?.kind == .empty)
        #expect(fault(good)?.kind == .cutShort)
        #expect(fault(good + "\n" + good)?.kind == .cutShort)
        #expect(fault(good + "\n\n")?.line == 2)
        for path in [
            "ledger/jump/x.jsonl", "state.json", "ledger/jump/2026/11/22/T120003Z-000001.json", "ledger/../2026/11/22/x.jsonl",
            "other/jump/2026/11/22/x.jsonl",
        ] {
            #expect(fault(good + "\n", path: path)?.kind == .strayFile)
        }
    }

    @Test func bytesThatAreNoText() throws {
        for bytes: [UInt8] in [
            [0xFF, 0xFE, 0x0A], [0x00, 0x0A], [0x7B, 0x22, 0xC3, 0x22, 0x3A, 0x31, 0x7D, 0x0A], [0x22, 0x5C, 0x0A], [0x5C, 0x0A],
        ] {
            #expect(throws: LedgerFault.self) { try RecordFile.records(in: bytes, at: Self.path, limits: LedgerLimits()) }
        }
    }
}
