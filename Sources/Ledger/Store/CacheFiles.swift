/// The small files that a runner keeps of its own, beside its copy of the repository.
package protocol CacheFiles: Sendable {
    /// Nil if there is no such file.
    ///
    /// - Throws: `LedgerFault` for more than `limit` bytes.
    func read(_ name: String, limit: Int) throws -> [UInt8]?

    /// Whether the file is there and ends in these bytes.
    func ends(_ name: String, with end: [UInt8]) -> Bool

    /// Replaces or makes the file: after a crash it is what it was before, or what it is now.
    func replace(_ name: String, with bytes: [UInt8]) throws

    /// Takes the file away, if it is there.
    func remove(_ name: String) throws

    /// Where a file is, for people.
    func place(of name: String) -> String
}

/// A folder on this machine.
package struct CacheFolder: CacheFiles {
    private let path: String

    package init(_ path: String) { self.path = path }

    package func read(_ name: String, limit: Int) throws -> [UInt8]? { try DurableFile.read(place(of: name), limit: limit) }

    package func ends(_ name: String, with end: [UInt8]) -> Bool { DurableFile.ends(place(of: name), with: end) }

    package func replace(_ name: String, with bytes: [UInt8]) throws { try DurableFile.replace(place(of: name), with: bytes) }

    package func remove(_ name: String) throws { try DurableFile.remove(place(of: name)) }

    package func place(of name: String) -> String { "\(path)/\(name)" }
}
