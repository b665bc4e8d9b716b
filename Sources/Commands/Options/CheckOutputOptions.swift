import ArgumentParser
import Reports

/// How `check` speaks.
struct CheckOutputOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github, gitlab, sarif, markdown }

    @Option(
        help: ArgumentHelp(
            "How to print: text, json, github (annotations), gitlab (code quality), sarif, or markdown (a comment).", valueName: "format"))
    var format: Format = .text

    @Option(
        name: .customLong("comment-limit"),
        help: ArgumentHelp(
            "With --format markdown: bytes that the comment has at most. (default: \(CheckMarkdown.usualLimit), which GitHub takes; GitLab takes 1000000)",
            valueName: "bytes"))
    var commentLimit: Int?

    @Flag(name: .shortAndLong, help: "Say more: what was called and how often.")
    var verbose = false

    @Flag(name: .shortAndLong, help: "Say only what is wrong.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet, isVerbose: verbose) }

    /// Bytes of a comment.
    func limit() throws -> Int {
        guard let commentLimit else { return CheckMarkdown.usualLimit }
        guard (CheckMarkdown.leastLimit...10_000_000).contains(commentLimit) else {
            throw CommandFailure.usage(
                "--comment-limit: \(commentLimit) is too \(commentLimit < CheckMarkdown.leastLimit ? "small" : "large")",
                advice: "Give \(CheckMarkdown.leastLimit) to 10000000.")
        }
        return commentLimit
    }
}
