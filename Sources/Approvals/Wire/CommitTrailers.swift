/// Who a commit's message names as having written it, too: `Co-authored-by: Name <mail>`.
enum CommitTrailers {
    /// Wherever such a line stands: forges differ in what they take for a trailer, and one hand too many only excludes more.
    static func coAuthors(in message: String) -> [Party] {
        message.split(whereSeparator: \.isNewline).compactMap { line in
            let line = line.drop(while: \.isWhitespace)
            guard line.lowercased().hasPrefix("co-authored-by") else { return nil }
            let rest = line.dropFirst("co-authored-by".count).drop(while: \.isWhitespace)
            guard rest.first == ":" else { return nil }
            guard let start = rest.lastIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") else {
                return .unknown("somebody whom the message names without a mail")
            }
            let mail = rest[rest.index(after: start)..<end].trimmed
            return mail.isEmpty ? .unknown("somebody whom the message names without a mail") : .mail(mail)
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
