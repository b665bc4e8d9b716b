import AccessCore
import AccessRequests
import Git
import Ledger
import Reconciliation
import Reports
import TimeZones

/// Reads what is known of a request: the ledger's records, and its file on the source branch.
struct StoryReading {
    let place: Workplace
    let view: LedgerView
    /// The source branch's tip; nil if it can't be read.
    let tip: ObjectID?

    init(_ place: Workplace) async throws {
        self.place = place
        view = try await place.repositories.open()
        tip = await place.repositories.tip
    }

    /// By whose clocks times are told: the policies in force, else those of the source branch; nil if neither can be read.
    func timezone() async -> String? {
        if let known = view.state.policy?.timezone { return known }
        guard let tip else { return nil }
        return try? await place.repositories.withRepository { repository in
            var trees = PolicyTrees(repository)
            return try trees.policies(at: tip)?.settings.timezone
        }
    }

    /// - Parameter text: as somebody names a request.
    /// - Returns: its story, and what `check` says of a content that no run has judged.
    func story(of text: String) async throws -> (story: RequestStory, check: CheckReport?) {
        let onBranch = try await branch()
        let drafts = workTree()
        let state = view.state
        let recorded = Set(state.requests.keys).union(state.tombstones.keys).union(state.denials.keys).union(state.emergencies.keys)
        // What is known of the review of an emergency stands under its request.
        let known = recorded.filter { !$0.text.hasSuffix(".review") }
        let id = try RequestSearch(known: known.union(onBranch.keys).union(drafts.keys)).request(text)
        let entries = try await records(of: id)
        let file: RequestStory.File = tip == nil ? .unknown : onBranch[id].map { .content(BlobID($0.id.hex)) } ?? .absent
        let input = try await input(id, file, entries)
        let story = RequestStory(input)
        if story.isUnjudged, let entry = onBranch[id] {
            return (
                story,
                try await place.repositories.withRepository { [tip, view] repository in
                    try UnjudgedRequest(repository, tip: tip, recorded: view.state, at: input.now).check(entry, id)
                }
            )
        }
        if !recorded.contains(id), onBranch[id] == nil, let draft = drafts[id] {
            return (
                story,
                try await place.repositories.withRepository { [tip, view] repository in
                    try UnjudgedRequest(repository, tip: tip, recorded: view.state, at: input.now).check(draft, id)
                }
            )
        }
        return (story, nil)
    }

    /// The source branch's requests.
    private func branch() async throws -> [RequestID: TreeEntry] {
        guard let tip else { return [:] }
        return try await place.repositories.withRepository { repository in
            let entries = try repository.list(repository.commit(tip).tree, under: "requests")
            let requests = entries.filter { $0.kind.isRegularFile && $0.path.isWellFormed }.compactMap { entry in
                RequestDecoder.id(ofPath: entry.path.text).map { ($0, entry) }
            }
            return Dictionary(requests) { first, _ in first }
        }
    }

    /// Requests of the work tree, if the repository is one on this machine. They only help where nothing else is known.
    private func workTree() -> [RequestID: SourceFile] {
        guard case .local(let path) = place.options.source else { return [:] }
        let top = path.hasSuffix("/.git/") ? String(path.dropLast("/.git/".count)) : path
        let files = FolderFiles(top)
        let entries = (try? files.list("requests")) ?? []
        let read = entries.compactMap { entry -> (RequestID, SourceFile)? in
            guard case .file = entry.kind, let id = RequestDecoder.id(ofPath: entry.path),
                let bytes = try? files.read(entry.path, limit: PolicyTrees.fileLimit)
            else { return nil }
            return (id, SourceFile(path: entry.path, bytes: bytes))
        }
        return Dictionary(read) { first, _ in first }
    }

    /// Records of the request's story, by time.
    private func records(of id: RequestID) async throws -> [LedgerEntry] {
        guard let tip = ObjectID(hex: view.tip.text) else { return [] }
        do {
            return try await place.repositories.withRepository { repository in
                let found = try LedgerQuery(request: id).records(at: tip, in: repository) { $0.event.kind == .inferred }
                return StoryRecords.about(id, among: found.map(\.record.entry))
            }
        } catch let fault as LedgerFault {
            throw CommandFailure("the ledger can't be read: \(fault)", advice: "Run daypass audit verify to see where it is damaged.")
        }
    }

    /// Reads policies, contents and steps that the records name, as far as they are to be had.
    private func input(_ id: RequestID, _ file: RequestStory.File, _ entries: [LedgerEntry]) async throws -> RequestStory.Input {
        var trees = Set([view.state.policy?.tree].compactMap(\.self))
        var blobs: [BlobID: String] = [:]
        var steps: Set<CommitID> = []
        for (request, evidence) in entries.compactMap(\.judged) {
            trees.insert(evidence.policies)
            steps.insert(evidence.after)
            blobs[request.blob] = request.path
        }
        if case .content(let blob) = file { blobs[blob] = blobs[blob] ?? "requests/\(id).yaml" }
        let (zone, found) = (view.state.policy?.timezone, (trees, blobs, steps))
        var input = RequestStory.Input(
            id: id, file: file, entries: entries, state: view.state, ledger: view.tip, now: place.clock.now())
        (input.policies, input.requests, input.parents) = try await place.repositories.withRepository { repository in
            let (trees, blobs, steps) = found
            var reader = PolicyTrees(repository)
            var policies: [TreeID: PolicySet] = [:]
            for tree in trees { policies[tree] = reader.policies(in: tree) }
            let decoder = RequestDecoder(timezone: zone.flatMap { try? TimeZoneRules(named: $0) } ?? .utc)
            var requests: [BlobID: AccessRequest] = [:]
            for (blob, path) in blobs {
                guard let object = ObjectID(hex: blob.text), let bytes = try? repository.blob(object, limit: PolicyTrees.fileLimit) else {
                    continue
                }
                requests[blob] = decoder.decode(SourceFile(path: path, bytes: bytes)).value
            }
            var parents: [CommitID: Int] = [:]
            for step in steps {
                parents[step] = ObjectID(hex: step.text).flatMap { try? repository.commit($0).parents.count }
            }
            return (policies, requests, parents)
        }
        return input
    }
}

extension LedgerEntry {
    /// The content that it judges, and by what.
    fileprivate var judged: (RequestVersion, Evidence)? {
        switch event {
        case .accepted(let value): (value.request, value.evidence)
        case .denied(let value): (value.request, value.evidence)
        default: nil
        }
    }
}
