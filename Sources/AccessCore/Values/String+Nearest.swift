extension String {
    /// The candidate that a misspelling most likely meant: the one with the fewest edits, at most a third of its
    /// length; the first in order among equals. Nil if none is near.
    package func nearest(among candidates: some Sequence<String>) -> String? {
        let written = Array(unicodeScalars.prefix(64))
        var best: (distance: Int, name: String)?
        for candidate in candidates.sorted() {
            let meant = Array(candidate.unicodeScalars.prefix(64))
            guard abs(meant.count - written.count) <= 3 else { continue }
            let distance = Self.edits(from: written, to: meant)
            let limit = max(1, meant.count / 3)
            if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static func edits(from a: [Unicode.Scalar], to b: [Unicode.Scalar]) -> Int {
        var previous: [Int] = []
        var current = Array(0...b.count)
        for i in 0..<a.count {
            let last = current
            var next = [i + 1]
            for j in 0..<b.count {
                var cost = Swift.min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = Swift.min(cost, previous[j - 1] + 1) }
                next.append(cost)
            }
            previous = last
            current = next
        }
        return current[b.count]
    }
}
