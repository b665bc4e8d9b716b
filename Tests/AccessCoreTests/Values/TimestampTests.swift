import AccessCore
import Foundation
import TestSupport
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-22T17:00:00Z", 1_795_366_800),
        ("2026-11-23T02:00:00+09:00", 1_795_366_800),
        ("2026-11-22t13:30:00-03:30", 1_795_366_800),
        ("2026-11-22T17:00:00.999999999999999999999999Z", 1_795_366_800),
        ("2024-02-29T23:59:59z", 1_709_251_199),
        ("2000-02-29T00:00:00-00:00", 951_782_400),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("1969-12-31T23:59:59Z", -1),
    ])
    func readsWhatRFC3339Allows(text: String, seconds: Int64) {
        #expect(Timestamp(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22 17:00:00Z", "2026-11-22T17:00:00", "2026-11-22T17:00Z", "2026-11-22T17:00:00+0900",
        "2026-11-22T17:00:00+09", "2026-11-22T24:00:00Z", "2026-11-22T17:60:00Z", "2016-12-31T23:59:60Z", "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z", "2026-11-31T00:00:00Z", "2026-11-00T00:00:00Z",
        "0000-01-01T00:00:00Z", "2026-11-22T17:00:00.Z", "2026-11-22T17:00:00Z ", " 2026-11-22T17:00:00Z", "2026-11-22T17:00:00ZZ",
        "2026-11-22T17:00:00+24:00", "2026-11-22T17:00:00+09:60", "+026-11-22T17:00:00Z", "-026-11-22T17:00:00Z", "10000-01-01T00:00:00Z",
        "2026-11-22T17:00:00Z\u{0}", "２０２６-11-22T17:00:00Z", "2026-1١-22T17:00:00Z", "9999-12-31T23:59:59-00:01",
        "0001-01-01T00:00:00+00:01",
        "2026-11-22T1:00:00Z", "2026-11-22T17:00:00−03:00", "never", "1795366800",
    ])
    func refusesWhatIsNoInstant(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func everyInstantReadsBackAsItself() {
        for seed in UInt64(1)...2000 {
            var random = SplitMix64(seed: seed)
            let instant = Timestamp(
                seconds: Int64.random(in: Timestamp.earliest.seconds...Timestamp.latest.seconds, using: &random)
            )
            #expect(Timestamp(instant.description) == instant, "seed \(seed)")
            let minutes = Int64.random(in: -1439...1439, using: &random)
            let local = Timestamp(seconds: instant.seconds + minutes * 60)
            guard local >= .earliest, local <= .latest else { continue }
            let sign = minutes < 0 ? "-" : "+"
            let offset = String(format: "%02d:%02d", abs(minutes) / 60, abs(minutes) % 60)
            #expect(Timestamp(local.description.dropLast() + sign + offset) == instant, "seed \(seed)")
        }
    }

    @Test func agreesWithAnotherImplementation() {
        let formatter = ISO8601DateFormatter()
        for seed in UInt64(1)...500 {
            var random = SplitMix64(seed: seed)
            // From 1600: before 1582 that one counts by the Julian calendar.
            let seconds = Int64.random(in: -11_676_096_000...Timestamp.latest.seconds, using: &random)
            #expect(
                Timestamp(seconds: seconds).description == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))),
                "seed \(seed)")
        }
    }

    @Test func arithmeticStaysWithinWhatCanBeWritten() {
        #expect(Timestamp.latest.advanced(by: .seconds(1)) == .latest)
        #expect(Timestamp.latest.advanced(by: .seconds(Int64.max)) == .latest)
        #expect(Timestamp.earliest.advanced(by: .seconds(-1)) == .earliest)
        #expect(Timestamp.earliest.advanced(by: .seconds(Int64.min)) == .earliest)
        #expect(Timestamp(seconds: 10).advanced(by: .milliseconds(1999)) == Timestamp(seconds: 11))
        #expect(Timestamp(seconds: Int64.max).since(Timestamp(seconds: Int64.min)) == .seconds(Int64.max))
        #expect(Timestamp(seconds: Int64.min).since(Timestamp(seconds: Int64.max)) == .seconds(Int64.min))
        #expect(Timestamp(seconds: 5).since(Timestamp(seconds: 8)) == .seconds(-3))
    }

    @Test func jsonOfNoInstantIsRefused() {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Timestamp].self, from: Data(#"["tomorrow"]"#.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Timestamp].self, from: Data("[0]".utf8)) }
    }
}
