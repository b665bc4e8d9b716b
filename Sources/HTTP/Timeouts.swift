/// How long a request may take. All of them hold against a server that accepts and says nothing, one that dribbles, and
/// one that never comes to an end.
package struct Timeouts: Sendable, Hashable {
    /// Name look-up, TCP, proxy and TLS together.
    package var connect: Duration
    /// From the start of the first connection to the last byte, redirects included: a hard limit. The wait for a free
    /// place among the client's connections comes before it.
    package var total: Duration
    /// The least that has to move once the request is being sent.
    package var stall: Stall?

    package init(connect: Duration = .seconds(10), total: Duration = .seconds(60), stall: Stall? = .standard) {
        self.connect = connect
        self.total = total
        self.stall = stall
    }

    package static let standard = Timeouts()

    /// Looked at at the end of every `window`: fewer than `bytesPerSecond` × `window` bytes sent or received in it is a
    /// stall. A server that falls silent is noticed after one window at the least and two at the most.
    package struct Stall: Sendable, Hashable {
        package var bytesPerSecond: Int
        package var window: Duration

        package init(bytesPerSecond: Int, window: Duration) {
            self.bytesPerSecond = bytesPerSecond
            self.window = window
        }

        /// One byte a second over 30 seconds.
        package static let standard = Stall(bytesPerSecond: 1, window: .seconds(30))

        var bytesPerWindow: Int {
            let (seconds, attoseconds) = window.components
            let bytes = Double(bytesPerSecond) * (Double(seconds) + Double(attoseconds) / 1e18)
            return bytes >= 1e15 ? Int.max : max(1, Int(bytes.rounded(.up)))
        }
    }
}
