/// How much of a document is read. What goes beyond is a ``Problem``, never a cut.
package struct Limits: Hashable, Sendable {
    /// Bytes of the file. A request has about 1 KB; a list of a thousand people stays below this.
    package var bytes: Int
    /// Collections inside each other. What people write has below 10, and libyaml's time grows with the square of it.
    package var depth: Int
    /// Scalars and collections, keys included. Bounds the tree's memory: a file of nothing but commas would be all nodes.
    package var nodes: Int
    /// Bytes of one scalar's text: a plan of many pages, and no more than a message can carry on.
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
