import AccessCore
import Testing
import TimeZones

@testable import AccessRequests

/// Broken copies of the samples: never a crash, never a place outside the file, never half a value.
struct FuzzTests {
    /// Xorshift (Marsaglia 2003): the same numbers from the same seed everywhere.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static func mutated(_ bytes: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
            guard !bytes.isEmpty else { return bytes }
            let index = Int.random(in: bytes.indices, using: &numbers)
            var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
            let line = Int.random(in: lines.indices, using: &numbers)
            switch Int.random(in: 0..<9, using: &numbers) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &numbers)
            case 2: bytes.remove(at: index)
            case 3: bytes.removeSubrange(index...)
            case 4:
                lines.remove(at: line)
                bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            case 5:
                lines.insert(lines[line], at: Int.random(in: lines.indices, using: &numbers))
                bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            case 6:
                bytes.insert(
                    contentsOf: Array("\u{202E}\u{2028}é😀\u{FEFF}".unicodeScalars.randomElement(using: &numbers).map(String.init)!.utf8),
                    at: index)
            case 7:
                bytes.insert(
                    contentsOf: [":", " ", "[", "{", "-", "\"", "'", "|", "&a", "*a", "!", "\t", "\r\n", "#"].randomElement(
                        using: &numbers)!.utf8, at: index)
            default:
                let other = Int.random(in: lines.indices, using: &numbers)
                lines[line] = lines[other].prefix { $0 != UInt8(ascii: ":") } + lines[line].drop { $0 != UInt8(ascii: ":") }
                bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            }
        }
        return bytes
    }

    private func check<Value>(_ decoded: Decoded<Value>, _ files: [String: [UInt8]], _ seed: UInt64) {
        let hasErrors = decoded.diagnostics.contains { $0.severity == .error }
        #expect((decoded.value == nil) == hasErrors, "seed \(seed)")
        for diagnostic in decoded.diagnostics {
            guard let place = diagnostic.place, let line = place.line else { continue }
            guard let bytes = files[place.path], let column = place.column, let end = place.endColumn else {
                Issue.record("seed \(seed): \(diagnostic)")
                continue
            }
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let lines = bytes[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            // A line's width in characters; bytes that are no text count as one each at most.
            let isInside = line >= 1 && line <= lines.count && column >= 1 && end >= column && end <= lines[line - 1].count + 1
            #expect(isInside, "seed \(seed): \(diagnostic)")
            if let excerpt = place.excerpt { #expect(!excerpt.unicodeScalars.contains(where: isUnseen), "seed \(seed)") }
            #expect(!diagnostic.message.unicodeScalars.contains(where: isUnseen), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<4)
    func requests(_ share: UInt64) throws {
        let decoder = RequestDecoder(timezone: try TimeZoneRules(named: "Asia/Tokyo"))
        let samples = try SampleTree.files(below: "requests")
        for seed in (share * 1500)..<(share * 1500 + 1500) {
            var numbers = Numbers(seed: seed)
            var file = samples[Int(seed) % samples.count]
            file.bytes = Self.mutated(file.bytes, &numbers)
            check(decoder.decode(file), [file.path: file.bytes], seed)
        }
    }

    @Test(arguments: 0..<4)
    func policies(_ share: UInt64) throws {
        let samples = try SampleTree.files(below: "policies")
        for seed in (share * 500)..<(share * 500 + 500) {
            var numbers = Numbers(seed: seed)
            var files = samples
            files[Int(seed) % files.count].bytes = Self.mutated(files[Int(seed) % files.count].bytes, &numbers)
            let byPath = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
            check(PolicyDecoder().decode(files, tree: TreeID("t")), byPath, seed)
        }
    }

    /// Freeze windows, of both kinds; what is read can be asked about.
    @Test(arguments: 0..<2)
    func calendars(_ share: UInt64) throws {
        let texts = [
            "policies/calendar.yaml":
                "version: 1\nwindows:\n  - { name: a, start: 2026-12-24 18:00, end: 2027-01-04 08:00 }\n  - name: b\n    weekdays: [mon, fri]\n    from: 22:00\n    to: 06:00\n    access: [prod]\n",
            "policies/x.ics": CalendarDecoderTests.events,
        ]
        let instants = stride(from: Int64(1_767_225_600), to: 1_830_297_600, by: 86_400 * 3 + 3600).map { Timestamp(seconds: $0) }
        for seed in (share * 400)..<(share * 400 + 400) {
            var numbers = Numbers(seed: seed)
            var files = Base.policies().merging(texts) { $1 }.mapValues { Array($0.utf8) }
            let path = seed % 3 == 0 ? "policies/calendar.yaml" : "policies/x.ics"
            files[path] = Self.mutated(files[path] ?? [], &numbers)
            let decoded = PolicyDecoder().decode(files.map { SourceFile(path: $0, bytes: $1) }, tree: TreeID("t"))
            check(decoded, files, seed)
            for instant in instants {
                let open = decoded.value?.calendar.freeze(of: EntitlementName("prod"), in: AccountName("jump"), at: instant)
                #expect(open.map { $0.until > instant } ?? true, "seed \(seed)")
            }
        }
    }
}
