/// A place in a file.
package struct Mark: Hashable, Sendable {
    /// From 1. Lines end with LF or CR LF.
    package var line: Int
    /// From 1, counted in Unicode scalars; a byte order mark at the file's beginning is not counted.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static let start = Mark(line: 1, column: 1)
}

extension Mark: Comparable {
    package static func < (left: Mark, right: Mark) -> Bool { (left.line, left.column) < (right.line, right.column) }
}

extension Mark: CustomStringConvertible {
    /// `4:6`
    package var description: String { "\(line):\(column)" }
}

/// A stretch of a file: from `start` up to, but not including, `end`.
package struct SourceRange: Hashable, Sendable {
    package var start: Mark
    package var end: Mark

    package init(start: Mark, end: Mark) {
        self.start = start
        self.end = end
    }
}

extension SourceRange: CustomStringConvertible {
    /// `4:6-4:17`
    package var description: String { "\(start)-\(end)" }
}
