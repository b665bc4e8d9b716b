/// How far a zone's clocks are ahead of UTC, and what they call it.
package struct ZoneOffset: Hashable, Sendable {
    /// Seconds east of UTC: local time = UTC + seconds.
    package let seconds: Int
    /// `JST`, `CEST`, `+0530`.
    package let abbreviation: String
    package let isDaylight: Bool

    package init(seconds: Int, abbreviation: String, isDaylight: Bool) {
        self.seconds = seconds
        self.abbreviation = abbreviation
        self.isDaylight = isDaylight
    }

    /// What RFC 8536, section 3.2, recommends for offsets: more than -25 hours, less than 26 hours.
    static let range = -89_999...93_599
}
