/// A sample with `«` and `»` around the place that the mistake must have, on one line; none if the whole file is meant.
struct MarkedText {
    var text = ""
    var line: Int?
    var column: Int?
    var endColumn: Int?

    init(_ sample: String) {
        var (line, column) = (1, 1)
        for scalar in sample.unicodeScalars {
            switch scalar {
            case "«": (self.line, self.column) = (line, column)
            case "»": endColumn = column
            default:
                text.unicodeScalars.append(scalar)
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            }
        }
    }
}
