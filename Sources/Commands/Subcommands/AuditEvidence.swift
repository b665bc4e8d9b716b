import AccessCore
import AccessRequests
import ArgumentParser
import Cryptography
import Git
import Ledger

struct AuditEvidence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Hand over records in one file, with all that proves them by hand.",
        discussion: """
            Writes a tar archive for somebody who has neither the repository nor this program: the records that audit show would \
            find, the git objects that prove where they stand, the texts of the requests and where those stood in the source \
            branch, the public keys, and a README.md with the steps to check it with git, ssh-keygen and sha256sum against a \
            commit, a key or a head that the reader was given by another way. The same ledger and question give the same bytes.

            The whole ledger is verified first, and nothing is written if it is broken.

            Exit codes: 0 written; 1 the ledger is broken or can't be read, no record answers, or the file can't be written.
            """
    )

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String

    @OptionGroup var question: QuestionOptions

    @Option(
        help: ArgumentHelp(
            "The ledger as it was at a commit (40 digits) or head (64) that was kept elsewhere. (default: as it is)", valueName: "head"))
    var at: String?

    @Flag(help: "Also every later record of the same chains and every commit: then the head alone proves them. A head in --at implies it.")
    var withChain = false

    @Flag(help: "Replace the file if it is there.")
    var force = false

    @Flag(help: "Write it even if the ledger is broken. The file says so.")
    var unverified = false

    @Option(
        help: ArgumentHelp(
            "The public keys one of which must have signed each commit: a file with a key a line. (env: DAYPASS_LEDGER_KEYS; default: those that the ledger's first record names)",
            valueName: "file"))
    var keys: String?

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var speaking: OutputOptions

    func run() async throws {
        try await Attended.run(speaking.console) { console in
            let query = try question.query(of: scope.accounts)
            let anchor = try anchor()
            let file = try OutputFile(output, replaces: force)
            let place = try Workplace(repository, scope, console)
            let (verifying, tip) = try await place.verifying(verification, console)
            let telling = try await verifying.verdict(at: tip)
            if let fault = telling.fault {
                guard unverified else {
                    throw CommandFailure(
                        "the ledger is broken: \(fault)",
                        advice: "Nothing was written. With --unverified it is, and the file says that the ledger is broken.")
                }
                console.warn("warning: the ledger is broken: \(fault)\n  The file says so.")
            }
            let found = try await place.repositories.withRepository { repository in
                try anchor.map { try $0.commit(leadingTo: tip, in: repository) } ?? tip
            }
            guard let looked = found else {
                throw CommandFailure(
                    "the ledger never had \(at ?? "that")", advice: "What led to it is gone or was replaced, if it was this ledger's.")
            }
            let bundle = try await bundle(query, anchor, telling, at: looked, place)
            guard bundle.records > 0 else {
                throw CommandFailure("no record answers that", advice: "Nothing was written. daypass audit show takes the same options.")
            }
            let archive = bundle.archive
            try file.write(archive)
            for (id, why) in bundle.missing.sorted(by: { $0.key < $1.key }) { console.warn("missing: \(id), \(why)") }
            let written = EvidenceTelling(
                file: output, sha256: SHA256.hash(archive).hex, bytes: archive.count, tip: looked.hex, head: bundle.head?.hex,
                records: bundle.records, texts: bundle.texts, missing: bundle.missing.count, verdict: telling.verdict)
            switch speaking.format {
            case .json: console.print(try JSONText.of(written))
            case .text: if !speaking.quiet { console.print(written.text) }
            }
        }
    }

    /// As `audit verify` has them.
    private var verification: VerificationOptions {
        var options = VerificationOptions()
        (options.expectHead, options.from, options.keys) = (at, nil, keys)
        return options
    }

    private func anchor() throws -> LedgerAnchor? {
        try at.map { text in
            guard let anchor = LedgerAnchor(text) else {
                throw CommandFailure.usage(
                    "--at: '\(text)' is neither a head (64 digits) nor a commit (40 digits)", advice: "Give all of its digits.")
            }
            return anchor
        }
    }

    private func bundle(
        _ query: LedgerQuery, _ anchor: LedgerAnchor?, _ telling: VerdictTelling, at looked: ObjectID, _ place: Workplace
    ) async throws -> EvidenceBundle {
        var isHead = false
        if case .head? = anchor { isHead = true }
        var words = ["daypass", "audit", "evidence"] + query.words
        if let anchor { words += ["--at", "\(anchor)"] }
        if withChain || isHead { words.append("--with-chain") }
        let fault = telling.fault.map { "\($0)" }
        let question = EvidenceQuestion(
            query, branch: telling.branch, tip: looked, hasChain: withChain || isHead, asked: words.map(Self.quoted).joined(separator: " "),
            verdict: telling.text.split(separator: "\n").first.map { String($0) } ?? "", fault: fault, writer: "daypass \(Version.text)")
        do {
            return try await place.repositories.withRepository {
                try EvidenceBundle(answering: question, in: $0, withholding: SecretScan.firstKind(in:))
            }
        } catch let fault as LedgerFault {
            throw CommandFailure(
                "the evidence can't be put together: \(fault)", advice: "daypass audit verify tells where the ledger is damaged, if it is.")
        }
    }

    /// As a shell takes it.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || "-_.,/:+@=".utf8.contains(byte)
        }
        return isPlain && !word.isEmpty
            ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
