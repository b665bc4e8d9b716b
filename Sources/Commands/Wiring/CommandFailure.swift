/// A command can't go on: what happened and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let message: String
    let advice: String

    init(_ message: String, advice: String) { (self.message, self.advice) = (message, advice) }

    var description: String { "\(message)\n  \(advice)" }
}
