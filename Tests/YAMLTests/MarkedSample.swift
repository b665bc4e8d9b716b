import YAML

/// A sample with `«` and `»` around the place that an error must have (only `«` for a place without width).
struct MarkedSample {
    let bytes: [UInt8]
    /// In the order in which they begin.
    let ranges: [SourceRange]

    init(_ sample: String) {
        var text = String.UnicodeScalarView()
        var place = Mark.start
        var ranges: [SourceRange] = []
        var open: [Int] = []
        for scalar in sample.unicodeScalars {
            switch scalar {
            case "«":
                open.append(ranges.count)
                ranges.append(SourceRange(start: place, end: place))
            case "»":
                if let index = open.popLast() { ranges[index].end = place }
            default:
                text.append(scalar)
                place = scalar == "\n" ? Mark(line: place.line + 1, column: 1) : Mark(line: place.line, column: place.column + 1)
            }
        }
        bytes = Array(String(text).utf8)
        self.ranges = ranges
    }
}
