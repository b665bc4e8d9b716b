import Git

/// What a person writes for a commit: its id, `HEAD`, a branch or a full reference name.
enum Revision {
    static func commit(_ text: String, in repository: Repository) throws -> ObjectID {
        if let id = ObjectID(hex: text) { return id }
        if text == "HEAD", let id = try? repository.reference(text) { return id }
        let names = [text, "refs/heads/\(text)", "refs/remotes/\(text)", "refs/remotes/origin/\(text)", "refs/tags/\(text)"]
        for name in names where name.hasPrefix("refs/") {
            if let id = try? repository.reference(name) { return id }
        }
        throw CommandFailure("there is no commit '\(text)' here", advice: "Give a branch, or a commit's id with all 40 digits.")
    }
}
