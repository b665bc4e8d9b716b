import AccessCore

extension Snapshot {
    /// `{"heads":{…},"previous":"…","state":{…},"version":1}` and a line's end: the same snapshot is always the same text.
    ///
    /// - Parameter size: bytes that the text is likely to have, if that is known.
    package func text(reserving size: Int = 0) throws -> [UInt8] {
        var bytes = try StableJSON.bytes(of: self, reserving: size)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// Reads `state.json`.
    package init(text: [UInt8], limits: LedgerLimits = LedgerLimits()) throws(LedgerFault) {
        do {
            guard text.count <= limits.snapshot else { throw LedgerFault.Kind.limit("it has more than \(limits.snapshot) bytes") }
            var json = LedgerJSON()
            self = try json.read(Snapshot.self, from: text[...], depth: limits.depth)
        } catch {
            throw LedgerFault(LedgerFault.Kind(undecodable: error), file: Self.path)
        }
    }
}

extension Snapshot: Codable {
    private static let version = 1
    /// Of a chain that goes on: each of its numbers is exact for every reader of JSON (RFC 8259, section 6), and none is the
    /// last that there is.
    private static let numbers = 1...(1 << 53)

    private enum Key: String, CodingKey { case version, state, heads, previous }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == Self.version else {
            throw DecodingError.dataCorruptedError(forKey: .version, in: container, debugDescription: "\(version) isn't known here")
        }
        state = try container.decode(RecordedState.self, forKey: .state)
        previous = try container.decode(RecordHash.self, forKey: .previous)
        heads = [:]
        for (name, head) in try container.decode([String: ChainHead].self, forKey: .heads) {
            guard let chain = Chain(name: name), Self.numbers.contains(head.seq) else {
                throw DecodingError.dataCorruptedError(forKey: .heads, in: container, debugDescription: "no chain can be there")
            }
            heads[chain] = head
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        // In the order of the text, so that nothing is moved: the state is nearly all of it.
        try container.encode(Dictionary(uniqueKeysWithValues: heads.map { ($0.name, $1) }), forKey: .heads)
        try container.encode(previous, forKey: .previous)
        try container.encode(state, forKey: .state)
        try container.encode(Self.version, forKey: .version)
    }
}
