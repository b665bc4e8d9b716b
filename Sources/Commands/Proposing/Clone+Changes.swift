import AccessCore
import AccessRequests
import Git
import Reports

/// Changes of requests that are there.
extension Clone {
    /// What people write as a time; nil if it is none.
    func instant(_ text: String) -> Timestamp? { RequestTime.instant(text, in: timezone) }

    func time(_ text: String, option: String) throws -> Timestamp {
        guard let instant = instant(text) else {
            throw CommandFailure.usage(
                "\(option): '\(text.printable)' is not a time",
                advice: "Write it as 2026-11-23 02:00 (\(policies.settings.timezone)) or 2026-11-23T02:00:00+09:00.")
        }
        return instant
    }

    func span(_ text: String, option: String) throws -> Duration {
        guard let span = RequestTime.span(text) else {
            throw CommandFailure.usage(
                "\(option): '\(text.printable)' is not a duration", advice: "Write it as 90m, 4h, 2d, 1h30m or PT4H.")
        }
        return span
    }

    /// Whether a file stands, or ever stood, at a path of the source branch.
    func wasThere(_ path: String) throws -> Bool {
        if try repository.entry(at: path, in: repository.commit(base).tree) != nil { return true }
        return try !repository.history(of: [path], from: base).steps.isEmpty
    }

    func edit(_ file: SourceFile, _ console: Console) throws -> RequestEdit {
        do throws(RequestEdit.Failure) { return try RequestEdit(file, timezone: timezone) } catch { throw refusal(error, console) }
    }

    /// Bytes of a file with another end; failures in the command's own words.
    func edited(_ console: Console, _ work: () throws -> [UInt8]) throws -> [UInt8] {
        do { return try work() } catch let failure as RequestEdit.Failure { throw refusal(failure, console) }
    }

    private func refusal(_ failure: RequestEdit.Failure, _ console: Console) -> CommandFailure {
        switch failure {
        case .mistakes(let diagnostics):
            Self.tell(diagnostics, console)
            return CommandFailure("the request has mistakes", advice: "Mend them by hand; its recorded window stands until then.")
        case .unsure:
            return CommandFailure("its end can't be changed safely where it stands", advice: "Edit the file by hand.")
        }
    }

    /// Prints, writes or commits a changed file, as the options say.
    func propose(
        _ file: SourceFile, _ bytes: [UInt8], slug: String, subject: String, saying words: String, _ options: ProposalOptions,
        _ environment: Environment, _ console: Console
    ) throws {
        if options.dryRun { return console.print(String(decoding: bytes, as: UTF8.self)) }
        console.tell("\(file.path): \(words)")
        guard !options.noCommit else { return try WorkTreeFile(file.path, in: repository).replace(file.bytes, by: bytes) }
        try Proposal(path: file.path, bytes: bytes, slug: slug, subject: subject).commit(in: self, options, environment, console)
    }
}
