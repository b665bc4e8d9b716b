import Git

/// Who wrote the contents that steps of the source branch brought in, as the commits name their authors: what their makers said, and no
/// proof.
struct ContentWriters {
    private let repository: Repository
    /// Of each step that was looked at: mail addresses by content; those of contents that no commit of a branch made are the step's own.
    private var known: [ObjectID: (own: String, merged: [String: [String]])] = [:]

    /// Commits of a merged branch that are looked at.
    private static let mostCommits = 200

    init(_ repository: Repository) { self.repository = repository }

    /// - Parameter content: the id of a blob, in hexadecimal digits.
    mutating func mails(of content: String, in step: ObjectID) throws -> [String] {
        if known[step] == nil { known[step] = try look(at: step) }
        guard let found = known[step] else { return [] }
        return found.merged[content] ?? [found.own]
    }

    /// Of each content that a branch brought since it parted from another one; none where its history can't be read, as in a clone of
    /// the last commits only.
    ///
    /// - Returns: mail addresses by content.
    mutating func mails(from commit: ObjectID, downTo base: ObjectID) -> [String: [String]] {
        var found: [String: [String]] = [:]
        guard let history = try? repository.history(of: ["requests"], from: commit, downTo: base, most: Self.mostCommits) else {
            return [:]
        }
        for step in history.steps {
            for change in step.changes {
                guard let content = change.new?.id.hex, let mails = try? mails(of: content, in: step.commit.id) else { continue }
                for mail in mails where found[content]?.contains(mail) != true { found[content, default: []].append(mail) }
            }
        }
        return found
    }

    /// A merge commit's author is whoever merged: who wrote what it brought stands in the commits of its branch.
    private func look(at step: ObjectID) throws -> (own: String, merged: [String: [String]]) {
        let commit = try repository.commit(step)
        var merged: [String: [String]] = [:]
        if let base = commit.parents.first {
            for parent in commit.parents.dropFirst() {
                for one in try repository.history(of: ["requests"], from: parent, downTo: base, most: Self.mostCommits).steps {
                    for change in one.changes {
                        guard let blob = change.new?.id.hex, merged[blob]?.contains(one.commit.author.mail) != true else { continue }
                        merged[blob, default: []].append(one.commit.author.mail)
                    }
                }
            }
        }
        return (commit.author.mail, merged)
    }
}
