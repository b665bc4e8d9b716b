import Git
import Reports

/// What a person writes for a commit: its id, `HEAD`, a branch or a full reference name, and `~2` or `^` behind it for those before it.
enum Revision {
    /// Commits that a person counts back.
    private static let mostSteps = 10_000

    static func commit(_ text: String, in repository: Repository) throws -> ObjectID {
        // No name of git's has either sign (git-check-ref-format(1)).
        let name = text.prefix { $0 != "~" && $0 != "^" }
        guard let steps = Self.steps(text[name.endIndex...]), steps <= mostSteps, var id = named(String(name), in: repository) else {
            throw unknown(text)
        }
        for _ in 0..<steps {
            guard let parent = try repository.commit(id).parents.first else { throw unknown(text) }
            id = parent
        }
        return id
    }

    /// How many first parents `~2`, `^` and `^^` go back; nil for what is neither.
    private static func steps(_ text: Substring) -> Int? {
        var (rest, sum) = (text, 0)
        while let sign = rest.popFirst() {
            let digits = sign == "~" ? rest.prefix { $0.isASCII && $0.isNumber } : ""
            rest = rest.dropFirst(digits.count)
            guard sign == "~" || sign == "^", let count = digits.isEmpty ? 1 : Int(digits), count <= mostSteps else { return nil }
            sum += count
        }
        return sum
    }

    private static func named(_ text: String, in repository: Repository) -> ObjectID? {
        if let id = ObjectID(hex: text) { return id }
        if text == "HEAD", let id = try? repository.reference(text) { return id }
        let names = [text, "refs/heads/\(text)", "refs/remotes/\(text)", "refs/remotes/origin/\(text)", "refs/tags/\(text)"]
        for name in names where name.hasPrefix("refs/") {
            if let id = try? repository.reference(name) { return id }
        }
        return nil
    }

    private static func unknown(_ text: String) -> CommandFailure {
        CommandFailure(
            "there is no commit '\(text.printable)' here",
            advice: "Give a branch, HEAD~1 and the like, or a commit's id with all 40 digits.")
    }
}
