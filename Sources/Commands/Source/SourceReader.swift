import AccessCore
import AccessRequests
import Git
import Reconciliation
import TimeZones

/// Reads a source branch's tip in the light of what is on record. Runs where the repository may block.
struct SourceReader {
    private let repository: Repository
    private let recorded: RecordedState
    private let tip: ObjectID
    private var trees: PolicyTrees
    /// What was in force at commits whose policies have mistakes.
    private var earlierPolicies: [ObjectID: PolicySet?] = [:]
    private var diagnostics: [Diagnostic] = []

    /// Bytes of a request's file that are read at all; what is larger is refused by the decoder in words of its own.
    static let requestLimit = 1 << 20

    /// - Parameter policies: trees of `policies/` that were read already.
    init(_ repository: Repository, tip: ObjectID, recorded: RecordedState, policies: [ObjectID: Decoded<PolicySet>] = [:]) {
        (self.repository, self.tip, self.recorded) = (repository, tip, recorded)
        trees = PolicyTrees(repository, read: policies)
    }

    mutating func read() throws -> SourceReading {
        let base = (recorded.judged ?? recorded.genesis?.root).flatMap { ObjectID(hex: $0.text) }
        let walk = try base.map { try SourceWalk(repository, from: $0, to: tip) }
        let continues = walk?.metBase ?? false
        let (policies, change) = try policiesInForce(continuesHistory: continues)
        var submission = Submission(tip: CommitID(tip.hex), requests: [])
        let entries = try repository.list(repository.commit(tip).tree, under: "requests")
        submission.requests = try requests(entries, walk: continues ? walk : nil, base: base, timezone: policies?.settings.timezone)
        submission.reviews = try reviews(entries, walk: continues ? walk : nil)
        if continues, let walk { submission.deleted = walk.deleted }
        return SourceReading(
            tip: CommitID(tip.hex), continuesHistory: continues, policies: policies, policyChange: change, submission: submission,
            diagnostics: diagnostics.sorted(by: Diagnostic.inOrder)
        )
    }

    /// The tip's policies if they are free of mistakes and the history is sound; else the last accepted ones.
    private mutating func policiesInForce(continuesHistory: Bool) throws -> (PolicySet?, LedgerEvent?) {
        let accepted = recorded.policy?.tree
        guard let tree = try trees.tree(at: tip) else {
            diagnostics.append(
                Diagnostic(
                    .error, "DP1002", "there is no policies/ folder", advice: "Add policies/settings.yaml and policies/access/.",
                    at: Place("policies"))
            )
            return (accepted.flatMap { trees.policies(in: $0) }, nil)
        }
        let decoded = try trees.policies(in: tree)
        diagnostics += decoded.diagnostics
        if let policies = decoded.value {
            if policies.tree == accepted { return (policies, nil) }
            let left = recorded.accountsLeftBehind(by: policies)
            if !left.isEmpty { return (accepted.flatMap { trees.policies(in: $0) }, refuse(policies.tree, leaving: left)) }
            if policies.entitlements.isEmpty, recorded.grants.count > 1 {
                return (accepted.flatMap { trees.policies(in: $0) }, refuseEmpty(policies.tree))
            }
            if continuesHistory { return (policies, .policyAccepted(AcceptedPolicy(policies))) }
            return (accepted.flatMap { trees.policies(in: $0) }, nil)
        }
        let mistakes = decoded.diagnostics.count { $0.severity == .error }
        let refusal = PolicyRefusal(
            tree: TreeID(tree.hex), commit: CommitID(tip.hex), reason: mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes"
        )
        if accepted != nil {
            diagnostics.append(
                Diagnostic(
                    .error, "DP1003", "policies/ has mistakes, so the policies accepted last stay in force",
                    advice: "Mend them; removals go on meanwhile.", at: Place("policies")
                )
            )
        }
        return (accepted.flatMap { trees.policies(in: $0) }, recorded.refusedPolicy == refusal.tree ? nil : .policyRefused(refusal))
    }

    /// Policies that would leave grants behind where nobody looks for them any more.
    private mutating func refuse(_ tree: TreeID, leaving accounts: [AccountName]) -> LedgerEvent? {
        let names = accounts.map(\.text).joined(separator: ", ")
        let reason = "\(names) would be another account while something granted is left in the one it is now"
        diagnostics.append(
            Diagnostic(
                .error, "DP1006", reason,
                advice: "The policies accepted last stay in force. End what is left first, or give the new account a name of its own.",
                at: Place("policies/settings.yaml")
            )
        )
        return recorded.refusedPolicy == tree ? nil : .policyRefused(PolicyRefusal(tree: tree, commit: CommitID(tip.hex), reason: reason))
    }

    /// Policies without an entitlement would take away all there is: more likely a mistake than meant.
    private mutating func refuseEmpty(_ tree: TreeID) -> LedgerEvent? {
        let reason = "there is not one entitlement left, and \(recorded.grants.count) memberships are granted"
        diagnostics.append(
            Diagnostic(
                .error, "DP1007", reason,
                advice:
                    "The policies accepted last stay in force. Put the files below policies/access/ back; if all access is meant to end, delete the requests first.",
                at: Place("policies/access"))
        )
        return recorded.refusedPolicy == tree ? nil : .policyRefused(PolicyRefusal(tree: tree, commit: CommitID(tip.hex), reason: reason))
    }

    /// Every request's file of the tip; what the ledger knows already isn't read again.
    private mutating func requests(
        _ entries: [TreeEntry], walk: SourceWalk?, base: ObjectID?, timezone: String?
    ) throws -> [SubmittedRequest] {
        let zone = try timezone.map { try TimeZoneRules(named: $0) } ?? .utc
        let decoder = RequestDecoder(timezone: zone)
        var requests: [SubmittedRequest] = []
        for entry in entries {
            let path = entry.path.text
            guard entry.kind.isRegularFile, entry.path.isWellFormed else {
                diagnostics.append(SourceFiles.refusal(of: entry, at: path))
                continue
            }
            guard let id = RequestDecoder.id(ofPath: path) else {
                if let odd = RequestPath(path).diagnostic(path: path) { diagnostics.append(odd) }
                continue
            }
            let version = RequestVersion(id: id, path: path, blob: BlobID(entry.id.hex))
            let record = recorded.requests[id]
            if recorded.tombstones[id] != nil || record?.settles(version.blob) == true {
                requests.append(SubmittedRequest(version: version, content: .known, origin: nil))
                continue
            }
            let size = try repository.blobSize(entry.id)
            guard size <= Self.requestLimit else {
                diagnostics.append(SourceFiles.tooLarge(path, bytes: size, limit: Self.requestLimit))
                requests.append(SubmittedRequest(version: version, content: .broken, origin: nil))
                continue
            }
            let decoded = decoder.decode(SourceFile(path: path, bytes: try repository.blob(entry.id, limit: Self.requestLimit)))
            diagnostics += decoded.diagnostics
            let content = decoded.value.map(SubmittedRequest.Content.decoded) ?? .broken
            let origin = decoded.value == nil ? nil : try origin(of: version, walk: walk, base: base)
            requests.append(SubmittedRequest(version: version, content: content, origin: origin))
        }
        return requests
    }

    /// Reviews of emergencies that aren't on record as they are.
    private mutating func reviews(_ entries: [TreeEntry], walk: SourceWalk?) throws -> [SubmittedReview] {
        var reviews: [SubmittedReview] = []
        for entry in entries {
            let path = entry.path.text
            guard case .review(let id) = RequestPath(path), entry.kind.isRegularFile, entry.path.isWellFormed,
                recorded.emergencies[id]?.review?.blob.text != entry.id.hex
            else { continue }
            guard case .file(let file) = try SourceFiles.read(entry, at: path, limit: Self.requestLimit, from: repository) else {
                diagnostics.append(SourceFiles.tooLarge(path, bytes: try repository.blobSize(entry.id), limit: Self.requestLimit))
                continue
            }
            let decoded = ReviewDecoder().decode(file)
            diagnostics += decoded.diagnostics
            guard let verdict = decoded.value else { continue }
            let origin = walk?.reviews[id].map { step in
                Origin(before: step.before.map { CommitID($0.hex) }, after: CommitID(step.after.hex), policies: nil, mixed: step.mixed)
            }
            reviews.append(SubmittedReview(request: id, path: path, blob: BlobID(entry.id.hex), verdict: verdict, origin: origin))
        }
        return reviews
    }

    /// The step that brought a content in, and the policies accepted before it.
    private mutating func origin(of version: RequestVersion, walk: SourceWalk?, base: ObjectID?) throws -> Origin? {
        if let step = walk?.origins[version.id] {
            return Origin(
                before: step.before.map { CommitID($0.hex) }, after: CommitID(step.after.hex),
                policies: try step.before.flatMap { try policies(at: $0) }, mixed: step.mixed
            )
        }
        // Judged before and not granted: looked at again under the policies that it came under.
        if let denial = recorded.denials[version.id], denial.request == version {
            let policies = denial.cameBeforeAnyPolicies ? nil : trees.policies(in: denial.evidence.policies)
            return Origin(before: denial.evidence.before, after: denial.evidence.after, policies: policies, mixed: denial.mixed)
        }
        guard let base else { return nil }
        return Origin(before: nil, after: CommitID(base.hex), policies: try policies(at: base), mixed: false)
    }

    /// The policies in force at a commit: its own, or where they have mistakes those of the nearest commit before it that has
    /// none, back to the root of trust. What was accepted last may have come after it, and tells nothing about then (P1).
    private mutating func policies(at commit: ObjectID) throws -> PolicySet? {
        if let policies = try trees.policies(at: commit) { return policies }
        if let known = earlierPolicies[commit] { return known }
        let root = recorded.genesis.flatMap { ObjectID(hex: $0.root.text) }
        let changes = try repository.history(of: ["policies"], from: commit, downTo: root).steps.map(\.commit.id)
        var found: PolicySet?
        for earlier in changes.reversed() + [root].compactMap(\.self) where found == nil { found = try trees.policies(at: earlier) }
        earlierPolicies[commit] = .some(found)
        return found
    }
}
