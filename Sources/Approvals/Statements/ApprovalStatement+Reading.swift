import AccessCore
import Cryptography

extension ApprovalStatement {
    /// Bytes of a statement's text that are read: its longest lines fit, a comment of four bytes a character included.
    package static let textLimit = 4096

    /// Reads a statement from its text, and nothing else: all lines in their order, each as it would be written.
    package init(text: some Collection<UInt8>) throws(StatementFault) {
        guard text.count <= Self.textLimit else { throw .tooLong(Self.textLimit) }
        guard String(validating: text, as: UTF8.self) != nil else { throw .notText }
        var reader = StatementReader(text)
        switch reader.title() {
        case Self.requestTitle:
            let repository = try reader.required(.repository)
            let path = try reader.required(.path)
            guard let digest = SHA256Digest(hex: try reader.required(.sha256)) else { throw StatementLine.sha256.fault }
            let until = try reader.time(.until)
            let comment = try reader.optional(.comment)
            try self.init(repository: repository, path: path, sha256: digest, until: until, comment: comment)
        case Self.policiesTitle:
            let repository = try reader.required(.repository)
            try self.init(repository: repository, policies: TreeID(try reader.required(.tree)))
        default: throw .title
        }
        // The reader has seen to each line; this sees to all of it, whatever the reader let pass.
        guard reader.isAtEnd, self.text.utf8.elementsEqual(text) else { throw .ending }
    }
}

/// Takes a statement's lines off one after the other. Lines are bytes: what Swift takes for one character may be several.
private struct StatementReader {
    private var rest: ArraySlice<UInt8>
    private var number = 0

    init(_ text: some Collection<UInt8>) { rest = ArraySlice(text) }

    var isAtEnd: Bool { rest.isEmpty }

    /// The line that comes next, if it ends.
    private var next: ArraySlice<UInt8>? { rest.firstIndex(of: 0x0A).map { rest[..<$0] } }

    private mutating func take(_ line: ArraySlice<UInt8>) {
        rest = rest.dropFirst(line.count + 1)
        number += 1
    }

    mutating func title() -> String? {
        guard let line = next else { return nil }
        take(line)
        return String(decoding: line, as: UTF8.self)
    }

    mutating func required(_ line: StatementLine) throws(StatementFault) -> String {
        guard let value = try optional(line) else { throw .line(number + 1, expected: line.beginning) }
        return value
    }

    /// Nil if another line stands there, or none.
    mutating func optional(_ line: StatementLine) throws(StatementFault) -> String? {
        guard let bytes = next, bytes.starts(with: line.beginning.utf8) else { return nil }
        take(bytes)
        let value = String(decoding: bytes.dropFirst(line.beginning.utf8.count), as: UTF8.self)
        try line.check(value)
        return value
    }

    mutating func time(_ line: StatementLine) throws(StatementFault) -> Timestamp? {
        guard let text = try optional(line) else { return nil }
        guard let time = Timestamp(text), time.description.utf8.elementsEqual(text.utf8) else { throw line.fault }
        return time
    }
}
