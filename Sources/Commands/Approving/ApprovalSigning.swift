import AccessCore
import Approvals
import Reports
import SSHSignatures

/// Signs one thing after the other: shows it, asks, signs, verifies, writes.
struct ApprovalSigning {
    let clone: Clone
    let tree: ApprovalWorkTree
    let keys: KeyRing
    let key: ApproverKey
    let until: Timestamp?
    let comment: String?
    /// Whether each is asked about.
    let asks: Bool
    let console: Console

    /// All are looked at before the first is signed.
    ///
    /// - Returns: the paths of what was written.
    func sign(_ targets: [ApprovalTarget], _ environment: Environment) throws -> [String] {
        let check = SignerCheck(clone: clone, person: key.person, commit: tree.commit)
        var statements: [(ApprovalTarget, ApprovalStatement)] = []
        for target in targets {
            if let objection = try check.objection(to: target) { throw objection }
            try tree.expect(target)
            statements.append((target, try statement(of: target)))
        }
        if !clone.policies.settings.evidence.contains(.signature) {
            console.warn(
                "warning: settings.yaml doesn't trust signatures (approval.evidence), so this one will count for nothing as long as it doesn't"
            )
        }
        let ledger = FetchedLedger(clone)
        var written: [String] = []
        for (target, statement) in statements {
            show(target, statement)
            if let (message, advice) = ledger?.obstacle(to: target, at: tree.commit) {
                console.warn("warning: \(target.name): \(message), so this will count for nothing. \(advice)")
            }
            guard try !asks || isWanted() else {
                console.tell("not signed: \(target.name)")
                continue
            }
            let signature = try key.sign(statement, environment)
            try verify(signature, statement)
            written += try tree.write(signature, of: statement, by: key.person)
            console.tell("\(target.name): approved by \(key.person)")
        }
        return written
    }

    private func statement(of target: ApprovalTarget) throws -> ApprovalStatement {
        if let until { try check(until, target) }
        let repository = clone.policies.settings.repository
        do throws(StatementFault) {
            guard case .request(let path, let sha256) = target.subject else {
                return try ApprovalStatement(repository: repository, subject: target.subject)
            }
            return try ApprovalStatement(repository: repository, path: path, sha256: sha256, until: until, comment: comment)
        } catch { throw CommandFailure.usage("\(target.name): \(error)", advice: "Give it otherwise, or leave it out.") }
    }

    /// An approver can shorten the window, and never lengthen it.
    private func check(_ until: Timestamp, _ target: ApprovalTarget) throws(CommandFailure) {
        guard case .request(let request, _, _) = target.kind else {
            throw .usage("--until: \(target.name) gives no access that could end", advice: "Leave --until out.")
        }
        if let end = target.end, until >= end {
            throw CommandFailure(
                "--until: \(target.name) ends at \(clone.time.full(end)) anyway",
                advice: "Give an earlier time, or leave --until out: an approval can shorten the window, never lengthen it.")
        }
        if until <= max(request.start ?? clone.now, clone.now) {
            throw CommandFailure(
                "--until: nothing would be left of \(target.name)", advice: "Don't approve it then, or give a later time.")
        }
    }

    /// Everything that the approver has to know, and the very text that is signed.
    private func show(_ target: ApprovalTarget, _ statement: ApprovalStatement) {
        var lines = [target.name]
        func quote(_ text: String) {
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "  | \(String($0).printable)" }
        }
        let words = ApprovalText(time: clone.time, palette: Palette(isColoured: Console.hasColour(2)))
        switch target.kind {
        case .request(let request, let gives, let text):
            quote(text)
            lines += words.lines(request, gives: gives)
        case .review(let verdict, let request, let gives, let text):
            quote(text)
            lines.append("  It says that this emergency was \(verdict.rawValue):")
            lines += words.lines(request, gives: gives)
        case .policies:
            lines.append("  Everything below policies/, as this commit has it. What changes: daypass check --base \(clone.baseName)")
        }
        lines.append("Signed as \(key.person) with \(key.key.fingerprint) (\(key.key.type.rawValue)):")
        quote(statement.text)
        let text = lines.joined(separator: "\n")
        if asks { console.warn(text) } else { console.tell(text) }
    }

    /// Asked until the answer is one.
    private func isWanted() throws -> Bool {
        while true {
            console.prompt("Approve this (yes or no): ")
            switch readLine()?.lowercased() {
            case "y", "yes": return true
            case "n", "no": return false
            case nil: throw CommandFailure("the input ended", advice: "Nothing more was signed; start again, or give --yes.")
            default: console.warn("Write yes or no.")
            }
        }
    }

    /// What ssh-keygen made is judged as a run would judge it, before anybody relies on it.
    private func verify(_ signature: [UInt8], _ statement: ApprovalStatement) throws {
        let path = ApprovalPath(of: statement.subject, by: key.person)
        var files = [ApprovalFile(path: path.signature, bytes: signature, seen: clone.now)]
        if !statement.isPlain { files.append(ApprovalFile(path: path.statement, bytes: Array(statement.text.utf8), seen: clone.now)) }
        let evidence = SignatureEvidence(
            of: statement.subject, in: clone.policies.settings.repository, files: files, keys: keys)
        guard evidence.approvals.map(\.statement) == [statement] else {
            let why = evidence.rejected.first.map { "\($0.reason)" } ?? "it is of something else"
            throw CommandFailure(
                "the signature would count for nothing: \(why.printable)", advice: "Nothing was written. Take another key: --key FILE.")
        }
    }
}
