import AccessCore
import Foundation
import TestSupport
import Testing

@testable import Ledger

/// Records read key by key are what Foundation's decoder makes of them, or are left to it.
@Suite struct PlainRecordTests {
    private static let direct: Set<LedgerEvent.Kind> = [.accepted, .ended, .intent, .granted, .extended, .shortened, .mended, .revoked]

    private func read(_ text: [UInt8]) -> Record? {
        text.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes, depth: 32, keys: 256, reusing: [])
            guard (try? scanner.scan()) != nil else { return nil }
            return try? Record(plain: JSONText(bytes, scanner.tokens))
        }
    }

    private func witness(_ text: [UInt8]) -> Record? { try? JSONDecoder().decode(Record.self, from: Data(text)) }

    /// Every kind, and what may be left out of each kind that is read directly, left out and put in.
    private static let entries: [LedgerEntry] = {
        var full = Samples.action()
        full.was = Samples.noon
        full.urgency = .ordinary
        full.removes = Action.Removes(membership: true, lease: false)
        var bare = full
        (bare.userID, bare.entitlement, bare.until, bare.was, bare.urgency, bare.removes, bare.requests) = (
            nil, nil, nil, nil, nil, nil, []
        )
        let reference = ActionReference(run: RunID("run-0"), number: 7, index: 3)
        let evidence = Evidence(kind: .github, before: CommitID("b"), after: CommitID("a"), policies: TreeID("p"))
        let version = Samples.version("x")
        func acceptance(_ evidence: Evidence, _ facts: Acceptance.Facts, isPartial: Bool = false) -> LedgerEvent {
            .accepted(
                Acceptance(
                    request: version, user: UserName("u"), userID: UserID("i"), gives: [], window: Window(start: .earliest, end: .latest)!,
                    evidence: evidence, facts: facts, isPartial: isPartial))
        }
        let facts = Acceptance.Facts(person: nil, groups: [], tags: [:])
        let named = Acceptance.Facts(person: PersonName("ü\n"), groups: [GroupName("g"), GroupName("\"")], tags: ["a": "b", "日": "本"])
        let events: [LedgerEvent] = [
            Samples.intent([full, bare]), Samples.intent([]),
            .granted(Change(intent: reference, action: full, evidence: [.merge, .signature], directory: ["1", "2"], late: -5)),
            .revoked(Change(intent: nil, action: bare, evidence: [], directory: [], late: nil)),
            acceptance(evidence, named), acceptance(Samples.evidence, facts), acceptance(evidence, facts, isPartial: true),
        ]
        return Samples.everyKind + events.map { Samples.entry($0, source: CommitID("s")) }
    }()

    private static func lines() throws -> [(kind: LedgerEvent.Kind, text: [UInt8])] {
        var snapshot = Snapshot()
        return try entries.flatMap { entry in
            try snapshot.append([entry]).map { (entry.event.kind, Array($0.bytes.dropLast())) }
        }
    }

    @Test("what ledgers are full of needs no decoder, and comes out as by one")
    func same() throws {
        var seen: Set<LedgerEvent.Kind> = []
        for (kind, text) in try Self.lines() {
            let (record, expected) = (read(text), try #require(witness(text)))
            // A partial acceptance is rare, and has a key of its own; so has one with a key that needs an escape.
            let isOdd = text.contains("\"partial\"".utf8) || text.contains("\\\"x".utf8)
            #expect((record != nil) == (Self.direct.contains(kind) && !isOdd), "\(String(decoding: text, as: UTF8.self))")
            if let record {
                #expect(record == expected)
                seen.insert(kind)
            }
        }
        #expect(seen == Self.direct)
    }

    @Test("with a key left out, doubled, put in or of another type it is what a decoder makes of it, or left to one")
    func changed() throws {
        var left = 0
        for (kind, text) in try Self.lines() where Self.direct.contains(kind) {
            let line = String(decoding: text, as: UTF8.self)
            for change in Self.changes(of: line) {
                let bytes = Array(change.utf8)
                guard let record = read(bytes) else {
                    left += 1
                    continue
                }
                #expect(record == witness(bytes), "\(change)")
            }
        }
        #expect(left > 1000)
    }

    /// Each key of each object left out, put in twice, renamed, and with another value; a key put in before and behind it.
    private static func changes(of line: String) -> [String] {
        let values = [
            "null", "1", "-1", "99999999999999999999", "\"x\"", "true", "[]", "{}", "[null]", "[1]", "[\"x\"]", "{\"a\":1}",
            "{\"a\":\"b\"}",
        ]
        return line.ranges(of: /"[a-z_-]+":/).flatMap { key in
            let rest = line[key.upperBound...]
            let value = rest.prefix(valueLength(rest))
            let (before, after) = (line[..<key.lowerBound], rest.dropFirst(value.count))
            let behind = after.first == "," ? after.dropFirst() : after
            let name = line[key]
            return [
                "\(before)\(behind)", "\(before)\(name)\(value),\(name)\(value)\(after)", "\(before)\"a\":1,\(name)\(value)\(after)",
                "\(before)\(name)\(value),\"zz\":1\(after)", "\(before)\"x\(name.dropFirst())\(value)\(after)",
                "\(before) \(name) \(value) \(after)",
            ] + values.map { "\(before)\(name)\($0)\(after)" }
        }
    }

    /// How many characters the first value of a text has.
    private static func valueLength(_ text: Substring) -> Int {
        var (depth, count, isText, isEscaped) = (0, 0, false, false)
        for character in text {
            if !isText, depth == 0, character == "," || character == "}" || character == "]" { return count }
            count += 1
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isText.toggle()
            } else if !isText {
                if character == "{" || character == "[" { depth += 1 }
                if character == "}" || character == "]" { depth -= 1 }
            }
        }
        return count
    }

    @Test(
        "what is no record",
        arguments: ["[]", "[\"type\"]", "\"type\"", "1", "null", "{}", "{\"type\":1}", "{\"type\":\"genesis\"}", "{\"type\":\"nonsense\"}"])
    func none(text: String) { #expect(read(Array(text.utf8)) == nil) }
}
