import AccessCore
import Git

/// The part of a bundle that comes from the source history: what people wrote, and where it stood.
struct EvidenceSource {
    private let repository: Repository
    private let most: EvidenceLimits
    private let withholding: ([UInt8]) -> String?
    private(set) var objects: EvidenceObjects
    private(set) var missing: [ObjectID: String] = [:]
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var texts = 0

    init(_ repository: Repository, _ objects: EvidenceObjects, _ most: EvidenceLimits, withholding: @escaping ([UInt8]) -> String?) {
        (self.repository, self.objects, self.most, self.withholding) = (repository, objects, most, withholding)
    }

    mutating func prove(_ events: [LedgerEvent]) throws {
        var lines: Set<String> = []
        var blobs: Set<ObjectID> = []
        for event in events {
            guard let (request, evidence) = event.source, let blob = ObjectID(hex: request.blob.text) else { continue }
            let path = CommitMessage.oneLine(request.path)
            if blobs.insert(blob).inserted { try add(text: blob, path) }
            guard let evidence, let after = ObjectID(hex: evidence.after.text) else { continue }
            let before = evidence.before.flatMap { ObjectID(hex: $0.text) }
            try add(wayTo: request.path, at: after)
            if let before { try add(wayTo: request.path, at: before) }
            lines.insert("\(blob) \(after) \(before?.hex ?? "-") \(path)\n")
        }
        files["requests.list"] = Array(lines.sorted().joined().utf8)
        files["missing.list"] = Array(missing.sorted { $0.key < $1.key }.map { "\($0) \($1)\n" }.joined().utf8)
    }

    private mutating func add(text blob: ObjectID, _ path: String) throws {
        try attempt(blob, "the text of \(path)") { source throws in
            let text = try source.repository.blob(blob, limit: source.most.text)
            if let why = source.withholding(text) { throw Withheld(why: why) }
            try source.objects.add(blob)
            source.texts += 1
        }
    }

    /// A commit's message is what people wrote, too.
    private mutating func add(wayTo path: String, at commit: ObjectID) throws {
        guard missing[commit] == nil else { return }
        try attempt(commit, "a commit of the source branch") { source throws in
            let object = try source.repository.raw(commit, limit: source.most.text)
            if let why = source.withholding(object.bytes) { throw Withheld(why: why) }
            _ = try source.objects.add(wayTo: path, at: commit)
        }
    }

    private struct Withheld: Error { let why: String }

    /// What the source history lacks is told, and no reason to fail: branches are cleaned up, and histories rewritten.
    private mutating func attempt(_ id: ObjectID, _ what: String, _ body: (inout Self) throws -> Void) throws {
        do { try body(&self) } catch let withheld as Withheld {
            missing[id] = "\(what): left out, because it holds what looks like \(withheld.why)"
        } catch let failure as GitFailure {
            let why = failure.kind == .notFound ? "it isn't in the repository" : "git can't read it, \(failure.message)"
            missing[id] = CommitMessage.oneLine("\(what): \(why)")
        }
    }
}

extension LedgerEvent {
    /// The request that a record is about, and what proves how it came in.
    fileprivate var source: (RequestVersion, Evidence?)? {
        switch self {
        case .accepted(let value): (value.request, value.evidence)
        case .denied(let value): (value.request, value.evidence)
        case .ended(let value): (value.request, nil)
        case .reviewed(let value): (value.request, nil)
        default: nil
        }
    }
}
