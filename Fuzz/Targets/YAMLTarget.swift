import YAML

/// Places lie inside the file and inside each other, problems are in order and within their limit, and a file without a
/// tree says why.
func fuzzYAML(_ bytes: [UInt8]) throws(Broken) {
    let limits = Limits(bytes: 64 * 1024, depth: 16, nodes: 2000, scalarBytes: 8192, problems: 20)
    let parsed = parseYAML(bytes, limits: limits)
    let lines = bytes.count { $0 == 0x0A } + 1
    try require(parsed.root != nil || !parsed.problems.isEmpty, "neither a tree nor a problem")
    // The failure that ends the reading may come on top.
    try require(parsed.problems.count <= limits.problems + 1, "\(parsed.problems.count) problems")
    for (problem, next) in zip(parsed.problems, parsed.problems.dropFirst()) {
        try require(problem.range.start <= next.range.start, "\(problem.range) before \(next.range)")
    }
    for problem in parsed.problems {
        try check(problem.range, lines: lines)
        try require(isOneLine(problem.description), "the words of a problem at \(problem.range) aren't one line")
    }
    if let root = parsed.root { try check(root, depth: 0, lines: lines, limits: limits) }
}

private func check(_ node: Node, depth: Int, lines: Int, limits: Limits) throws(Broken) {
    try check(node.range, lines: lines)
    switch node.content {
    case .scalar(let scalar):
        try require(scalar.text.utf8.count <= limits.scalarBytes, "a text of \(scalar.text.utf8.count) bytes")
    case .sequence(let nodes):
        try require(depth < limits.depth, "a list on level \(depth)")
        var last = node.range.start
        for child in nodes {
            try require(last <= child.range.start && child.range.end <= node.range.end, "\(child.range) in \(node.range)")
            try check(child, depth: depth + 1, lines: lines, limits: limits)
            last = child.range.end
        }
    case .mapping(let entries):
        try require(depth < limits.depth, "a mapping on level \(depth)")
        var last = node.range.start
        var names: Set<[UInt8]> = []
        for entry in entries {
            try require(names.insert(Array(entry.name.utf8)).inserted, "a key stands there twice")
            for child in [entry.key, entry.value] {
                try require(last <= child.range.start && child.range.end <= node.range.end, "\(child.range) in \(node.range)")
                try check(child, depth: depth + 1, lines: lines, limits: limits)
                last = child.range.end
            }
        }
    }
}

private func check(_ range: SourceRange, lines: Int) throws(Broken) {
    try require(range.start <= range.end, "\(range) ends before it starts")
    try require(range.start.line >= 1 && range.start.column >= 1 && range.end.line <= lines + 1, "\(range) of \(lines) lines")
}
