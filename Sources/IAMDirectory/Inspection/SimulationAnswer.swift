import XML

/// Reads `SimulatePrincipalPolicyResponse` (IAM API reference, `EvaluationResult`).
struct SimulationAnswer: AnswerHandler {
    enum Name: String {
        case response = "SimulatePrincipalPolicyResponse"
        case errorResponse = "ErrorResponse"
        case code = "Code"
        case message = "Message"
        case requestID = "RequestId"
        case results = "EvaluationResults"
        case member
        case action = "EvalActionName"
        case decision = "EvalDecision"
    }

    private(set) var headings = AnswerHeadings()
    /// Whether each action is allowed.
    private(set) var decisions: [String: Bool] = [:]
    private var action: String?
    private var decision: String?

    func start(_ path: XMLPath<Name>) throws(XMLFailure) {
        guard path.depth == 1, path.name != .response, path.name != .errorResponse else { return }
        throw XMLFailure(kind: .unexpected("this is not the answer to what was asked"))
    }

    mutating func end(_ path: XMLPath<Name>, text: XMLText) throws(XMLFailure) {
        switch (path.depth, path.name) {
        case (_, .requestID?): headings.requestID = text.string
        case (3, .code?): headings.code = text.string
        case (3, .message?): headings.message = text.string
        case (5, .action?): action = text.string
        case (5, .decision?): decision = text.string
        case (4, .member?) where path.parent == .results:
            guard let action, let decision else { throw XMLFailure(kind: .unexpected("a result lacks its action or decision")) }
            // Of several results of one action the strictest counts.
            decisions[action] = decision == "allowed" && decisions[action] ?? true
            (self.action, self.decision) = (nil, nil)
        default: break
        }
    }

    func complete() throws(XMLFailure) {
        if decisions.isEmpty { throw XMLFailure(kind: .unexpected("there are no results in it")) }
    }
}
