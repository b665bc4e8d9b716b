import AccessCore
import AccessRequests

/// Policies exactly if there is no mistake, every mistake can be shown, and what a calendar says of when nothing starts holds
/// together: an opening covers the instant that it was asked for, and ends when it is over.
func fuzzCalendar(_ bytes: [UInt8]) throws(Broken) {
    for path in ["policies/calendar.yaml", "policies/holidays.ics"] {
        let calendar = SourceFile(path: path, bytes: bytes)
        let files = [settings, calendar]
        let decoded = PolicyDecoder().decode(files, tree: TreeID(String(repeating: "d", count: 40)))
        try check(decoded, of: files)
        for window in decoded.value?.calendar.windows ?? [] { try check(window) }
    }
}

private let settings = SourceFile(
    path: "policies/settings.yaml",
    bytes: Array(
        """
        version: 1
        repository: example/access
        timezone: Europe/Berlin
        accounts: { jump: { directory: "file:training.json" } }
        drift: report
        approval: { evidence: [merge], policy-owners: [] }

        """.utf8))

/// Instants that were chosen for what happens around them: clocks that are put forward and back, a turn of the year, the
/// first day of all and one that no zone is known for.
private let instants: [Int64] = [
    0, 1_262_304_000, 1_774_746_000, 1_774_749_600, 1_792_890_000, 1_792_893_600, 1_798_675_200, 1_798_761_600, 2_840_140_799,
    4_102_444_800,
]

private func check(_ window: FreezeWindow) throws(Broken) {
    try require(!window.name.isEmpty, "a window without a name")
    let hours = window.hours
    var asked = instants.map(Timestamp.init(seconds:))
    // Where it opens first, by either of two clocks.
    let first = hours.zone.instants(hours.start)
    asked += [first.lowerBound, first.upperBound, first.upperBound.advanced(by: .seconds(86_400))]
    for now in asked {
        guard let opening = hours.opening(at: now) else { continue }
        try require(opening.contains(now), "\(opening) is open at \(now)")
        // A clock change of a day at most makes it longer than it is written.
        try require(opening.length <= .seconds(FreezeHours.longest + 86_400), "\(opening) is open for \(opening.length)")
        try require(!hours.excluded.contains(opening.start), "\(opening) doesn't take place")
        if let rule = hours.rule {
            try require(rule.from <= opening.start && opening.start <= rule.until, "\(opening) is beyond its rule")
        } else {
            try require(opening.start == first.lowerBound, "once, but not at its start")
        }
        guard let atStart = hours.opening(at: opening.start) else { throw Broken("\(opening) isn't open at its start") }
        try require(atStart.end >= opening.end, "\(opening) ends earlier at its start")
        if let next = hours.opening(at: opening.end) { try require(next.end > opening.end, "\(opening) is open at its end") }
    }
}
