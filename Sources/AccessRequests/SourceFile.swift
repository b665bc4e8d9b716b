/// A file of a tree, as it is there.
package struct SourceFile: Sendable {
    /// From the repository's top, with slashes: `requests/2026/11/deploy.yaml`.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}
