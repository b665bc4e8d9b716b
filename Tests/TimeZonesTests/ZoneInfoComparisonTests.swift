import TestSupport
import Testing
import TimeZones

/// Compares with python's zoneinfo: every zone of the system's database, the years 2000 to 2040, every clock change
/// in them and the local times around each.
@Suite struct ZoneInfoComparisonTests {
    @Test func agreesWithPython() async throws {
        let python = try await Shell.run(["python3", "-c", Self.script])
        try #require(python.code == 0, "\(python.errors)")
        var zone = TimeZoneRules.utc
        var expectedChanges: [Int64] = []
        var zones = 0
        var locals = 0
        func compareChanges() throws {
            try #require(Self.changes(of: zone) == expectedChanges, "\(zone.name)")
            expectedChanges = []
        }
        for line in python.output.utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            switch parts[0] {
            case "zone":
                try compareChanges()
                zone = try TimeZoneRules(named: parts[1])
                zones += 1
            case "change":
                let instant = try #require(Int64(parts[1]))
                expectedChanges.append(instant)
                let offset = zone.offset(at: instant)
                try #require(offset.seconds == Int(parts[2]) && offset.abbreviation == parts[3], "\(zone.name) \(line)")
            default:
                let local = LocalTime(secondsAsIfUTC: try #require(Int64(parts[1])))
                let first = try #require(Int64(parts[2]))
                let second = try #require(Int64(parts[3]))
                let expected: LocalInstant =
                    first == second
                    ? .unique(first) : first < second ? .repeated(first: first, second: second) : .skipped(before: first, after: second)
                try #require(zone.instant(of: local) == expected, "\(zone.name) \(local)")
                if case .skipped = expected {} else { try #require(zone.local(at: first) == local && zone.local(at: second) == local) }
                locals += 1
            }
        }
        try compareChanges()
        #expect(zones > 250 && locals > 50_000, "too little was compared: \(zones) zones, \(locals) local times")
    }

    private static let from: Int64 = 946_684_800
    private static let to: Int64 = 2_240_524_800

    /// The same search as the script's: a look every week, then halving.
    private static func changes(of zone: TimeZoneRules) -> [Int64] {
        var found: [Int64] = []
        for start in stride(from: from, to: to, by: 604_800) where zone.offset(at: start) != zone.offset(at: start + 604_800) {
            var (low, high) = (start, start + 604_800)
            while high - low > 1 {
                let middle = (low + high) / 2
                if zone.offset(at: middle) == zone.offset(at: start) { low = middle } else { high = middle }
            }
            found.append(high)
        }
        return found
    }

    private static let script = """
        import zoneinfo, datetime
        zoneinfo.reset_tzpath(to=["/usr/share/zoneinfo"])
        utc, epoch = datetime.timezone.utc, datetime.datetime(1970, 1, 1)
        seen = set()  # many names are other names of the same file
        FROM, TO, WEEK = \(from), \(to), 604800
        def at(zone, t):
            d = datetime.datetime.fromtimestamp(t, zone)
            return int(d.utcoffset().total_seconds()), d.tzname(), bool(d.dst())
        def local(zone, seconds, fold):
            d = (epoch + datetime.timedelta(seconds=seconds)).replace(tzinfo=zone, fold=fold)
            return seconds - int(d.utcoffset().total_seconds())
        for name in sorted(zoneinfo.available_timezones()):
            if name in ("localtime", "posixrules"): continue
            with open("/usr/share/zoneinfo/" + name, "rb") as file: content = file.read()
            if content in seen: continue
            seen.add(content)
            zone = zoneinfo.ZoneInfo(name)
            print("zone", name)
            before = at(zone, FROM)
            for t in range(FROM, TO, WEEK):
                after = at(zone, t + WEEK)
                if after != before:
                    low, high = t, t + WEEK
                    while high - low > 1:
                        middle = (low + high) // 2
                        if at(zone, middle) == before: low = middle
                        else: high = middle
                    print("change", high, after[0], after[1])
                    for delta in (-7200, -3601, -1800, -1, 0, 1, 1800, 3599, 7200):
                        for offset in {before[0], after[0]}:
                            wall = high + offset + delta
                            print("local", wall, local(zone, wall, 0), local(zone, wall, 1))
                before = after
        """
}
