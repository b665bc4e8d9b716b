import AccessCore
import AccessRequests
import Cryptography
import Git
import TimeZones

/// What can be said of a change without asking anybody: its own mistakes, and what it means.
struct ChangeChecking {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var meaning: ChangeMeaning
    /// The settings' time zone.
    let timezone: String?
    /// The identity of the repository by its settings.
    let repository: String?
    /// Policy files that differ.
    let policyCount: Int

    /// Policies on both sides of a change.
    struct Policies {
        /// In force: those of the base. Nil if there is no folder of them.
        var accepted: Decoded<PolicySet>?
        /// What the change began from.
        var started: Decoded<PolicySet>?
        /// Those of the change; nil if it leaves them alone.
        var proposed: Decoded<PolicySet>?
    }

    init(_ change: CheckedChange, _ policies: Policies, snapshot: DirectorySnapshot?, at now: Timestamp) throws {
        let accepted = policies.accepted?.value
        let settings = (accepted ?? policies.proposed?.value)?.settings
        (timezone, repository, policyCount) = (settings?.timezone, settings?.repository, change.policies.count)
        let decoder = RequestDecoder(timezone: timezone.flatMap { try? TimeZoneRules(named: $0) } ?? .utc)
        diagnostics = Self.news(in: policies, touched: change.policies)
        var proposals: [ProposedRequest] = []
        for file in change.requests {
            if let refused = file.refused { diagnostics.append(refused) }
            guard let id = RequestDecoder.id(ofPath: file.path) else {
                if case .review(let id) = RequestPath(file.path), let bytes = file.after {
                    diagnostics += ReviewDecoder().decode(SourceFile(path: file.path, bytes: bytes)).diagnostics
                    if try !change.hasRequest(at: "requests/\(id).yaml") { diagnostics.append(.reviewOfNothing(id, at: file.path)) }
                }
                if file.isThere, let odd = RequestPath(file.path).diagnostic(path: file.path) { diagnostics.append(odd) }
                continue
            }
            let read = file.after.map { decoder.read(SourceFile(path: file.path, bytes: $0)) }
            let after = read?.decoded
            diagnostics += after?.diagnostics ?? []
            if let unfinished = read?.unfinished {
                let judging = [accepted, policies.proposed?.value].compactMap(\.self)
                diagnostics += judging.flatMap { unfinished.diagnostics(under: $0, at: now) }
            }
            proposals.append(
                ProposedRequest(
                    id: id, path: file.path,
                    before: file.blobs.before == nil ? .absent : Self.side(file.before, decoder, file.path),
                    after: !file.isThere ? .absent : after?.value.map { .request($0) } ?? .broken,
                    blobs: (file.blobs.before.map { BlobID($0.hex) }, file.blobs.after.map { BlobID($0.hex) }),
                    sha256: file.after.map { SHA256.hash($0).hex },
                    writers: file.blobs.after.flatMap { change.writers[ContentWriters.File(path: file.path, content: $0.hex)] } ?? []))
        }
        if accepted == nil, proposals.contains(where: { $0.after.request != nil }) { diagnostics.append(Self.nothingAccepted(policies)) }
        let started = policies.started?.value
        let others = try Self.others(change, proposals, started, policies.proposed?.value, decoder)
        meaning = ChangeMeaning(
            ChangeMeaning.Input(
                requests: proposals, accepted: accepted, proposed: policies.proposed?.value, started: started, others: others,
                snapshot: snapshot, now: now))
        diagnostics += meaning.diagnostics
        if !proposals.isEmpty, !change.policies.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .error, "DP1005", "this change touches requests/ and policies/ together, so nothing of its requests would be granted",
                    advice: "Split it: the policies first, then the requests in a change of their own."
                )
            )
        }
        diagnostics = Diagnostic.unique(diagnostics)
    }

    private static func side(_ bytes: [UInt8]?, _ decoder: RequestDecoder, _ path: String) -> ProposedRequest.Side {
        bytes.flatMap { decoder.decode(SourceFile(path: path, bytes: $0)).value }.map { .request($0) } ?? .broken
    }

    private static func nothingAccepted(_ policies: Policies) -> Diagnostic {
        policies.accepted == nil
            ? Refusal.noPolicies.diagnostic(at: Place("policies")) : ChangeFinding.noAcceptedPolicies.diagnostic(at: Place("policies"))
    }

    /// Mistakes of the policies that this change makes: all of the files that it touches, and of others those that weren't
    /// there before.
    private static func news(in policies: Policies, touched: Set<String>) -> [Diagnostic] {
        guard let proposed = policies.proposed else { return [] }
        struct Known: Hashable {
            var path: String?
            var code: String
            var message: String
        }
        let before = Set((policies.started?.diagnostics ?? []).map { Known(path: $0.place?.path, code: $0.code, message: $0.message) })
        return proposed.diagnostics.filter { diagnostic in
            if let path = diagnostic.place?.path, touched.contains(path) { return true }
            return !before.contains(Known(path: diagnostic.place?.path, code: diagnostic.code, message: diagnostic.message))
        }
    }

    /// Requests that the change doesn't touch and that have to do with it: of the same users, or for entitlements that
    /// would give less. They are found by the names in them; the others are never decoded.
    private static func others(
        _ change: CheckedChange, _ proposals: [ProposedRequest], _ started: PolicySet?, _ proposed: PolicySet?, _ decoder: RequestDecoder
    ) throws -> [AccessRequest] {
        var names = Set(proposals.compactMap { $0.after.request?.user.text })
        if let started, let proposed {
            let closing = PolicyMeaning(from: started, to: proposed).entitlements.filter { change in
                change.kind == .removed || change.items.contains { $0.effect != .opens || $0.what.isStanding }
            }
            names.formUnion(closing.map(\.name.text))
        }
        return try change.unchangedRequests(holding: names.sorted()).compactMap { decoder.decode($0).value }
    }
}

extension PolicyMeaning.What {
    /// Who becomes a standing member isn't granted any more.
    fileprivate var isStanding: Bool { if case .standing = self { true } else { false } }
}
