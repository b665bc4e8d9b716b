import AccessCore
package import Git

/// One file for somebody who has neither the repository nor this program: records, the git objects that prove where they
/// stand, the requests' texts, keys, and how to check all that by hand. Its bytes depend on the ledger, the source history
/// that is at hand and the question alone.
package struct EvidenceBundle: Sendable {
    /// What unpacking makes.
    package static let folder = "daypass-evidence"

    package internal(set) var records = 0
    /// Texts of requests that are in it.
    package internal(set) var texts = 0
    /// What should be in it and isn't: an object of the source repository, and why.
    package internal(set) var missing: [ObjectID: String] = [:]
    package internal(set) var head: RecordHash?
    /// By name; `README.md` among them.
    package internal(set) var files: [String: [UInt8]] = [:]
    private var time: Int64 = 0

    /// - Parameter withholding: why a text can't be given away; nil if it can.
    /// - Throws: if the ledger can't be read, or the bundle would be too large.
    package init(
        answering question: EvidenceQuestion, in repository: Repository, limits: LedgerLimits = LedgerLimits(),
        most: EvidenceLimits = EvidenceLimits(), withholding: @escaping ([UInt8]) -> String? = { _ in nil }
    ) throws(LedgerFault) {
        let tip = question.tip
        let commit = try LedgerVerifier.git(tip) { try repository.commit(tip) }
        (time, head) = (
            commit.committer.seconds, CommitMessage.trailer(CommitMessage.Trailer.head, in: commit.message).flatMap(RecordHash.init)
        )
        let found = try question.query.records(at: tip, in: repository, limits: limits)
        records = found.count
        do {
            var ledger = EvidenceLedger(question, repository, limits, most)
            try ledger.prove(found)
            var source = EvidenceSource(repository, ledger.objects, most, withholding: withholding)
            try source.prove(found.map(\.record.entry.event))
            missing = source.missing
            texts = source.texts
            files = ledger.files.merging(source.files) { $1 }
            for (id, object) in source.objects.found { files["objects/\(id).\(object.kind.rawValue)"] = object.bytes }
            guard files.count <= most.files, files.values.reduce(0, { $0 + $1.count }) <= most.bytes else {
                throw EvidenceObjects.TooLarge()
            }
            let page = EvidencePage(question, of: self, told: found.prefix(most.told).map(\.record.entry), ledger.genesis, commit)
            files["README.md"] = Array(page.text.utf8)
        } catch let fault as LedgerFault {
            throw fault
        } catch is EvidenceObjects.TooLarge {
            throw LedgerFault(.limit("the evidence would have more than \(most.bytes >> 20) MiB or \(most.files) files: ask for less"))
        } catch {
            let failure = error as? GitFailure
            throw LedgerFault(.unreadable("git can't read the ledger: \(failure?.message ?? "\(error)")", by: failure))
        }
        files["SHA256SUMS"] = Array(sums.utf8)
    }

    /// As `sha256sum` prints them for the names that `find .` prints.
    private var sums: String { names.map { "\(RecordHash(of: files[$0] ?? []))  ./\($0)\n" }.joined() }

    private var names: [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// The bundle as a tar archive; what to read first is first.
    package var archive: [UInt8] {
        var archive = TarArchive(time: time)
        for name in ["README.md"] + names.filter({ $0 != "README.md" }) { archive.add("\(Self.folder)/\(name)", files[name] ?? []) }
        archive.finish()
        return archive.bytes
    }
}
