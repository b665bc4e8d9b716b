import AccessCore

/// How a project merges, resets approvals and protects a branch: docs.gitlab.com, "Projects API", "Merge request approvals API",
/// "Branches API" and "Protected branches API".
struct GitLabRules: Sendable {
    private struct Project: Decodable, Sendable {
        let id: Int64
        /// `merge`, `rebase_merge` or `ff`.
        let method: String?
        /// `never`, `default_off`, `default_on` or `always`.
        let squash: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case method = "merge_method"
            case squash = "squash_option"
        }

        var styles: Set<BranchRules.MergeStyle>? {
            guard let method else { return nil }
            var styles: Set<BranchRules.MergeStyle> = squash == nil || squash == "never" ? [] : [.squash]
            switch method {
            case "merge": if squash != "always" { styles.insert(.mergeCommit) }
            case "rebase_merge": styles.insert(.rebasedMergeCommit)
            case "ff": if squash != "always" { styles.insert(.fastForward) }
            default: return nil
            }
            return styles
        }
    }

    private struct Branch: Decodable, Sendable {
        let protected: Bool
        let developersCanPush: Bool?

        private enum CodingKeys: String, CodingKey {
            case protected
            case developersCanPush = "developers_can_push"
        }
    }

    /// Of the rule of that very name; a wildcard's stands under its own.
    private struct Protection: Decodable, Sendable {
        struct Level: Decodable, Sendable {
            /// 0: nobody. 30: developers. 40: maintainers. 60: administrators.
            let level: Int?

            private enum CodingKeys: String, CodingKey { case level = "access_level" }
        }

        let push: [Level]
        let allowForcePush: Bool?

        private enum CodingKeys: String, CodingKey {
            case push = "push_access_levels"
            case allowForcePush = "allow_force_push"
        }
    }

    let project: String
    let conversation: RestConversation

    func rules(ofBranch branch: String) async -> BranchRules {
        var rules = BranchRules()
        do throws(ForgeDoubt) {
            let shown = try await conversation.get(project, Project.self, what: "project")
            rules.styles = shown.styles
            await read(shown.id, branch, into: &rules)
        } catch { rules.unread.append(error.description) }
        return rules
    }

    private func read(_ number: Int64, _ branch: String, into rules: inout BranchRules) async {
        do throws(ForgeDoubt) {
            let settings = try await GitLabRound(project: number, conversation).settings()
            rules.faults = settings.faults
            rules.dismissesApprovals = settings.resetApprovalsOnPush
        } catch { rules.unread.append(error.description) }
        let (path, name) = ("/projects/\(number)", WebAddress.encoded(branch))
        do throws(ForgeDoubt) {
            let shown = try await conversation.get(
                "\(path)/repository/branches/\(name)", Branch.self, what: "branch '\(PlainWords(branch))'")
            rules.isProtected = shown.protected
            if shown.developersCanPush == true { rules.needsProposal = false }
            if shown.protected { await read(protectedBranch: "\(path)/protected_branches/\(name)", into: &rules) }
        } catch { rules.unread.append(error.description) }
    }

    private func read(protectedBranch path: String, into rules: inout BranchRules) async {
        do throws(ForgeDoubt) {
            let rule = try await conversation.get(path, Protection.self, what: "protected branch of that name")
            rules.needsProposal = !rule.push.isEmpty && rule.push.allSatisfy { $0.level == 0 }
            rules.blocksForce = rule.allowForcePush.map { !$0 }
        } catch {
            if !error.isHidden { rules.unread.append(error.description) }
        }
    }
}

extension GitLabForge: InspectedForge {
    package func rules(ofBranch branch: String) async -> BranchRules {
        await GitLabRules(project: address.project, conversation: RestConversation(caller)).rules(ofBranch: branch)
    }
}
