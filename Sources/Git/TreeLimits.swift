/// What reading trees may cost. A hostile commit can name one folder a thousand times on each of many levels, or give folders
/// that stand in each other names of 60,000 bytes, which every file below them has in its path.
package struct TreeLimits: Sendable {
    /// Entries looked at, folders counted.
    package var entries: Int
    /// Folders inside folders.
    package var depth: Int
    /// Bytes of one path. No system that git runs on checks out more (Linux: PATH_MAX, limits.h).
    package var path: Int
    /// Bytes of all paths that are found, and `TreeLimits.beside` with each of them.
    package var bytes: Int

    /// Bytes that are kept with each path, about.
    package static let beside = 128

    /// How much of it all steps of a history together may find: what one of them finds is kept while the next is read.
    static let steps = 8

    package init(entries: Int = 200_000, depth: Int = 64, path: Int = 4096, bytes: Int = 64 << 20) {
        (self.entries, self.depth, self.path, self.bytes) = (entries, depth, path, bytes)
    }
}

/// What a reading of trees has cost so far, held against its limits.
struct TreeCost {
    let limits: TreeLimits
    /// The reading's name in failures, and what it reads, as their message begins.
    private let (function, subject): (String, String)
    private var entries = 0
    /// As `TreeLimits.bytes` counts.
    private(set) var bytes = 0

    init(_ limits: TreeLimits, in function: String, of subject: String) {
        (self.limits, self.function, self.subject) = (limits, function, subject)
    }

    /// Before a folder is read; `prefix` is its path with a trailing slash.
    func enter(_ prefix: [UInt8], depth: Int) throws {
        guard depth <= limits.depth else { throw failure("folders stand more than \(limits.depth) deep") }
        try measure(prefix)
    }

    /// Before entries are looked at.
    mutating func see(_ count: Int) throws {
        entries += count
        guard entries <= limits.entries else { throw failure("\(subject) more than \(limits.entries) entries") }
    }

    /// Before a path is kept.
    mutating func keep(_ path: TreePath) throws {
        try measure(path.bytes)
        bytes += path.bytes.count + TreeLimits.beside
        guard bytes <= limits.bytes else {
            throw failure("\(subject) paths of more than \(limits.bytes) bytes in all, \(TreeLimits.beside) more counted for each")
        }
    }

    private func measure(_ path: [UInt8]) throws {
        guard path.count > limits.path else { return }
        throw failure("a path is longer than \(limits.path) bytes: it begins with '\(TreePath(bytes: Array(path.prefix(64))).text)'")
    }

    private func failure(_ message: String) -> GitFailure { GitFailure(.limit, in: function, message) }
}
