/// An instant: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    /// The instants that can be written with a year of four digits; nothing outside them is read or made.
    package static let earliest = Timestamp(seconds: -62_135_596_800)  // 0001-01-01T00:00:00Z
    package static let latest = Timestamp(seconds: 253_402_300_799)  // 9999-12-31T23:59:59Z

    package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// Later by `span` (whole seconds; a part of a second is dropped), held within `earliest` and `latest`.
    package func advanced(by span: Duration) -> Timestamp {
        let (sum, overflow) = seconds.addingReportingOverflow(span.components.seconds)
        guard !overflow else { return span < .zero ? .earliest : .latest }
        return min(max(Timestamp(seconds: sum), .earliest), .latest)
    }

    /// How long from `other` until this instant; negative if `other` is later.
    package func since(_ other: Timestamp) -> Duration {
        let (difference, overflow) = seconds.subtractingReportingOverflow(other.seconds)
        return .seconds(overflow ? (seconds < other.seconds ? Int64.min : Int64.max) : difference)
    }
}
