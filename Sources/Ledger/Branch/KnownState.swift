import AccessCore
package import Reconciliation

/// The state that was seen last, as a file of its own: `{"snapshot":<state.json>,"tip":"…"}`. `expire` needs nothing else.
package struct KnownState: Hashable, Sendable {
    package let path: String
    private let limits: LedgerLimits

    /// The file of a cache.
    package init(in cache: String, limits: LedgerLimits = LedgerLimits()) { self.init(at: cache + "/state.json", limits: limits) }

    package init(at path: String, limits: LedgerLimits = LedgerLimits()) { (self.path, self.limits) = (path, limits) }

    /// Reads the file, or a plain `state.json` that somebody took from the branch (its tip is unknown then: forty zeros).
    ///
    /// - Returns: nil if there is no such file.
    /// - Throws: `LedgerFault` for one that can't be read.
    package func read() throws -> LedgerView? {
        // A little more than a snapshot's limit, for what is around it.
        guard let bytes = try DurableFile.read(path, limit: limits.snapshot + 1024) else { return nil }
        do {
            var json = LedgerJSON()
            let form = try json.read(Form.self, from: bytes[...], depth: limits.depth)
            return LedgerView(tip: form.tip, state: form.snapshot.state)
        } catch {
            throw LedgerFault(LedgerFault.Kind(undecodable: error), file: path)
        }
    }

    /// Replaces the file, unless it is of this commit already.
    ///
    /// - Parameter text: the snapshot's.
    func write(_ text: @autoclosure () throws -> [UInt8], at tip: CommitID) throws {
        let end = Array(",\"tip\":\"\(tip)\"}\n".utf8)
        if DurableFile.ends(path, with: end) { return }
        var bytes = Array("{\"snapshot\":".utf8)
        let text = try text()
        bytes += text[..<(text.count - 1)]
        bytes += end
        try DurableFile.replace(path, with: bytes)
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
