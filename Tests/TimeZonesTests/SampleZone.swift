@testable import TimeZones

/// Writes TZif files of version 2 for tests.
enum SampleZone {
    static func tzif(
        changes: [(at: Int64, kind: UInt8)] = [],
        kinds: [(seconds: Int32, isDaylight: Bool, name: UInt8)] = [(0, false, 0)],
        names: String = "UTC\0",
        footer: String = ""
    ) -> [UInt8] {
        func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }
        func header(_ times: Int, _ types: Int, _ letters: Int) -> [UInt8] {
            let counts = [0, 0, 0, times, types, letters].flatMap { big(UInt32($0)) }
            return Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts
        }
        var file = header(0, 1, 1) + [0, 0, 0, 0, 0, 0, 0]
        file += header(changes.count, kinds.count, names.utf8.count)
        file += changes.flatMap { big($0.at) } + changes.map(\.kind)
        file += kinds.flatMap { big($0.seconds) + [$0.isDaylight ? 1 : 0, $0.name] }
        return file + Array(names.utf8) + Array("\n\(footer)\n".utf8)
    }

    static func rules(footer: String) throws -> TimeZoneRules {
        try TimeZoneRules(name: "Sample", tzif: tzif(footer: footer))
    }

    /// 2026-01-01 00:00:00 UTC plus so many days and seconds.
    static func instant(_ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0, year: Int = 2026) -> Int64 {
        CalendarDay(year: year, month: month, day: day).daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }
}
