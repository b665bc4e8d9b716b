/// How much of a document is read. What goes beyond is a ``Problem``, never a cut.
package struct Limits: Hashable, Sendable {
    /// Bytes of the file. Memory is some ten times that.
    package var bytes: Int
    /// Collections inside each other. libyaml's time grows with the square of it.
    package var depth: Int
    /// Scalars and collections, keys included.
    package var nodes: Int
    /// Bytes of one scalar's text.
    package var scalarBytes: Int
    /// Problems that are reported; the file is left at the last one.
    package var problems: Int

    package init(bytes: Int = 256 * 1024, depth: Int = 32, nodes: Int = 20_000, scalarBytes: Int = 64 * 1024, problems: Int = 100) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.scalarBytes = scalarBytes
        self.problems = problems
    }

    package static let standard = Limits()
}
