import AccessCore
package import Reconciliation

/// The state that was seen last, as a file of its own: `{"snapshot":<state.json>,"tip":"…"}`. `expire` needs nothing else.
package struct KnownState: Sendable {
    /// The file's name in the cache.
    package static let file = "state.json"
    private let cache: any CacheFiles
    private let name: String
    private let limits: LedgerLimits

    /// - Parameter name: another file's to read, which somebody kept.
    package init(in cache: any CacheFiles, named name: String = Self.file, limits: LedgerLimits = LedgerLimits()) {
        (self.cache, self.name, self.limits) = (cache, name, limits)
    }

    /// Reads the file, or a plain `state.json` that somebody took from the branch (its tip is unknown then: forty zeros).
    ///
    /// - Returns: nil if there is no such file.
    /// - Throws: `LedgerFault` for one that can't be read.
    package func read() throws -> LedgerView? { try readSnapshot().map { LedgerView(tip: $0.tip, state: $0.snapshot.state) } }

    /// As `read`, with where the chains went on.
    func readSnapshot() throws -> (tip: CommitID, snapshot: Snapshot)? {
        // A little more than a snapshot's limit, for what is around it.
        guard let bytes = try cache.read(name, limit: limits.snapshot + 1024) else { return nil }
        do {
            var json = LedgerJSON()
            let form = try json.read(Form.self, from: bytes[...], depth: limits.depth)
            return (form.tip, form.snapshot)
        } catch {
            throw LedgerFault(LedgerFault.Kind(undecodable: error), file: cache.place(of: name))
        }
    }

    /// Replaces the file, unless it is of this commit already.
    ///
    /// - Parameters:
    ///   - text: the snapshot's.
    ///   - isAtHand: whether the text costs nothing: then every byte of the file is looked at, else only its end. A power
    ///     cut can leave anything in between.
    func write(_ text: @autoclosure () throws -> [UInt8], at tip: CommitID, isAtHand: Bool = false) throws {
        let end = Array(",\"tip\":\"\(tip)\"}\n".utf8)
        let isOfTip = cache.ends(Self.file, with: end)
        if isOfTip, !isAtHand { return }
        var bytes = Array("{\"snapshot\":".utf8)
        let text = try text()
        bytes += text[..<(text.count - 1)]
        bytes += end
        if isOfTip, (try? cache.read(Self.file, limit: bytes.count)) == bytes { return }
        try cache.replace(Self.file, with: bytes)
    }

    private struct Form: Decodable {
        let tip: CommitID
        let snapshot: Snapshot

        private enum Key: String, CodingKey { case tip, snapshot }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            if container.contains(.snapshot) {
                tip = try container.decode(CommitID.self, forKey: .tip)
                snapshot = try container.decode(Snapshot.self, forKey: .snapshot)
            } else {
                tip = CommitID(String(repeating: "0", count: 40))
                snapshot = try Snapshot(from: decoder)
            }
        }
    }
}
