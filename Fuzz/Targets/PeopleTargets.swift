import AccessCore
import AccessRequests
import TimeZones

/// There is a request exactly if there is no mistake, its times are in order, and every mistake can be shown.
func fuzzRequest(_ bytes: [UInt8]) throws(Broken) {
    let file = SourceFile(path: "requests/2026/11/a.yaml", bytes: bytes)
    let decoded = RequestDecoder(timezone: .utc).decode(file)
    try check(decoded, of: [file])
    guard let request = decoded.value else { return }
    try require(request.id == RequestID("2026/11/a"), "the id is \(request.id)")
    try require(!request.access.isEmpty && request.access.count <= InputLimits.access, "\(request.access.count) entitlements")
    if case .at(let end) = request.end, let start = request.start { try require(start < end, "it ends before it starts") }
}

/// There are policies exactly if there is no mistake, and every mistake can be shown.
func fuzzPolicy(_ bytes: [UInt8]) throws(Broken) {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map { Array($0) }
    let paths = ["policies/settings.yaml", "policies/people.yaml", "policies/access/prod-member-work.yaml"]
    let files = zip(paths, parts).map { SourceFile(path: $0, bytes: $1) }
    let decoded = PolicyDecoder().decode(files, tree: TreeID(String(repeating: "d", count: 40)))
    try check(decoded, of: files)
    guard let policies = decoded.value else { return }
    for (name, entitlement) in policies.entitlements {
        try require(name == entitlement.name, "\(name) is \(entitlement.name)")
        for account in entitlement.accounts {
            try require(policies.settings.accounts[account] != nil, "the account \(account) is nowhere")
        }
    }
}

/// There is a value exactly if there is no error, and every mistake can be shown.
func check<Value>(_ decoded: Decoded<Value>, of files: [SourceFile]) throws(Broken) {
    let hasErrors = decoded.diagnostics.contains { $0.severity == .error }
    try require((decoded.value == nil) == hasErrors, "a value beside errors, or neither")
    for (one, next) in zip(decoded.diagnostics, decoded.diagnostics.dropFirst()) {
        try require(!Diagnostic.inOrder(next, one), "\(one.code) before \(next.code)")
    }
    for diagnostic in decoded.diagnostics {
        try require(isOneLine(diagnostic.message) && isOneLine(diagnostic.advice ?? ""), "the words of \(diagnostic.code) aren't one line")
        guard let place = diagnostic.place, let file = files.first(where: { $0.path == place.path }) else { continue }
        let lines = file.bytes.count { $0 == 0x0A } + 1
        try require((1...(lines + 1)).contains(place.line ?? 1), "\(diagnostic.code) in line \(place.line ?? 0) of \(lines)")
        try require(place.column ?? 1 >= 1, "\(diagnostic.code) in column \(place.column ?? 0)")
        if let end = place.endColumn { try require(place.column.map { $0 <= end } ?? false, "\(diagnostic.code) ends before it starts") }
        try require(isOneLine(place.excerpt?.filter { $0 != "\t" } ?? ""), "the line shown with \(diagnostic.code) isn't one")
    }
}
