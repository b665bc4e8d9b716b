import AccessCore
import AccessRequests
import Git
import Ledger
import Reconciliation
import TimeZones

/// What can be told of the access repository and its ledger.
struct RepositoryExamination {
    let place: Workplace

    /// - Returns: what was found, and the policies if they can be read.
    func findings() async -> ([Finding], PolicySet?) {
        let tip: ObjectID
        do { tip = try await place.repositories.sourceTip() } catch {
            let advice = (error as? CommandFailure)?.advice ?? "Look at the address and at DAYPASS_GIT_TOKEN."
            let message = (error as? CommandFailure)?.message ?? (error as? GitFailure)?.message ?? "\(error)"
            return ([Finding("git", .wrong, "the source can't be read: \(message)", advice: advice)], nil)
        }
        var findings = [Finding("git", .fine, "'\(place.options.branch)' of \(place.options.source) is at \(tip.short())")]
        let decoded = try? await place.repositories.withRepository { repository -> Decoded<PolicySet>? in
            var trees = PolicyTrees(repository)
            return try trees.tree(at: tip).map { try trees.policies(in: $0) }
        }
        let policies = decoded?.value
        if let policies {
            let (entitlements, people) = (policies.entitlements.count, policies.people.people.count)
            findings.append(
                Finding(
                    "settings", .fine,
                    "\(Finding.count(entitlements, "entitlement")), \(Finding.count(people, "person", "people")), times of \(policies.settings.timezone)"
                ))
        } else {
            let count = decoded?.diagnostics.count { $0.severity == .error } ?? 0
            let words =
                count == 0 ? "there are no policies" : count == 1 ? "the policies have a mistake" : "the policies have \(count) mistakes"
            findings.append(Finding("settings", .wrong, words, advice: "daypass check says which."))
        }
        findings += await ledger(policies)
        if let policies {
            findings += EvidenceExamination(
                policies: policies, environment: place.environment, root: place.options.root, now: place.clock.now()
            ).findings()
        }
        if let policies { findings += await ForgeExamination(place: place, policies: policies).findings() }
        return (findings, policies)
    }

    private func ledger(_ policies: PolicySet?) async -> [Finding] {
        var findings: [Finding] = []
        do throws(LedgerFailure) {
            let view = try await place.repositories.open()
            findings.append(Finding("ledger", .fine, "it is at \(view.tip.text.prefix(7))"))
            if let genesis = view.state.genesis, genesis.keys.isEmpty {
                findings.append(
                    Finding(
                        "ledger", .advice, "it isn't signed",
                        advice: "A ledger made by daypass audit init --key is; docs/ledger.md says what that is good for."))
            } else {
                findings.append(Finding("ledger", .fine, "its commits are signed"))
            }
        } catch {
            findings.append(Finding("ledger", .wrong, error.message, advice: error.advice))
        }
        // Where more than the merge is trusted that is wrong, and said of approvals.
        if place.options.root == nil, policies?.settings.evidence.contains(.merge) ?? true {
            findings.append(
                Finding(
                    "ledger", .advice, "no root of trust is given",
                    advice: "Set DAYPASS_ROOT to what daypass audit init printed, outside the repository."))
        }
        return findings
    }
}
