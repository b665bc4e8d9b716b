package import AccessCore
package import TimeZones

/// Times and durations as requests have them, for whoever takes them from somewhere else than a file.
package enum RequestTime {
    /// `2026-11-22 22:00` by a zone's clocks, or RFC 3339; nil for anything else, and for what a clock change skips or repeats.
    package static func instant(_ text: String, in zone: TimeZoneRules) -> Timestamp? {
        if case .instant(let instant) = LocalClock(zone).read(text) { return instant }
        return nil
    }

    /// `90m`, `4h`, `PT4H`: longer than nothing, and at most ten years; nil for anything else.
    package static func span(_ text: String) -> Duration? {
        guard let seconds = SpanText.seconds(text), (1...InputLimits.span).contains(seconds) else { return nil }
        return .seconds(seconds)
    }
}
