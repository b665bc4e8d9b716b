import AccessCore

/// A call of the Query protocol.
struct ServiceCall: Sendable {
    let action: String
    let parameters: [(name: String, value: String)]
    /// What it is for: `reading`, `tagging member01`.
    let purpose: String
    /// Whether it changes something.
    let isWrite: Bool
    /// No attempt begins at or after it.
    var deadline: Timestamp?

    init(
        _ action: String, _ parameters: [(name: String, value: String)], purpose: String, isWrite: Bool = false,
        deadline: Timestamp? = nil
    ) {
        (self.action, self.parameters, self.purpose) = (action, parameters, purpose)
        (self.isWrite, self.deadline) = (isWrite, deadline)
    }

    /// The form that is posted.
    func body(version: String) -> [UInt8] {
        var text = "Action=\(action)&Version=\(version)"
        for (name, value) in parameters {
            text += "&\(name)="
            PercentEncoding.append(value, to: &text)
        }
        return Array(text.utf8)
    }
}

/// An answer that is not a refusal.
struct ServiceAnswer<Handler: AnswerHandler> {
    let handler: Handler
    /// The service's clock when it answered.
    let clock: Timestamp?
    let requestID: String?
    /// Our clock before the request was sent.
    var asked: Timestamp?
}
