import Git

/// What reading a ledger may cost. Whoever can write to the branch could put anything there.
package struct LedgerLimits: Hashable, Sendable {
    /// Bytes of one record. The largest are accepted policies: a fence of 5,000 groups is about 1 MB.
    package var line: Int
    /// Bytes of one file of records: a run that ends some thousands of requests at once.
    package var file: Int
    /// Bytes of `state.json`: about 600 a request, so this is some 200,000 requests.
    package var snapshot: Int
    /// Objects and lists inside each other. Records use 6.
    package var depth: Int
    /// Keys of one object of a record. IAM allows 50 tags a user, which is the most that stands in one.
    package var keys: Int
    /// Commits of the branch: a run every five minutes that changes something each time makes 210,000 a year.
    package var commits: Int
    /// Files and folders looked at in one tree: a file a run and account, for years.
    package var entries: Int
    /// Signatures that one run checks, of commits that came since it looked last: each is a tenth of a millisecond, and
    /// this is a year of a run every five minutes.
    package var signatures: Int

    package init(
        line: Int = 16 << 20, file: Int = 64 << 20, snapshot: Int = 128 << 20, depth: Int = 32, keys: Int = 256,
        commits: Int = 2_000_000, entries: Int = 4_000_000, signatures: Int = 250_000
    ) {
        (self.line, self.file, self.snapshot) = (line, file, snapshot)
        (self.depth, self.keys, self.commits, self.entries, self.signatures) = (depth, keys, commits, entries, signatures)
    }

    /// Of a listing of all records' files. Their paths are no longer than 117 bytes (`RecordPath`).
    var listing: TreeLimits { TreeLimits(entries: entries, path: 256, bytes: entries * 256) }
}
