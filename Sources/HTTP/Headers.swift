/// Header fields in the order in which they were added or received. Names compare without regard to case.
package struct Headers: Sendable, Hashable, RandomAccessCollection, ExpressibleByDictionaryLiteral, SecretBearing {
    private var fields: [Header]

    package init(_ fields: [Header] = []) { self.fields = fields }

    package init(_ fields: [(String, String)]) { self.fields = fields.map { Header($0, $1) } }

    package init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }

    package var startIndex: Int { fields.startIndex }
    package var endIndex: Int { fields.endIndex }
    package subscript(position: Int) -> Header { fields[position] }

    /// The first value under that name. Setting it takes the place of all values under the name, where the first one
    /// stood; setting nil removes them.
    package subscript(name: String) -> String? {
        get { fields.first { Self.equal($0.name, name) }?.value }
        set {
            let place = fields.firstIndex { Self.equal($0.name, name) }
            fields.removeAll { Self.equal($0.name, name) }
            if let newValue { fields.insert(Header(name, newValue), at: place ?? fields.endIndex) }
        }
    }

    /// All values under that name, in order.
    package func values(_ name: String) -> [String] {
        fields.filter { Self.equal($0.name, name) }.map(\.value)
    }

    package mutating func add(_ name: String, _ value: String, isSensitive: Bool = false) {
        fields.append(Header(name, value, isSensitive: isSensitive))
    }

    /// Obsolete line folding (RFC 9112, 5.2): the line goes on with what the last one said.
    mutating func continueLast(with more: String) {
        guard let last = fields.popLast() else { return }
        fields.append(Header(last.name, last.value + " " + more, isSensitive: last.isSensitive))
    }

    package var description: String { "[\(fields.map(\.description).joined(separator: ", "))]" }

    private static func equal(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).allSatisfy { lowered($0) == lowered($1) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
