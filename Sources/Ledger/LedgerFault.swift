package import AccessCore
package import Git

/// A record's name: its chain and its number there.
package struct RecordName: Hashable, Sendable, CustomStringConvertible {
    package let chain: Chain
    package let seq: Int

    package init(_ chain: Chain, _ seq: Int) { (self.chain, self.seq) = (chain, seq) }

    package var description: String { "\(chain) \(seq)" }
}

/// The first thing found in a ledger that isn't as it was written, and where.
package struct LedgerFault: Error, Hashable, Sendable {
    package var kind: Kind
    /// The path in the branch.
    package var file: String?
    /// Of the file, from 1.
    package var line: Int?
    package var record: RecordName?
    package var commit: CommitID?

    package init(_ kind: Kind, file: String? = nil, line: Int? = nil, record: RecordName? = nil, commit: CommitID? = nil) {
        (self.kind, self.file, self.line, self.record, self.commit) = (kind, file, line, record, commit)
    }

    package enum Kind: Error, Hashable, Sendable {
        /// A limit of ours (`LedgerLimits`), in words.
        case limit(String)
        /// Not JSON, or not the JSON of a record: in words.
        case undecodable(String)
        /// The record's sentence isn't what its data says, which is this.
        case sentence(expected: String)
        /// The line isn't what is written of what was read from it: others may read something else in it.
        case form
        /// A file of records without any.
        case empty
        /// The last line has no end.
        case cutShort
        /// No file of records can stand there.
        case strayFile
        /// A folder that git would not write so, in words: what it holds can be read in more than one way.
        case strangeFolder(String)
        /// A link, a program, a folder's name, or a name that doesn't agree with the first record.
        case wrongName(expected: String)
        /// The record is of another account than its folder.
        case wrongChain(AccountName?)
        /// The chain goes on with another number.
        case sequence(expected: Int)
        /// The record names another one before it than there is.
        case link(expected: RecordHash, found: RecordHash)
        /// The records of a commit aren't numbered from 0 without a gap.
        case places
        /// Records can only be added: this file was changed.
        case changed
        /// Records can only be added: this file was removed.
        case removed
        /// A commit without records.
        case nothingRecorded
        /// A commit with several parents.
        case merge
        /// The snapshot is missing from a commit, or no file.
        case noSnapshot
        /// The snapshot isn't what the records add up to: which parts differ.
        case snapshot(differs: [String])
        /// The first commit's only record must be the genesis, and no other may be one.
        case genesis
        /// The ledger is of another repository, branch or root of trust.
        case foreign(what: String, expected: String, found: String)
        /// A commit's trailer doesn't say what its records do.
        case trailer(String, expected: String, found: String?)
        /// The commit isn't signed by a key that counts.
        case signature(SignatureProblem)
        /// Git couldn't read an object, in words; what it said, where it said something.
        case unreadable(String, by: GitFailure?)
        /// The ledger never had that head: records that led to it are gone or were replaced.
        case anchorMissing(String)
    }
}

/// A ledger that git can't read may be sound, and only the copy of it damaged.
extension LedgerFault: CausedByGit {
    package var gitFailure: GitFailure? { if case .unreadable(_, let failure) = kind { failure } else { nil } }
}

extension LedgerFault.Kind {
    init(undecodable error: any Error) {
        switch error {
        case let kind as LedgerFault.Kind: self = kind
        case JSONShape.Problem.deep(let most): self = .limit("objects and lists stand more than \(most) deep in each other")
        case JSONShape.Problem.keys(let most): self = .limit("an object has more than \(most) keys")
        case JSONShape.Problem.duplicate(let key): self = .undecodable("the key '\(Self.plain(key))' stands there twice or with an escape")
        case DecodingError.keyNotFound(let key, let context):
            self = .undecodable(Self.plain("\(Self.path(context.codingPath + [key])) is missing"))
        case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.dataCorrupted(let context):
            self = .undecodable(Self.plain("\(Self.path(context.codingPath)): \(context.debugDescription)"))
        default: self = .undecodable(Self.plain("\(error)"))
        }
    }

    private static func path(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "it" : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    /// What a hostile record says, in a length and with characters that can be shown.
    private static func plain(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(200).map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }
        var plain = String(String.UnicodeScalarView(shown))
        if plain.hasSuffix(".") { plain.removeLast() }
        return plain
    }
}

extension LedgerFault {
    /// Whether it is a commit that somebody signed, with a key that none of those that count is: they may be the wrong ones.
    package var isByOtherKey: Bool {
        if case .signature(let problem) = kind { problem.isByOtherKey } else { false }
    }
}
