import Foundation
import TestSupport
import Testing

@testable import TimeZones

/// Broken files are refused or read, and never crash.
@Suite struct HostileZoneTests {
    private static let sample = SampleZone.tzif(
        changes: [(0, 1), (1_000_000_000, 0), (1_500_000_000, 1)],
        kinds: [(0, false, 0), (3600, true, 4)],
        names: "AAA\0BBB\0",
        footer: "CET-1CEST,M3.5.0,M10.5.0/3"
    )

    private func use(_ bytes: [UInt8]) -> Bool {
        guard let zone = try? TimeZoneRules(name: "Sample", tzif: bytes) else { return false }
        for instant: Int64 in [.min, -1, 0, 999_999_999, 1_499_999_999, 1_795_352_400, 253_402_300_799, .max] {
            _ = zone.instant(of: zone.local(at: instant))
        }
        return true
    }

    @Test func everyTruncationIsRefused() throws {
        let berlin = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        for file in [Self.sample, berlin] {
            #expect(use(file))
            for length in 0..<file.count { #expect(!use(Array(file.prefix(length)))) }
        }
    }

    @Test func mutationsNeverCrash() {
        var numbers = SplitMix64(seed: 8536)
        var read = 0
        for _ in 0..<20_000 {
            var bytes = Self.sample
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] =
                    [0, 1, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &numbers)]
                    .randomElement(using: &numbers) ?? 0
            }
            if use(bytes) { read += 1 }
        }
        // Both outcomes must occur, or the mutations prove nothing.
        #expect(read > 1000 && read < 19_000)
    }

    @Test func whatAFileMayNotSay() {
        func reason(_ bytes: [UInt8]) -> String? {
            do throws(TimeZoneError) {
                _ = try TimeZoneRules(name: "Sample", tzif: bytes)
                return nil
            } catch {
                if case .malformed(_, let reason) = error { return reason }
                return "\(error)"
            }
        }
        #expect(reason(SampleZone.tzif(changes: [(5, 0), (5, 0)])) == "its changes are not in order")
        #expect(reason(SampleZone.tzif(changes: [(5, 1)])) == "a change leads to an unknown kind of time")
        #expect(reason(SampleZone.tzif(kinds: [(93_600, false, 0)])) == "a kind of time is out of range")
        #expect(reason(SampleZone.tzif(kinds: [(.min, false, 0)])) == "a kind of time is out of range")
        #expect(reason(SampleZone.tzif(kinds: [(0, false, 4)])) == "a kind of time is out of range")
        #expect(reason(SampleZone.tzif(kinds: [])) == "it has no kind of time")
        #expect(reason(SampleZone.tzif(names: "UTC")) == "an abbreviation has no end")
        #expect(reason(SampleZone.tzif(names: "U\u{1B}C\0")) == "an abbreviation is not ASCII")
        var leaping = SampleZone.tzif()
        leaping.replaceSubrange(51 + 28..<51 + 32, with: [0, 0, 0, 1])
        #expect(reason(leaping) == TimeZoneError.leapSeconds(name: "Sample").description)
    }
}
