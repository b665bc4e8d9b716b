package import AccessCore

/// What can be said of a request under policies without asking IAM: each objection at the place of its cause.
///
/// - Parameter judged: when a run would judge it first; nil if nobody knows, and then how far ahead it is isn't asked.
package func crossCheck(_ request: AccessRequest, against policy: PolicySet, judged: Timestamp? = nil) -> [Diagnostic] {
    var diagnostics = policy.objections(to: request).map { $0.diagnostic(at: request.places.file) }
    for reference in request.access {
        for objection in policy.objections(to: reference, of: request, judged: judged) {
            diagnostics.append(objection.diagnostic(at: objection.place(in: request, of: reference)))
        }
        if !request.isEmergency, let start = request.start ?? judged {
            diagnostics += policy.freezes(of: reference, at: start).map { $0.diagnostic(at: reference.place) }
        }
    }
    return diagnostics.sorted(by: Diagnostic.inOrder)
}
