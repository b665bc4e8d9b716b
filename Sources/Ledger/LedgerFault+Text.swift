import AccessCore

/// The words for what is wrong with a ledger. No full stop: they stand inside other sentences too. What they take from the
/// ledger (names, paths, trailers) may be anybody's: it is shown, on one line, and never obeyed by a terminal.
extension LedgerFault: CustomStringConvertible {
    /// `ledger/jump/2026/11/22/T170003Z-000042.jsonl:2: record jump 43 of commit 91ab33f: it doesn't …`
    package var description: String {
        var place = file.map(Kind.cut) ?? ""
        if let line { place += ":\(line)" }
        let subject = [record.map { "record \($0)" }, commit.map { "commit \($0.text.prefix(7))" }].compactMap { $0 }.joined(
            separator: " in ")
        return Kind.shown([place, subject, kind.description].filter { !$0.isEmpty }.joined(separator: ": "))
    }
}

extension LedgerFault.Kind: CustomStringConvertible {
    /// Characters of a name or a trailer of the ledger that are shown.
    private static let longestQuoted = 200

    package var description: String { Self.shown(words) }

    /// With U+FFFD for each character that shows nothing or moves others.
    static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.isUnseen) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isUnseen ? "\u{FFFD}" : $0 }))
    }

    private static func quoted(_ text: some CustomStringConvertible) -> String {
        "'\(cut(text.description))'"
    }

    fileprivate static func cut(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(longestQuoted)
        return "\(String(start))\(start.endIndex == text.endIndex ? "" : "…")"
    }

    private var words: String {
        switch self {
        case .limit(let what): what
        case .undecodable(let what): "it can't be read as a record of this version: \(what)"
        case .sentence(let expected): "its sentence isn't what the record says, which is \(Self.quoted(expected))"
        case .form: "it has keys, numbers, escapes or spaces that are never written so, and may be read in more than one way"
        case .empty: "the file has no records"
        case .cutShort: "its last line has no end"
        case .strayFile: "no such file belongs here"
        case .strangeFolder(let what): "the folder isn't as git writes one: \(what)"
        case .wrongName(let expected): "by its first record the file's name must be \(expected)"
        case .wrongChain(let account):
            "it is a record of \(account.map { "the account \(Self.quoted($0))" } ?? "no account") in another one's folder"
        case .sequence(let expected): "the chain goes on with \(expected) here: records are missing, added, or in another order"
        case .link(let expected, let found):
            "it follows a record \(found.hex.prefix(12))…, but the one before it is \(expected.hex.prefix(12))…"
        case .places: "the records of the commit aren't numbered without a gap"
        case .changed: "it was changed, and records can only be added"
        case .removed: "it was removed, and records can only be added"
        case .nothingRecorded: "it adds no record"
        case .merge: "it must have one commit before it, and only the first none"
        case .noSnapshot: "the snapshot is missing"
        case .snapshot(let parts): "the snapshot isn't what the records add up to: \(parts.joined(separator: ", "))"
        case .genesis: "the first record, and no other, must be the genesis"
        case .foreign(let what, let expected, let found): "it is the ledger of another \(what): \(Self.quoted(found)), not '\(expected)'"
        case .trailer(let name, let expected, let found):
            "\(name) is \(found.map { Self.quoted($0) } ?? "missing"), and by the records it is '\(expected)'"
        case .signature(let problem): problem.description
        case .unreadable(let what, by: _): what
        case .anchorMissing(let head): "the ledger never had the head \(head): what led to it is gone or was replaced"
        }
    }
}
