import AccessCore
import AccessRequests
import TimeZones

/// What can be said of all files of a tree without asking anybody.
struct Checking {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var requestCount = 0
    private(set) var policyCount = 0
    /// The settings' time zone.
    private(set) var timezone: String?
    /// When the snapshot was taken that counted; nil if none did.
    private(set) var snapshotTaken: Timestamp?

    init(_ files: CheckedFiles, snapshot: DirectorySnapshot? = nil, at now: Timestamp) {
        policyCount = files.policies.count
        let decoded = PolicyDecoder().decode(files.policies, tree: TreeID(""))
        diagnostics = files.refused + decoded.diagnostics
        timezone = decoded.value?.settings.timezone
        let decoder = RequestDecoder(timezone: timezone.flatMap { try? TimeZoneRules(named: $0) } ?? .utc)
        var snapshot = snapshot
        if let policies = decoded.value, let objection = snapshot?.objection(for: policies, at: now) {
            diagnostics.append(objection.diagnostic())
            snapshot = nil
        }
        snapshotTaken = snapshot?.taken
        let paths = Set(files.requests.map(\.path))
        for file in files.requests {
            guard RequestDecoder.id(ofPath: file.path) != nil else {
                if case .review(let id) = RequestPath(file.path) {
                    diagnostics += ReviewDecoder().decode(file).diagnostics
                    if !paths.contains("requests/\(id).yaml") { diagnostics.append(.reviewOfNothing(id, at: file.path)) }
                }
                if let odd = RequestPath(file.path).diagnostic(path: file.path) { diagnostics.append(odd) }
                continue
            }
            requestCount += 1
            let (request, unfinished) = decoder.read(file)
            diagnostics += request.diagnostics
            if let policies = decoded.value, let unfinished { diagnostics += unfinished.diagnostics(under: policies, at: nil) }
            guard let policies = decoded.value, let request = request.value else { continue }
            if !paths.contains("requests/\(request.id).review.yaml"), let notice = policies.reviewFinding(of: request, at: now) {
                diagnostics.append(notice)
            }
            // Who a user is now says nothing of what is over.
            diagnostics += crossCheck(request, against: policies, snapshot: request.isOver(at: now) ? nil : snapshot)
        }
        diagnostics = Diagnostic.unique(diagnostics)
    }
}

extension Diagnostic {
    /// Each once, in order.
    static func unique(_ diagnostics: [Diagnostic]) -> [Diagnostic] { Set(diagnostics).sorted(by: inOrder) }
}
