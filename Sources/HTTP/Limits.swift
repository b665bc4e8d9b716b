/// What this module allows, in one place; what a caller may choose stands in ``Request`` and ``HTTPConfiguration``.
package enum Limits {
    /// Bytes of a URL. Servers commonly stop at 8 KiB; four times that is room enough and no memory to speak of.
    package static let urlBytes = 32 * 1024
    /// Bytes of a response's status line, headers, interim responses and trailers together. IAM sends about 0.5 KB,
    /// forges 2–6 KB.
    package static let headerBytes = 64 * 1024
    /// Bytes of a response's body unless the request says otherwise: a page of 1000 IAM users is about 3 MB.
    package static let responseBytes = 16 * 1024 * 1024
    /// Bytes of a redirect's own body that are read, to keep the connection, before it is cut off.
    package static let redirectBodyBytes = 64 * 1024
    /// Bytes a ``BlockingExchange`` holds that its reader has not asked for yet; then the server has to wait.
    package static let pullBytes = 64 * 1024
    /// Bytes of curl's own words kept in a failure; names out of certificates can be long.
    package static let wordsBytes = 256
}
