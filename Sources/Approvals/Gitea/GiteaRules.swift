import AccessCore

/// A repository's ways to merge, and what protects a branch: `Repository`, `Branch` and `BranchProtection` of the published
/// descriptions of Gitea and Forgejo. The last is shown to administrators only; Forgejo's names less of it.
struct GiteaRules: Sendable {
    struct Styles: Decodable, Sendable {
        let mergeCommits: Bool?
        let squash: Bool?
        let rebase: Bool?
        let rebaseExplicit: Bool?
        let fastForward: Bool?

        private enum CodingKeys: String, CodingKey {
            case mergeCommits = "allow_merge_commits"
            case squash = "allow_squash_merge"
            case rebase = "allow_rebase"
            case rebaseExplicit = "allow_rebase_explicit"
            case fastForward = "allow_fast_forward_only_merge"
        }

        /// Nil where none is mentioned: the server shows them to nobody like us.
        var styles: Set<BranchRules.MergeStyle>? {
            let all: [(Bool?, BranchRules.MergeStyle)] = [
                (mergeCommits, .mergeCommit), (squash, .squash), (rebase, .rebase), (rebaseExplicit, .rebasedMergeCommit),
                (fastForward, .fastForward),
            ]
            return all.allSatisfy { $0.0 == nil } ? nil : Set(all.filter { $0.0 == true }.map(\.1))
        }
    }

    private struct Branch: Decodable, Sendable {
        let protected: Bool
        let requiredApprovals: Int?
        /// The rule that holds for it; empty if none does.
        let rule: String?

        private enum CodingKeys: String, CodingKey {
            case protected
            case requiredApprovals = "required_approvals"
            case rule = "effective_branch_protection_name"
        }
    }

    private struct Protection: Decodable, Sendable {
        let enablePush: Bool?
        let enableForcePush: Bool?
        let dismissStaleApprovals: Bool?
        let applyToAdmins: Bool?
        let blockAdminOverride: Bool?

        private enum CodingKeys: String, CodingKey {
            case enablePush = "enable_push"
            case enableForcePush = "enable_force_push"
            case dismissStaleApprovals = "dismiss_stale_approvals"
            case applyToAdmins = "apply_to_admins"
            case blockAdminOverride = "block_admin_merge_override"
        }
    }

    let path: String
    let conversation: RestConversation

    func rules(ofBranch branch: String) async -> BranchRules {
        var rules = BranchRules()
        do throws(ForgeDoubt) {
            rules.styles = try await conversation.get(path, Styles.self, what: "repository").styles
        } catch { rules.unread.append(error.description) }
        do throws(ForgeDoubt) {
            let shown = try await conversation.get(
                "\(path)/branches/\(WebAddress.encoded(branch))", Branch.self, what: "branch '\(PlainWords(branch))'")
            (rules.isProtected, rules.approvals) = (shown.protected, shown.requiredApprovals)
            if shown.protected, let rule = shown.rule, !rule.isEmpty { await read(rule, into: &rules) }
        } catch { rules.unread.append(error.description) }
        return rules
    }

    private func read(_ rule: String, into rules: inout BranchRules) async {
        do throws(ForgeDoubt) {
            let shown = try await conversation.get(
                "\(path)/branch_protections/\(WebAddress.encoded(rule))", Protection.self, what: "branch protection")
            rules.needsProposal = shown.enablePush.map { !$0 }
            rules.blocksForce = shown.enableForcePush.map { !$0 }
            rules.dismissesApprovals = shown.dismissStaleApprovals
            rules.bindsAdministrators = shown.applyToAdmins ?? shown.blockAdminOverride
        } catch {
            if !error.isHidden { rules.unread.append(error.description) }
        }
    }
}

extension GiteaForge: InspectedForge {
    package func rules(ofBranch branch: String) async -> BranchRules {
        await GiteaRules(path: address.repository, conversation: RestConversation(caller)).rules(ofBranch: branch)
    }
}
