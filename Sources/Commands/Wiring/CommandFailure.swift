/// A command can't go on: what happened and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let message: String
    let advice: String
    /// Whether it was called wrongly: the exit code says so, as for what the argument parser finds.
    let isUsage: Bool

    init(_ message: String, advice: String, isUsage: Bool = false) {
        (self.message, self.advice, self.isUsage) = (message, advice, isUsage)
    }

    /// An argument that can't be right whatever is in the repository.
    static func usage(_ message: String, advice: String) -> CommandFailure { CommandFailure(message, advice: advice, isUsage: true) }

    var description: String { "\(message)\n  \(advice)" }
}
