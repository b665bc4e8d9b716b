package import AccessCore

/// What can be said of a request under policies without asking IAM: each objection at the place of its cause.
///
/// - Parameters:
///   - snapshot: what is known of IAM; nil if nothing is.
///   - judged: when a run would judge it first; nil if nobody knows, and then how far ahead it is isn't asked.
package func crossCheck(
    _ request: AccessRequest, against policy: PolicySet, snapshot: DirectorySnapshot? = nil, judged: Timestamp? = nil
) -> [Diagnostic] {
    policy.diagnostics(of: request, snapshot: snapshot, judged: judged).sorted(by: Diagnostic.inOrder)
}
