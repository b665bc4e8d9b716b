import AccessCore
import AccessRequests
import Git
import TimeZones

/// Reads again what the ledger has on record of requests, where it could be anybody's writing though a merge is enough: their records
/// count no further than what was merged asks for.
struct RecordedContents {
    private let repository: Repository
    private let tip: ObjectID
    private let root: ObjectID?
    /// Names of the time zones that the branch's settings ever had; nil until somebody asks.
    private var zones: [String]?

    /// - Parameter root: the root of trust, if it is known.
    init(_ repository: Repository, tip: ObjectID, root: ObjectID?) { (self.repository, self.tip, self.root) = (repository, tip, root) }

    /// A content as the record of it has to be read. Local times may have been those of another zone when it was accepted, and its
    /// window stands since then: of the zones that the branch ever had that one counts which leaves the most of it.
    ///
    /// - Parameters:
    ///   - decoder: reads local times in the zone of now.
    ///   - zone: that zone's name; nil if no policies say one.
    /// - Returns: what speaks against it is said only where it can't be read at all: whatever else there was to say has been said.
    mutating func decode(
        _ file: SourceFile, of record: RecordedRequest, _ decoder: RequestDecoder, _ zone: String?, _ trees: inout PolicyTrees
    ) throws -> Decoded<AccessRequest> {
        var decoded = decoder.decode(file)
        var best = decoded.value
        if best.flatMap(record.window(askedBy:)) != record.window {
            for name in try names(&trees) where name != zone {
                guard let rules = try? TimeZoneRules(named: name), let other = RequestDecoder(timezone: rules).decode(file).value else {
                    continue
                }
                if best == nil || record.leaves(other) > record.leaves(best) { best = other }
            }
        }
        if best != nil { (decoded.value, decoded.diagnostics) = (best, []) }
        return decoded
    }

    /// The zones along first parents, from the root on. What a record says of policies isn't asked: anybody could have written that.
    private mutating func names(_ trees: inout PolicyTrees) throws -> [String] {
        if let zones { return zones }
        var read: Set<ObjectID> = []
        var found: [String] = []
        for commit in try trees.changes(upTo: tip, root: root).reversed() {
            // Settings that came with mistakes elsewhere are known once those are mended.
            guard let tree = try? repository.commit(commit).tree,
                let settings = try repository.entry(at: "policies/settings.yaml", in: tree)?.id, !read.contains(settings),
                let zone = try trees.policies(at: commit)?.settings.timezone
            else { continue }
            read.insert(settings)
            if !found.contains(zone) { found.append(zone) }
        }
        zones = found
        return found
    }
}

extension RecordedRequest {
    /// How much of its window a content leaves.
    fileprivate func leaves(_ request: AccessRequest?) -> Duration { request.flatMap(window(askedBy:))?.length ?? .zero }
}
