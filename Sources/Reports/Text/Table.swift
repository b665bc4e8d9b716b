/// Rows whose columns stand below each other.
struct Table {
    struct Row {
        var sign: Sign?
        /// The last one of a row may be as long as it likes: nothing has to stand right of it.
        var cells: [Line]

        init(_ sign: Sign? = nil, _ cells: [Line?]) { (self.sign, self.cells) = (sign, cells.compactMap(\.self)) }
    }

    var rows: [Row] = []

    /// A longer cell pushes the rest of its own row to the right, and no other's.
    static let widest = 40

    func lines(indent: String, _ palette: Palette) -> [String] {
        let columns = rows.map(\.cells.count).max() ?? 0
        var widths = [Int](repeating: 0, count: columns)
        for row in rows {
            for (column, cell) in row.cells.dropLast().enumerated() where cell.cells <= Self.widest {
                widths[column] = max(widths[column], cell.cells)
            }
        }
        let hasSigns = rows.contains { $0.sign != nil }
        return rows.map { row in
            var line = indent
            if hasSigns { line += (row.sign.map(palette.paint) ?? " ") + " " }
            for (column, cell) in row.cells.enumerated() {
                line += cell.text
                guard column < row.cells.count - 1 else { break }
                let gap = column == 0 ? 2 : 3
                line += String(repeating: " ", count: max(0, widths[column] - cell.cells) + gap)
            }
            return line
        }
    }
}
