import XML

/// What an answer of the Query protocol says apart from its payload.
struct AnswerHeadings: Hashable, Sendable {
    var code: String?
    var message: String?
    var requestID: String?
}

/// Reads an answer of one action: its payload, or what it says of an error.
protocol AnswerHandler: XMLHandler, Sendable {
    var headings: AnswerHeadings { get }
    /// Called when a whole answer has come that isn't an error: throws if something is missing in it.
    func complete() throws(XMLFailure)
}
