/// How much of a document is read; what goes beyond is an error.
package struct XMLLimits: Hashable, Sendable {
    /// Bytes of the document. A page of 1,000 IAM users has some 3 MB.
    package var bytes: Int
    /// Elements inside each other. IAM's answers have 8.
    package var depth: Int
    /// Bytes of one element's text. IAM's longest is a policy document, URL-encoded: below 64 KiB.
    package var textBytes: Int
    /// Bytes of one tag, comment or instruction. expat begins such a one anew with each piece that arrives, so
    /// without a limit its time grows with the square of the length (CVE-2023-52425).
    package var tokenBytes: Int

    package init(bytes: Int = 64 * 1024 * 1024, depth: Int = 32, textBytes: Int = 1024 * 1024, tokenBytes: Int = 64 * 1024) {
        self.bytes = bytes
        self.depth = depth
        self.textBytes = textBytes
        self.tokenBytes = tokenBytes
    }

    package static let standard = XMLLimits()
}
