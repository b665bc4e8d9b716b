import AccessCore
import AccessRequests
import TimeZones

/// What can be said of files without asking anybody.
struct Checking {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var requestCount = 0
    private(set) var policyCount = 0

    /// - Parameter base: what the files are a change of; nil: they are looked at by themselves.
    /// - Parameter now: what a window that opens when it is accepted is measured from.
    init(_ files: CheckedFiles, since base: CheckedFiles?, at now: Timestamp) {
        policyCount = files.policies.count
        let decoded = PolicyDecoder().decode(files.policies, tree: TreeID(""))
        diagnostics = files.refused + decoded.diagnostics
        let accepted = base.map { PolicyDecoder().decode($0.policies, tree: TreeID("")).value }
        // Policies never judge what comes with them: a change is looked at under those of its base.
        let judging = [decoded.value, accepted ?? nil].compactMap(\.self)
        let zone = (judging.last?.settings.timezone).flatMap { try? TimeZoneRules(named: $0) } ?? .utc
        let decoder = RequestDecoder(timezone: zone)
        let before = Dictionary((base?.requests ?? []).map { ($0.path, $0.bytes) }) { first, _ in first }
        var changed = Set(before.keys).subtracting(files.requests.map(\.path)).contains { RequestDecoder.id(ofPath: $0) != nil }
        for file in files.requests {
            guard RequestDecoder.id(ofPath: file.path) != nil else {
                if case .review = RequestPath(file.path) { diagnostics += ReviewDecoder().decode(file).diagnostics }
                if let odd = RequestPath(file.path).diagnostic(path: file.path) { diagnostics.append(odd) }
                continue
            }
            requestCount += 1
            let isChanged = base == nil || before[file.path] != file.bytes
            if base != nil, isChanged { changed = true }
            let decoded = decoder.decode(file)
            diagnostics += decoded.diagnostics
            guard var request = decoded.value, isChanged else { continue }
            if base != nil {
                // What a change brings in is accepted now or later, never before.
                if let window = request.window(acceptedAt: now), window.end <= now {
                    diagnostics.append(Refusal.alreadyOver(end: window.end).diagnostic(at: request.places.end))
                } else if request.window(acceptedAt: now) == nil, case .at(let end) = request.end {
                    diagnostics.append(
                        (end <= now ? Refusal.alreadyOver(end: end) : .endsBeforeItStarts).diagnostic(at: request.places.end))
                }
                request.start = request.start ?? now
            }
            for policies in judging { diagnostics += crossCheck(request, against: policies, judged: base == nil ? nil : now) }
        }
        if let base, changed, Self.differ(base.policies, files.policies) {
            diagnostics.append(
                Diagnostic(
                    .error, "DP1005", "this change touches requests/ and policies/ together, so nothing of its requests would be granted",
                    advice: "Split it: the policies first, then the requests in a change of their own."
                )
            )
        }
        diagnostics = Set(diagnostics).sorted(by: Diagnostic.inOrder)
    }

    private static func differ(_ left: [SourceFile], _ right: [SourceFile]) -> Bool {
        left.sorted { $0.path < $1.path }.map { [$0.path: $0.bytes] } != right.sorted { $0.path < $1.path }.map { [$0.path: $0.bytes] }
    }

    /// One line that says what was looked at.
    var summary: String {
        let requests = requestCount == 1 ? "1 request" : "\(requestCount) requests"
        let policies = policyCount == 1 ? "1 policy file" : "\(policyCount) policy files"
        let mistakes = diagnostics.count { $0.severity == .error }
        let verdict = mistakes == 0 ? "no mistakes" : mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes"
        return "Checked \(requests) and \(policies): \(verdict)."
    }
}
