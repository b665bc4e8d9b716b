/// Which instants, in seconds since 1970-01-01T00:00:00Z, show a given local time on the wall.
package enum LocalInstant: Hashable, Sendable {
    /// Exactly one.
    case unique(Int64)
    /// None: a clock change jumps over it. `before` is what the offset in force before the change makes of the local
    /// time (an instant after the change), `after` what the offset in force afterwards makes of it (an instant before
    /// the change).
    case skipped(before: Int64, after: Int64)
    /// Two: a clock change plays it again. `first` is the earlier one.
    case repeated(first: Int64, second: Int64)
}
