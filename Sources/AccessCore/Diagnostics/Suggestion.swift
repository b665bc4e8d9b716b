/// The name that somebody who misspelt one probably meant: the nearest by edit distance, if it is near.
package enum Suggestion {
    /// Capitals count for nothing; equally near names in alphabetical order.
    package static func nearest(to text: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(text.lowercased().utf8)
        guard (1...64).contains(wanted.count) else { return nil }
        let most = wanted.count <= 3 ? 1 : wanted.count <= 7 ? 2 : 3
        var best: (name: String, distance: Int)?
        for name in names where name != text {
            let candidate = Array(name.lowercased().utf8)
            guard abs(candidate.count - wanted.count) <= most else { continue }
            let found = distance(wanted, candidate)
            guard found <= most, found < max(candidate.count, 1) else { continue }
            if best.map({ (found, name) < ($0.distance, $0.name) }) ?? true { best = (name, found) }
        }
        return best?.name
    }

    /// How many letters have to be added, dropped, replaced or swapped with their neighbour (optimal string alignment).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, a) in left.enumerated() {
            var current = [row + 1]
            for (column, b) in right.enumerated() {
                var cost = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (a == b ? 0 : 1))
                if row > 0, column > 0, a == right[column - 1], left[row - 1] == b { cost = min(cost, before[column - 1] + 1) }
                current.append(cost)
            }
            (before, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
