/// A line that is broken at blanks where it is too long for a terminal, which would break it inside words.
struct Paragraph {
    /// Narrower than this, words would stand below each other.
    static let leastWidth = 40

    /// Cells of a line; nil: lines are as long as they are, as for logs and pipes.
    private let width: Int?

    init(width: Int?) { self.width = width.flatMap { $0 < Self.leastWidth ? nil : $0 } }

    /// One or more lines, the last one without a line break. What is longer than a line and has no blank stays whole.
    ///
    /// - Parameters:
    ///   - lead: what stands before the text; it may be painted.
    ///   - cells: how many cells the lead takes.
    ///   - indent: cells before the second line and those after it.
    func lines(_ text: String, after lead: String, cells: Int, indent: Int) -> String {
        guard let width else { return lead + text }
        var (all, used) = (lead, cells)
        var isFresh = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            let size = word.cells
            if isFresh {
                isFresh = false
            } else if used + 1 + size > width {
                all += "\n" + String(repeating: " ", count: indent)
                used = indent
            } else {
                all += " "
                used += 1
            }
            all += word
            used += size
        }
        return all
    }
}
