import AccessCore
import Git

/// What is read first in a bundle: what was asked, what is in it, what it proves and what it doesn't, and how to see that.
struct EvidencePage {
    private let question: EvidenceQuestion
    private let bundle: EvidenceBundle
    private let told: [LedgerEntry]
    private let genesis: Genesis?
    private let commit: Commit

    init(_ question: EvidenceQuestion, of bundle: EvidenceBundle, told: [LedgerEntry], _ genesis: Genesis?, _ commit: Commit) {
        (self.question, self.bundle, self.told, self.genesis, self.commit) = (question, bundle, told, genesis, commit)
    }

    var text: String {
        [
            "# Evidence from the ledger of \(plain(genesis?.repository ?? "?"))", warning, facts, records, contents, proof, steps,
        ].filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private var warning: String {
        guard let fault = question.fault else { return "" }
        return """
            **THIS LEDGER IS BROKEN, and this file was written all the same (`--unverified`).** What daypass found:

                \(plain(fault))

            The steps below look at these records alone: they can all be right, and the ledger around them is not to be trusted.
            """
    }

    private var facts: String {
        """
        What was asked, of which ledger, and what was found:

            asked       \(plain(question.asked))
            ledger      the branch \(plain(question.branch)) of \(plain(genesis?.repository ?? "?"))
            at          commit \(question.tip), of \(Timestamp(seconds: commit.committer.seconds))
            head        \(bundle.head?.hex ?? "none")
            found       \(Self.counted(bundle.records, "record")), \(Self.counted(bundle.texts, "text")) of requests; missing: \(bundle.missing.count)
            verified    \(question.fault == nil ? plain(question.verdict) : "no, see above")
            written by  \(plain(question.writer))
        """
    }

    private var records: String {
        let lines = told.map { entry in
            plain("    \(entry.time)  \(entry.account?.text ?? "-")  \(entry.event.kind.rawValue)  \(entry.sentence)")
        }
        let more = bundle.records - told.count
        return "What the records say, in the order of their times (UTC):\n\n" + lines.joined(separator: "\n")
            + (more > 0 ? "\n    and \(more) more, in records.jsonl" : "")
    }

    private var contents: String {
        """
        ## What is here

        - `records.jsonl`: the records, one a line, each byte as in the ledger. `genesis.jsonl`: the ledger's first record, which says whose it is.
        - `records.list`: for each of the ledger's files that hold them, the commit that brought it, and its path. `tip`: the commit at which the ledger is looked at.
        - `requests.list`: for each request that was accepted or denied, its text, the commit of the source branch that brought it (`after`), the one before (`-`: none), and its path.
        - `missing.list`: what should be here and isn't, and why.
        - `objects/`: git's own objects, each named by the hash that git names it by: commits, the folders on the way to each file, the files. A request's text is `objects/<blob>.blob`.
        \(signers)\(chains)- `SHA256SUMS`: of everything else.
        """
    }

    private var signers: String {
        genesis?.keys.isEmpty == false
            ? "- `allowed_signers`: the public keys that the ledger's first record names, as `ssh-keygen` reads them.\n" : ""
    }

    private var chains: String {
        guard question.hasChain else { return "" }
        return """
            - `chains/`: every record from the first of these on to its chain's end, so that the head proves them without git. `heads`: where all chains end; its SHA-256 is the head.

            """
    }

    private var proof: String {
        """
        ## What it proves, and what it doesn't

        A forger can make a file like this one, with steps that praise it. What he can't do is make it lead to something that you were given by another way: in a CI log, a ticket, a mail, before anybody had a reason to lie. Any of these will do:

        - **the ledger's commit**. Git names what it stores by its hash, so that commit's id proves every byte below it.
        - **the public key** that signs the ledger. Who holds its private half signed the commits that brought these records.
        - **the head**, 64 digits, if the file was made with `--with-chain`. Each record has the SHA-256 of the one before it; the head is that of the last ones, and of the head before it.

        Then it is proved that these records stood in the ledger, to the byte, and were brought by these commits; that the requests' texts are what was judged; that they stood in the commits of the source branch that the records name, and not in those before.

        Not proved, and where to look:

        - That what the records say is true. They are what the runner saw and did, by its own clock. `directory` in a record is the cloud's own number for what was done: CloudTrail has it as `requestID`.
        - That nothing else would answer the question. Records can be left out of a file like this; ask for one with `--with-chain`, and search `chains/`.
        - That the commits are on their branches still. In a clone of the repository: `git merge-base --is-ancestor COMMIT BRANCH && echo yes`.
        - That the words of this page are those of the records. What is proved is `records.jsonl`: each record has its `sentence` there. `daypass audit verify` holds that against the record's data; these steps don't, and the data is what counts.
        - By the head alone, which commits brought the records. The commit or the key proves that; and `daypass audit verify --expect-head HEAD` in a clone, which follows the head through all commits.
        - That the steps below are the true ones. Read them, or take them from Daypass's documentation (docs/evidence.md): they are the same in every file.
        - Git's names are SHA-1, with a check against the known attacks on it. If that isn't enough, use the head.
        """
    }

    private var steps: String {
        """
        ## How to see it for yourself

        You need git, ssh-keygen (8.2 or later), sha256sum and a POSIX shell; nothing is fetched, and nothing outside a temporary folder is written. Start `sh` in the folder that this page is in, and type in what you were given. One is enough:

            TIP=the ledger's commit, 40 digits
            KEY='the public key, such as: ssh-ed25519 AAAA...'
            HEAD=the head, 64 digits

        Then paste the steps, one after the other. Each prints `OK`, `NOTE`, or `WRONG` and what; the last one has the verdict.

        \(EvidenceSteps.text.dropLast())
        """
    }

    /// On one line, and for any terminal.
    private func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory.isShown ? $0 : "\u{FFFD}" }))
    }

    private static func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
}

extension Unicode.GeneralCategory {
    /// Not what moves a cursor, breaks a line or turns the direction of text.
    fileprivate var isShown: Bool {
        switch self {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
        default: true
        }
    }
}
