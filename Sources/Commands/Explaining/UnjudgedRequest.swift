import AccessCore
import AccessRequests
import Cryptography
import Git
import Reports
import TimeZones

/// What `daypass check` says of one request that no run has judged.
struct UnjudgedRequest {
    private let repository: Repository
    private let tip: ObjectID?
    private let recorded: RecordedState
    private let policies: PolicySet?
    private let now: Timestamp

    /// - Parameter tip: the source branch's; nil if it can't be read.
    init(_ repository: Repository, tip: ObjectID?, recorded: RecordedState, at now: Timestamp) throws {
        (self.repository, self.tip, self.recorded, self.now) = (repository, tip, recorded, now)
        var trees = PolicyTrees(repository)
        let accepted = recorded.policy.flatMap { trees.policies(in: $0.tree) }
        policies = try accepted ?? tip.flatMap { try trees.policies(at: $0) }
    }

    /// Of a file of the source branch.
    func check(_ entry: TreeEntry, _ id: RequestID) throws -> CheckReport {
        let path = entry.path.text
        switch try SourceFiles.read(entry, at: path, limit: PolicyTrees.fileLimit, from: repository) {
        case .file(let file): return try report(file, id, source: tip.map { CommitID($0.hex) }, blob: BlobID(entry.id.hex))
        case .refused(let diagnostic):
            return CheckReport(source: tip.map { CommitID($0.hex) }, requests: 1, policies: 0, diagnostics: [diagnostic])
        }
    }

    /// Of a file of the work tree.
    func check(_ file: SourceFile, _ id: RequestID) throws -> CheckReport { try report(file, id, source: nil, blob: nil) }

    private func report(_ file: SourceFile, _ id: RequestID, source: CommitID?, blob: BlobID?) throws -> CheckReport {
        let decoder = RequestDecoder(timezone: policies.flatMap { try? TimeZoneRules(named: $0.settings.timezone) } ?? .utc)
        let decoded = decoder.decode(file)
        let record = recorded.requests[id]
        let proposed = ProposedRequest(
            id: id, path: file.path, before: try before(record, decoder), after: decoded.value.map { .request($0) } ?? .broken,
            blobs: (record?.version.blob, blob), sha256: SHA256.hash(file.bytes).hex)
        let others = try decoded.value.map { try self.others(of: $0, except: file.path, decoder) } ?? []
        let meaning = ChangeMeaning(ChangeMeaning.Input(requests: [proposed], accepted: policies, others: others, now: now))
        var diagnostics = decoded.diagnostics + meaning.diagnostics
        if policies == nil { diagnostics.append(Refusal.noPolicies.diagnostic(at: Place("policies"))) }
        return CheckReport(
            repository: policies?.settings.repository, source: source, requests: 1, policies: 0,
            diagnostics: Diagnostic.unique(diagnostics), meaning: meaning)
    }

    /// The content that is in force, if it can be read.
    private func before(_ record: RecordedRequest?, _ decoder: RequestDecoder) throws -> ProposedRequest.Side {
        guard let record, let blob = ObjectID(hex: record.version.blob.text),
            let bytes = try? repository.blob(blob, limit: PolicyTrees.fileLimit)
        else { return .absent }
        return decoder.decode(SourceFile(path: record.version.path, bytes: bytes)).value.map { .request($0) } ?? .broken
    }

    /// Requests of the branch for the same user.
    private func others(of request: AccessRequest, except path: String, _ decoder: RequestDecoder) throws -> [AccessRequest] {
        guard let tip else { return [] }
        let unchanged = UnchangedRequests(repository) { [repository] in
            try repository.list(repository.commit(tip).tree, under: "requests").filter { $0.path.text != path }
        }
        return try unchanged.search(for: [Array(request.user.text.utf8)]).compactMap { decoder.decode($0).value }
    }
}
