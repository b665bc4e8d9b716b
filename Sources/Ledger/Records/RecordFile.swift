import AccessCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of records, one a line: JSON Lines.
package struct RecordFile: Hashable, Sendable {
    package let path: String
    /// Each line with its end.
    package let bytes: [UInt8]
}

/// A record with the bytes it was read from.
package struct RecordLine: Hashable, Sendable {
    package let record: Record
    package let hash: RecordHash
    /// The line's number in its file, from 1.
    package let number: Int
    /// The JSON as it stands in the file, without the line's end.
    package let text: ArraySlice<UInt8>
}

extension RecordFile {
    /// A record's line, without its end. The order of keys is stable.
    static func line(of record: Record) throws -> [UInt8] { try StableJSON.bytes(of: record) }

    /// Reads a file's records; whether they continue a chain isn't looked at.
    ///
    /// - Parameter strictly: whether each line must be, to the byte, what is written of what was read from it: so that nobody
    ///   reads anything else in it, and its sentence says what the record does.
    package static func records(
        in bytes: [UInt8], at path: String, limits: LedgerLimits, strictly: Bool = false
    ) throws(LedgerFault) -> [RecordLine] {
        guard let chain = RecordPath.chain(of: path) else { throw LedgerFault(.strayFile, file: path) }
        guard bytes.last == newline else { throw LedgerFault(bytes.isEmpty ? .empty : .cutShort, file: path) }
        var json = LedgerJSON(comparing: strictly)
        var records: [RecordLine] = []
        var rest = bytes[...]
        while let end = lineEnd(in: rest) {
            let line = rest[..<end]
            let number = records.count + 1
            let record: Record
            do {
                guard line.count <= limits.line else { throw LedgerFault.Kind.limit("a record has more than \(limits.line) bytes") }
                // Nothing that is plain and within these limits is refused by its shape.
                record = try json.read(Record.self, from: line, depth: limits.depth, keys: limits.keys) {
                    try JSONShape.check(line, limits)
                }
            } catch {
                throw LedgerFault(LedgerFault.Kind(undecodable: error), file: path, line: number)
            }
            guard chain.holds(record.entry.account) else {
                throw LedgerFault(.wrongChain(record.entry.account), file: path, line: number, record: RecordName(chain, record.seq))
            }
            if strictly, !json.isAsWritten, let kind = difference(of: line, from: record) {
                throw LedgerFault(kind, file: path, line: number, record: RecordName(chain, record.seq))
            }
            records.append(RecordLine(record: record, hash: RecordHash(of: line), number: number, text: line))
            rest = rest[rest.index(after: end)...]
        }
        return records
    }

    /// Why a line isn't what is written of the record that was read from it; nil if it is.
    private static func difference(of line: ArraySlice<UInt8>, from record: Record) -> LedgerFault.Kind? {
        guard let written = try? Self.line(of: record) else { return .form }
        if written.elementsEqual(line) { return nil }
        var json = LedgerJSON()
        let said = (try? json.read(Said.self, from: line, depth: LedgerLimits().depth))?.sentence
        return said == record.entry.sentence ? .form : .sentence(expected: record.entry.sentence)
    }

    private struct Said: Decodable { var sentence: String? }

    private static func lineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { text -> Int? in
            guard let start = text.baseAddress, let found = memchr(start, Int32(newline), text.count) else { return nil }
            return bytes.startIndex + (UnsafeRawPointer(found) - start)
        }
    }

    static let newline = UInt8(ascii: "\n")
}
