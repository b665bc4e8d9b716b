/// What a client or a session has done so far.
package struct Statistics: Sendable, Hashable {
    /// Requests that were started, each redirect that was followed counted as one more.
    package var requests = 0
    /// Requests that ended without a response.
    package var failures = 0
    package var redirectsFollowed = 0
    /// Bytes of request bodies.
    package var bytesSent: Int64 = 0
    /// Bytes of response headers and bodies.
    package var bytesReceived: Int64 = 0
    package var connectionsOpened = 0
    /// Requests that went out on a connection that stood already.
    package var connectionsReused = 0
    /// The most requests that were under way at one moment.
    package var peakConcurrency = 0

    package init() {}
}
