import Git

/// Git's objects that prove where something stands: commits, and the folders from a commit's root down to a path.
struct EvidenceObjects {
    private let repository: Repository
    private let limits: LedgerLimits
    private let most: EvidenceLimits
    private(set) var found: [ObjectID: RawObject] = [:]
    private var bytes = 0

    init(_ repository: Repository, _ limits: LedgerLimits, _ most: EvidenceLimits) {
        (self.repository, self.limits, self.most) = (repository, limits, most)
    }

    /// Takes an object in.
    mutating func add(_ id: ObjectID) throws { try add(id, limit: limits.file) }

    @discardableResult
    mutating func add(_ id: ObjectID, limit: Int) throws -> RawObject {
        if let known = found[id] { return known }
        let object = try repository.raw(id, limit: limit)
        bytes += object.bytes.count
        guard bytes <= most.bytes, found.count < most.files else { throw TooLarge() }
        found[id] = object
        return object
    }

    /// A bundle would be larger than anybody can check.
    struct TooLarge: Error {}

    /// Takes in a commit and the folders on the way to a path, as far as there are any.
    ///
    /// - Returns: what stands at the path, which isn't taken in.
    mutating func add(wayTo path: String, at commit: ObjectID) throws -> ObjectID? {
        try add(commit)
        let tree = try repository.commit(commit).tree
        try add(tree)
        for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") {
            let folder = String(decoding: path.utf8.prefix(index), as: UTF8.self)
            guard let entry = try repository.entry(at: folder, in: tree), entry.kind == .tree else { return nil }
            try add(entry.id)
        }
        return try repository.entry(at: path, in: tree)?.id
    }
}
