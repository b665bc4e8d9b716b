package import HTTP

/// Whoever answers the calls to a forge: the network, or what stands in for it.
package protocol Exchange: Sendable {
    /// - Throws: why there is no answer; an answer of any status is one.
    func send(_ request: Request) async throws(HTTPFailure) -> Response
}

extension HTTPClient: Exchange {}
