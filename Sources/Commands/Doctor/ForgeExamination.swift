import AccessCore
import Approvals
import Git
import Reconciliation

/// What the forge that settings name can tell of its own settings. It is asked only if accepted policies name it too: the token goes
/// nowhere that nobody approved.
struct ForgeExamination {
    let place: Workplace
    let policies: PolicySet

    private enum Question {
        case answered(BranchRules)
        /// Why it wasn't asked, in words that follow "whether it is protected": nil if the settings name no forge.
        case unasked(String?)
    }

    func findings() async -> [Finding] {
        switch await rules() {
        case .answered(let rules):
            BranchFindings(rules: rules, branch: place.options.branch, kind: policies.settings.forge?.kind ?? .github).all
        case .unasked(let why): [unasked(why)]
        }
    }

    /// - Parameter why: nil where no forge is named.
    private func unasked(_ why: String?) -> Finding {
        let owners = policies.settings.policyOwners.map(\.text)
        let who = owners.isEmpty ? "the owners of policies" : owners.joined(separator: ", ")
        return Finding(
            "branch", .unknown, "whether '\(place.options.branch)' is protected isn't asked of the forge\(why.map { ": " + $0 } ?? "")",
            advice:
                "Let it change by pull requests only, with an approval of code owners that new pushes undo, for administrators too, "
                + "and without force pushes; let \(who) own policies/ and CI's files. Protect the ledger's branch against force pushes and deletion."
        )
    }

    private func rules() async -> Question {
        guard let settings = policies.settings.forge else { return .unasked(nil) }
        guard await isAccepted(settings) else {
            return .unasked("the forge that the branch's settings name isn't told to be that of accepted policies, so no token goes there")
        }
        do throws(ForgeAccess.Closed) {
            return .answered(try await place.repositories.forges.open(settings).rules(ofBranch: place.options.branch))
        } catch {
            return .unasked(error.why)
        }
    }

    /// Whether each of the policies that a run could take for accepted names that forge. A ledger that could be anybody's writing
    /// says it only together with the root of trust.
    private func isAccepted(_ settings: ForgeSettings) async -> Bool {
        guard let state = try? await place.repositories.open().state else { return false }
        let isProven = await place.repositories.isLedgerProven(state)
        let (accepted, root) = (state.policy?.tree, state.genesis?.root)
        let known = try? await place.repositories.withRepository { repository -> [PolicySet?] in
            var trees = PolicyTrees(repository)
            var known: [PolicySet?] = []
            if let accepted { known.append(trees.policies(in: accepted)) }
            if !isProven || accepted == nil {
                known.append(try root.flatMap { ObjectID(hex: $0.text) }.flatMap { try trees.policies(at: $0) })
            }
            return known
        }
        guard let known, !known.isEmpty else { return false }
        return known.allSatisfy { $0?.settings.forge == settings }
    }
}
