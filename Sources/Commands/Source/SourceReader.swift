import AccessCore
import AccessRequests
import Git
import Proving
import Reconciliation
import TimeZones

/// Reads a source branch's tip in the light of what is on record. Runs where the repository may block.
struct SourceReader {
    let repository: Repository
    let recorded: RecordedState
    let tip: ObjectID
    var trees: PolicyTrees
    var diagnostics: [Diagnostic] = []
    let believesMemory: Bool
    private let isRootGiven: Bool
    private var approvals: ApprovalReader
    /// What is known of approvals; nil where the merge alone counts.
    private var draft: ApprovalDraft?
    /// What stands beside requests, by the request's path.
    private var files: [String: [TreeEntry]] = [:]
    private var writers: ContentWriters
    private var onRecord: RecordedContents

    /// Bytes of a request's file that are read at all; what is larger is refused by the decoder in words of its own.
    static let requestLimit = 1 << 20

    /// - Parameters:
    ///   - policies: trees of `policies/` that were read already.
    ///   - branch: the source branch's name.
    ///   - believesMemory: whether the ledger is signed by a key that is pinned outside the repository.
    ///   - isRootGiven: whether somebody outside the repository named the root of trust, with which the ledger agrees.
    init(
        _ repository: Repository, tip: ObjectID, recorded: RecordedState, policies: [ObjectID: Decoded<PolicySet>] = [:],
        branch: String, believesMemory: Bool, isRootGiven: Bool, at now: Timestamp
    ) {
        (self.repository, self.tip, self.recorded) = (repository, tip, recorded)
        (self.believesMemory, self.isRootGiven) = (believesMemory, isRootGiven)
        trees = PolicyTrees(repository, read: policies)
        writers = ContentWriters(repository)
        onRecord = RecordedContents(repository, tip: tip, root: recorded.root)
        approvals = ApprovalReader(
            repository: repository, recorded: recorded, branch: branch, now: now, believesMemory: believesMemory)
    }

    mutating func read() throws -> SourceDraft {
        var base = (recorded.judged ?? recorded.genesis?.root).flatMap { ObjectID(hex: $0.text) }
        var walk = try base.map { try SourceWalk(repository, from: $0, to: tip) }
        var continues = walk?.metBase ?? false
        var (missingRoot, lacksRoot): (CommitID?, Bool) = (nil, false)
        if continues, let known = walk, let judged = base {
            // Where the ledger could be anybody's writing, so could be how far it was judged, and by which policies.
            let root = believesMemory ? judged : recorded.root ?? judged
            let whole = root == judged ? known : try SourceWalk(repository, from: root, to: tip)
            if whole.metBase {
                draft = try approvals.draft(whole, base: root, tip: tip, trees: &trees)
                if draft != nil, !believesMemory, !isRootGiven {
                    // Where proof begins is anybody's word: nothing new is accepted (P1).
                    (draft, continues, lacksRoot) = (nil, false, true)
                } else if draft != nil {
                    (base, walk) = (root, whole)
                }
            } else if try (recorded.policy?.evidence ?? [.merge]) != [.merge] || wantsWords(root)
                || approvals.draft(known, base: judged, tip: tip, trees: &trees) != nil
            {
                // People's word counts, and nothing tells which rules were accepted: nothing new is accepted (P1).
                (continues, missingRoot) = (false, CommitID(root.hex))
            }
        }
        let listed = try repository.list(repository.commit(tip).tree, under: "requests")
        let repeated = SourceFiles.repeated(listed)
        let entries = repeated.isEmpty ? listed : listed.filter { !repeated.contains($0.path) }
        var submission = Submission(tip: CommitID(tip.hex), requests: [])
        let inForce = draft == nil ? try policiesInForce(continuesHistory: continues) : InForce()
        // Local times are those of the zone in force when the run begins: a change of it counts from the next run on.
        let timezone = (draft.map { $0.start ?? $0.proposed } ?? inForce.policies)?.settings.timezone
        files = draft == nil ? [:] : approvalFiles(listed)
        submission.requests = try twice(repeated) + requests(entries, walk: continues ? walk : nil, base: base, timezone: timezone)
        submission.reviews = try reviews(entries, walk: continues ? walk : nil)
        if continues, let walk { submission.deleted = walk.deleted }
        let reading = SourceReading(
            tip: CommitID(tip.hex), continuesHistory: continues, policies: inForce.policies, policyChange: inForce.change,
            submission: submission, diagnostics: diagnostics.sorted(by: Diagnostic.inOrder), policyRefusal: inForce.refusal,
            recordTrust: trust, missingRoot: missingRoot,
            lacksRoot: lacksRoot
        )
        return SourceDraft(reading: reading, approvals: draft, recorded: recorded, tip: try tipPolicies())
    }

    /// What counts of records of requests.
    private var trust: RecordTrust {
        if believesMemory { return .whole }
        return draft == nil ? .bounded : .none
    }

    /// Whether the policies of a commit want more than the merge, where it can still be read: a ledger that is nobody's in particular
    /// can be founded anew, with a history that never wanted anything.
    private mutating func wantsWords(_ commit: ObjectID) -> Bool {
        ((try? trees.policies(at: commit)) ?? nil)?.settings.evidence.contains(.merge) == false
    }

    /// What stands beside requests, by the request's path.
    private func approvalFiles(_ entries: [TreeEntry]) -> [String: [TreeEntry]] {
        var files: [String: [TreeEntry]] = [:]
        for entry in entries where entry.kind.isRegularFile && entry.path.isWellFormed {
            let path = entry.path.text
            guard path.hasSuffix(".sig") || path.hasSuffix(".approval") else { continue }
            // Names of people and of requests may have dots themselves: whose it is is told by who reads it.
            for mark in path.ranges(of: ".yaml.") { files[path[..<mark.lowerBound] + ".yaml", default: []].append(entry) }
        }
        return files
    }

    private mutating func tipPolicies() throws -> SourceDraft.Tip {
        guard draft != nil, let tree = try trees.tree(at: tip) else { return SourceDraft.Tip(tree: nil) }
        let decoded = try trees.policies(in: tree)
        return SourceDraft.Tip(tree: TreeID(tree.hex), policies: decoded.value, diagnostics: decoded.diagnostics)
    }

    /// Requests whose name stands twice, as files with mistakes: what was granted by them stays until its end.
    private mutating func twice(_ paths: Set<TreePath>) -> [SubmittedRequest] {
        let none = BlobID(String(repeating: "0", count: tip.hex.count))
        return paths.map(\.text).sorted().compactMap { path in
            diagnostics.append(SourceFiles.twice(path))
            return RequestDecoder.id(ofPath: path).map {
                SubmittedRequest(version: RequestVersion(id: $0, path: path, blob: none), content: .broken, origin: nil)
            }
        }
    }

    /// Requests on record that stood in a folder in whose place something is that can't be read, such as a link to where they are now:
    /// it deletes them as little as it would in a file's place (P6).
    private func inReplacedFolders(_ entries: [TreeEntry]) -> [SubmittedRequest] {
        let odd = Set(entries.filter { !$0.kind.isRegularFile && $0.path.isWellFormed }.map(\.path.text))
        guard !odd.isEmpty else { return [] }
        let there = Set(entries.map(\.path.text))
        return recorded.requests.values.map(\.version).filter { version in
            !there.contains(version.path) && SourceFiles.isBelow(odd, version.path)
        }.sorted { $0.path < $1.path }.map { SubmittedRequest(version: $0, content: .broken, origin: nil) }
    }

    /// Every request's file of the tip; what the ledger knows already isn't read again, where its records count as they stand.
    private mutating func requests(
        _ entries: [TreeEntry], walk: SourceWalk?, base: ObjectID?, timezone: String?
    ) throws -> [SubmittedRequest] {
        let zone = try timezone.map { try TimeZoneRules(named: $0) } ?? .utc
        let decoder = RequestDecoder(timezone: zone)
        var requests = inReplacedFolders(entries)
        for entry in entries {
            let path = entry.path.text
            guard entry.kind.isRegularFile, entry.path.isWellFormed else {
                diagnostics.append(SourceFiles.refusal(of: entry, at: path))
                // Something else in the place of a request deletes nothing: what was granted by it stays until its end (P6). A name
                // with a slash stands in no place: the request's file may be there as well.
                if entry.path.isWellFormed, let id = RequestDecoder.id(ofPath: path) {
                    let version = RequestVersion(id: id, path: path, blob: BlobID(entry.id.hex))
                    requests.append(SubmittedRequest(version: version, content: .broken, origin: nil))
                }
                continue
            }
            guard let id = RequestDecoder.id(ofPath: path) else {
                if let odd = RequestPath(path).diagnostic(path: path) { diagnostics.append(odd) }
                continue
            }
            let version = RequestVersion(id: id, path: path, blob: BlobID(entry.id.hex))
            let record = recorded.requests[id]
            if recorded.tombstones[id] != nil || trust == .whole && record?.settles(version.blob) == true {
                requests.append(SubmittedRequest(version: version, content: .known, origin: nil))
                continue
            }
            let size = try repository.blobSize(entry.id)
            guard size <= Self.requestLimit else {
                diagnostics.append(SourceFiles.tooLarge(path, bytes: size, limit: Self.requestLimit))
                requests.append(SubmittedRequest(version: version, content: .broken, origin: nil))
                continue
            }
            let bytes = try repository.blob(entry.id, limit: Self.requestLimit)
            if trust == .bounded, let record, record.settles(version.blob) {
                let decoded = try onRecord.decode(SourceFile(path: path, bytes: bytes), of: record, decoder, timezone, &trees)
                diagnostics += decoded.diagnostics
                requests.append(
                    SubmittedRequest(version: version, content: decoded.value.map { .decoded($0) } ?? .broken, origin: nil))
                continue
            }
            let decoded = decoder.decode(SourceFile(path: path, bytes: bytes))
            diagnostics += decoded.diagnostics
            let content = decoded.value.map(SubmittedRequest.Content.decoded) ?? .broken
            var origin: Origin?
            if decoded.value != nil, let came = try self.origin(of: version, walk: walk, base: base) {
                origin = came.origin
                draft?.contents[id] = try approvals.content(
                    version, bytes: bytes, rules: came.rules, origin: (came.origin.before, came.origin.after), beside: files[path] ?? [],
                    &writers)
            }
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
            let review = SubmittedReview(
                request: id, path: path, blob: BlobID(entry.id.hex), verdict: verdict, origin: originOfReview(id, path, entry, walk))
            if let origin = review.origin {
                draft?.contents[review.version.id] = try approvals.content(
                    review.version, bytes: file.bytes, rules: .atStart, origin: (origin.before, origin.after), beside: files[path] ?? [],
                    &writers)
            }
            reviews.append(review)
        }
        return reviews
    }

    private func originOfReview(_ id: RequestID, _ path: String, _ entry: TreeEntry, _ walk: SourceWalk?) -> Origin? {
        if let step = walk?.reviews[id] {
            return Origin(before: step.before.map { CommitID($0.hex) }, after: CommitID(step.after.hex), policies: nil, mixed: step.mixed)
        }
        // Looked at before, and not approved (yet).
        guard let denial = recorded.denials[SubmittedReview.id(of: id)], denial.request.blob.text == entry.id.hex, believesMemory else {
            return nil
        }
        return Origin(before: denial.evidence.before, after: denial.evidence.after, policies: nil, mixed: false)
    }

    /// The step that brought a content in, and the policies accepted before it. Where people's word counts, those are told once
    /// all evidence is there.
    private mutating func origin(
        of version: RequestVersion, walk: SourceWalk?, base: ObjectID?
    ) throws -> (origin: Origin, rules: ApprovalDraft.Rules)? {
        let isDraft = draft != nil
        if let step = walk?.origins[version.id] {
            var policies: PolicySet?
            if !isDraft, let before = step.before { policies = try self.policies(at: before) }
            let origin = Origin(
                before: step.before.map { CommitID($0.hex) }, after: CommitID(step.after.hex), policies: policies, mixed: step.mixed,
                writers: step.before == nil ? [] : try writers.mails(of: ContentWriters.File(version), in: step.after))
            return (origin, .before(step: step.number))
        }
        // Judged before and not granted: looked at again under the policies that it came under.
        if let denial = recorded.denials[version.id], denial.request == version, !isDraft || believesMemory {
            let policies = denial.cameBeforeAnyPolicies ? nil : trees.policies(in: denial.evidence.policies)
            let origin = Origin(
                before: denial.evidence.before, after: denial.evidence.after, policies: policies, mixed: denial.mixed,
                askedBy: denial.evidence.askedBy)
            return (origin, .remembered(policies))
        }
        guard let base else { return nil }
        let policies = isDraft ? nil : try self.policies(at: base)
        return (Origin(before: nil, after: CommitID(base.hex), policies: policies, mixed: false), .atStart)
    }

    /// The policies in force at a commit: its own, or where they have mistakes those of the nearest commit before it that has
    /// none, back to the root of trust. What was accepted last may have come after it, and tells nothing about then (P1).
    private mutating func policies(at commit: ObjectID) throws -> PolicySet? {
        try trees.policies(nearest: commit, root: recorded.root)
    }
}
