/// The name that somebody who misspelt one probably meant: the nearest by edit distance, if it is near.
package enum Suggestion {
    /// Names longer than this are not compared: the work grows with the square.
    private static let longest = 64

    /// Capitals count for nothing; of names equally near the first in alphabetical order.
    package static func nearest(to text: String, among names: some Sequence<String>) -> String? {
        let wanted = text.utf8.map(folded)
        guard (1...longest).contains(wanted.count) else { return nil }
        let most = wanted.count <= 3 ? 1 : wanted.count <= 7 ? 2 : 3
        var best: (name: String, distance: Int)?
        for name in names where name != text {
            let length = name.utf8.count
            guard length <= longest, abs(length - wanted.count) <= most else { continue }
            let found = distance(wanted, name.utf8.map(folded))
            // A name of which no letter is right is no suggestion.
            guard found <= most, found < length else { continue }
            if best.map({ (found, name) < ($0.distance, $0.name) }) ?? true { best = (name, found) }
        }
        return best?.name
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// ` — did you mean 'access'?`, for the end of a message; nothing if nothing was meant.
    static func asked(_ name: String?) -> String { name.map { " — did you mean '\($0)'?" } ?? "" }

    /// How many letters have to be added, dropped, replaced or swapped with their neighbour (optimal string alignment).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        let width = right.count + 1
        // Three rows of the table: the one being filled and the two before it.
        var rows = [Int](repeating: 0, count: 3 * width)
        for column in 0..<width { rows[column] = column }
        for row in 1..<(left.count + 1) {
            let (current, previous, before) = (row % 3 * width, (row + 2) % 3 * width, (row + 1) % 3 * width)
            rows[current] = row
            for column in 1..<width {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(rows[previous + column] + 1, rows[current + column - 1] + 1, rows[previous + column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, rows[before + column - 2] + 1)
                }
                rows[current + column] = cost
            }
        }
        return rows[left.count % 3 * width + right.count]
    }
}
