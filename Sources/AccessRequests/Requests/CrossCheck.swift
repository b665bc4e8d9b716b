package import AccessCore

/// What can be said of a request under policies without asking IAM: each objection at the place of its cause.
package func crossCheck(_ request: AccessRequest, against policy: PolicySet) -> [Diagnostic] {
    var diagnostics = policy.objections(to: request).map { $0.diagnostic(at: request.places.file) }
    for reference in request.access {
        for objection in policy.objections(to: reference, of: request) {
            diagnostics.append(objection.diagnostic(at: objection.isAboutLength ? request.places.end : reference.place))
        }
    }
    return diagnostics.sorted(by: Diagnostic.inOrder)
}
