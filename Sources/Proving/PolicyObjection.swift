package import AccessCore

/// Why policies are not put in force though nothing is wrong with their text.
package struct PolicyObjection {
    package var message: String
    package var diagnostic: Diagnostic

    /// Nil if nothing speaks against them.
    package init?(to policies: PolicySet, _ recorded: RecordedState) {
        let left = recorded.accountsLeftBehind(by: policies)
        if !left.isEmpty {
            let names = left.map(\.text).joined(separator: ", ")
            message = "\(names) would be another account while something granted is left in the one it is now"
            diagnostic = Diagnostic(
                .error, "DP1006", message,
                advice: "The policies accepted last stay in force. End what is left first, or give the new account a name of its own.",
                at: Place("policies/settings.yaml"))
        } else if policies.entitlements.isEmpty, recorded.grants.count > 1 {
            message = "there is not one entitlement left, and \(recorded.grants.count) memberships are granted"
            diagnostic = Diagnostic(
                .error, "DP1007", message,
                advice:
                    "The policies accepted last stay in force. Put the files below policies/access/ back; if all access is meant to end, delete the requests first.",
                at: Place("policies/access"))
        } else {
            return nil
        }
    }

    package static let noFolder = Diagnostic(
        .error, "DP1002", "there is no policies/ folder", advice: "Add policies/settings.yaml and policies/access/.", at: Place("policies"))

    static func notAccepted(_ why: String, tree: TreeID, isUnclear: Bool) -> Diagnostic {
        Diagnostic(
            .error, "DP2106", "a change of policies is not in force: \(why)",
            advice: isUnclear
                ? "The policies accepted last stay in force. It is looked at again by itself."
                : "The policies accepted last stay in force. An owner runs daypass approve policies and merges the signature, or the change is taken back. Its tree is \(tree).",
            at: Place("policies"))
    }
}
