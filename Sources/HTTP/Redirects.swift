/// What to do about a 301, 302, 303, 307 or 308 with a Location.
package enum Redirects: Sendable, Hashable {
    /// The redirect itself is the response.
    case none
    /// GET and HEAD are followed within the same scheme, host and port, at most `max` times, with the same headers.
    /// A redirect that leads elsewhere (or answers another method) is itself the response: credentials never travel
    /// to another origin.
    case sameOriginGET(max: Int)
}
