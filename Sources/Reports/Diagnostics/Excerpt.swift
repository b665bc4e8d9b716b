/// A line of a file with a mark below the part that is meant, as it looks on a terminal.
struct Excerpt {
    let text: String
    /// Spaces, a caret and tildes; nil without a column.
    let mark: String?

    /// The most that is shown of a line, in cells.
    static let width = 100
    /// What is kept in sight before the mark when a line is cut.
    private static let lead = 40
    private static let tab = 4

    /// - Parameters:
    ///   - column, end: from 1, in Unicode scalars; `end` is the one after the last.
    init(_ line: String, column: Int?, end: Int?) {
        var pieces: [(text: String, cell: Int, cells: Int)] = []
        var cell = 0
        for scalar in line.unicodeScalars {
            let shown = Self.shown(scalar, at: cell)
            pieces.append((shown.text, cell, shown.cells))
            cell += shown.cells
        }
        let first = column.map { min(max($0, 1), pieces.count + 1) - 1 }
        let last = first.map { first in min(max((end ?? 0) - 1, first + 1), pieces.count) }
        // A mark that joins the character before it is marked there.
        var start = first.map { $0 < pieces.count ? pieces[$0].cell : cell } ?? 0
        let stop = last.map { $0 == 0 || $0 > pieces.count ? start : pieces[$0 - 1].cell + pieces[$0 - 1].cells } ?? 0
        if let first, first < pieces.count, stop <= start {
            start = pieces[..<first].last { $0.cells > 0 }?.cell ?? start
        }

        let from = cell > Self.width && start > Self.width - Self.lead ? start - Self.lead : 0
        let until = cell > from + Self.width ? from + Self.width : cell
        let visible = pieces.filter { $0.cell >= from && $0.cell + $0.cells <= until }
        let origin = visible.first?.cell ?? 0
        let cut = from > 0 ? "…" : ""
        text = cut + visible.map(\.text).joined() + (until < cell ? "…" : "")
        guard column != nil else {
            mark = nil
            return
        }
        let indent = max(0, start - origin) + (from > 0 ? 1 : 0)
        let tildes = max(0, min(stop, until) - start - 1)
        mark = String(repeating: " ", count: indent) + "^" + String(repeating: "~", count: tildes)
    }

    private static func shown(_ scalar: Unicode.Scalar, at cell: Int) -> (text: String, cells: Int) {
        if scalar == "\t" {
            let count = tab - cell % tab
            return (String(repeating: " ", count: count), count)
        }
        guard scalar.isPrintable else { return (scalar.escape, scalar.escape.utf8.count) }
        return (String(scalar), scalar.cells)
    }
}
