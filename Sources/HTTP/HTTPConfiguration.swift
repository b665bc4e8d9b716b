/// What all requests of a client or a session have in common.
package struct HTTPConfiguration: Sendable, Hashable, SecretBearing {
    package var userAgent: String
    /// Requests under way at once, in all and to one origin; further ones wait for their turn in order. Over HTTP/1.1
    /// that is the number of connections in use; as many may stay open for reuse.
    package var maximumConnections: Int
    package var maximumConnectionsPerOrigin: Int
    package var timeouts: Timeouts
    /// A PEM file of certificates to trust instead of the system's.
    package var certificateAuthorities: String?
    package var proxy: Proxy

    package init(
        userAgent: String = "daypass",
        maximumConnections: Int = 64,
        maximumConnectionsPerOrigin: Int = 16,
        timeouts: Timeouts = .standard,
        certificateAuthorities: String? = nil,
        proxy: Proxy = .environment
    ) {
        self.userAgent = userAgent
        self.maximumConnections = maximumConnections
        self.maximumConnectionsPerOrigin = maximumConnectionsPerOrigin
        self.timeouts = timeouts
        self.certificateAuthorities = certificateAuthorities
        self.proxy = proxy
    }

    package static let standard = HTTPConfiguration()

    package enum Proxy: Sendable, Hashable, SecretBearing {
        /// `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, read as curl reads them (curl(1), ENVIRONMENT).
        case environment
        case none
        /// This one for every host.
        case url(String)

        package var description: String {
            switch self {
            case .environment: "from the environment"
            case .none: "none"
            case .url(let url): "\(RedactedURL(url))"
            }
        }
    }

    package var description: String {
        "\(userAgent), proxy \(proxy), authorities \(certificateAuthorities ?? "of the system")"
    }
}
