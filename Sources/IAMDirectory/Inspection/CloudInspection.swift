package import Reconciliation

/// Questions about an account that only a person asks: whose the credentials are, what they may do, and who else may do it.
/// Nothing is changed by them.
package struct CloudInspection: Sendable {
    let iam: ServiceCaller
    let sts: ServiceCaller

    /// Whose the credentials are (STS API reference, `GetCallerIdentity`; it needs no permission).
    /// - Returns: the ARN.
    package func caller() async throws(DirectoryFailure) -> String {
        let call = ServiceCall("GetCallerIdentity", [], purpose: "asking whom the credentials belong to")
        return try await sts.call(call) { PlainAnswer(to: "GetCallerIdentity", requiring: [.account, .arn]) }.handler[.arn]
    }

    /// The user or role that IAM simulates for a caller: an assumed role's session is simulated as its role. The path of a role is
    /// not in its sessions' ARNs, so one that has a path has to be named.
    package static func principal(of caller: String) -> String {
        let parts = caller.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[2] == "sts", parts[5].hasPrefix("assumed-role/") else { return caller }
        let role = parts[5].dropFirst("assumed-role/".count).prefix { $0 != "/" }
        return "\(parts[0]):\(parts[1]):iam::\(parts[4]):role/\(role)"
    }

    /// Whether a principal's policies allow actions on a resource (IAM API reference, `SimulatePrincipalPolicy`). Organization
    /// policies count where IAM knows them; conditions on what isn't given here do not hold.
    /// - Parameter tagKey: what `aws:TagKeys` holds.
    /// - Returns: by action, as asked; one that is missing in the answer is missing here.
    package func allows(
        _ principal: String, _ actions: [String], on resource: String, tagKey: String? = nil
    ) async throws(DirectoryFailure) -> [String: Bool] {
        var parameters = [("PolicySourceArn", principal), ("ResourceArns.member.1", resource)]
        for (index, action) in actions.enumerated() { parameters.append(("ActionNames.member.\(index + 1)", action)) }
        if let tagKey {
            parameters += [
                ("ContextEntries.member.1.ContextKeyName", "aws:TagKeys"), ("ContextEntries.member.1.ContextKeyType", "stringList"),
                ("ContextEntries.member.1.ContextKeyValues.member.1", tagKey),
            ]
        }
        let call = ServiceCall(
            "SimulatePrincipalPolicy", parameters.map { (name: $0.0, value: $0.1) }, purpose: "asking what \(principal) may do")
        return try await iam.call(call) { SimulationAnswer() }.handler.decisions
    }

    /// All users, groups and roles of the account, with what their policies say.
    package func principals() async throws(DirectoryFailure) -> [PolicyHolder] {
        var book = PolicyBook()
        var marker: String?
        // The same bound as for reading users and groups.
        for _ in 0..<Pages.most {
            var parameters: [(name: String, value: String)] = [("MaxItems", "\(Pages.size)")]
            for (index, kind) in ["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"].enumerated() {
                parameters.append(("Filter.member.\(index + 1)", kind))
            }
            if let marker { parameters.append(("Marker", marker)) }
            let call = ServiceCall("GetAccountAuthorizationDetails", parameters, purpose: "reading policies")
            let page = try await iam.call(call) { PolicyDetails() }.handler
            book.add(page)
            guard let next = page.next else { return book.holders }
            marker = next
        }
        throw DirectoryFailure(.malformed, "IAM, reading policies: more than \(Pages.most) pages")
    }
}

extension CloudDirectory {
    /// For `daypass doctor`.
    package var inspection: CloudInspection { CloudInspection(iam: iam, sts: sts) }
}
