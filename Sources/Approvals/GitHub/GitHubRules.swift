import AccessCore

/// How a repository merges, and which rules hold for a branch: GraphQL's `Repository`, and REST's "Get rules for a branch", "Get a
/// branch" and "Get branch protection" (docs.github.com). The last is shown to administrators only.
struct GitHubRules: Sendable {
    /// The repository's ways to merge, asked for under names of their own.
    struct Styles: AliasedItems {
        static let fields = ["mergeCommitAllowed", "squashMergeAllowed", "rebaseMergeAllowed"]

        /// Nil if any of them isn't told.
        let styles: Set<BranchRules.MergeStyle>?

        init(_ container: KeyedDecodingContainer<Alias>) {
            let told = Self.fields.map { try? container.decode(Bool.self, forKey: Alias($0)) }
            let kinds: [BranchRules.MergeStyle] = [.mergeCommit, .squash, .rebase]
            styles = told.contains(nil) ? nil : Set(zip(kinds, told).filter { $0.1 == true }.map(\.0))
        }
    }

    /// A rule of a ruleset that is in force.
    struct Rule: Decodable, Sendable {
        struct Parameters: Decodable, Sendable {
            let approvals: Int?
            let dismissesStale: Bool?
            /// `merge`, `squash`, `rebase`, where a rule allows only some.
            let methods: [String]?
            /// `MERGE`, `SQUASH` or `REBASE`: of a queue.
            let method: String?

            private enum CodingKeys: String, CodingKey {
                case approvals = "required_approving_review_count"
                case dismissesStale = "dismiss_stale_reviews_on_push"
                case methods = "allowed_merge_methods"
                case method = "merge_method"
            }
        }

        let type: String
        let parameters: Parameters?
    }

    private struct Branch: Decodable, Sendable {
        let protected: Bool
    }

    /// The older kind of protection.
    struct Protection: Decodable, Sendable {
        struct Switch: Decodable, Sendable { let enabled: Bool }
        struct Reviews: Decodable, Sendable {
            let approvals: Int?
            let dismissesStale: Bool?

            private enum CodingKeys: String, CodingKey {
                case approvals = "required_approving_review_count"
                case dismissesStale = "dismiss_stale_reviews"
            }
        }

        let reviews: Reviews?
        let administrators: Switch?
        let force: Switch?

        private enum CodingKeys: String, CodingKey {
            case reviews = "required_pull_request_reviews"
            case administrators = "enforce_admins"
            case force = "allow_force_pushes"
        }
    }

    let conversation: GitHubConversation

    func rules(ofBranch branch: String) async -> BranchRules {
        var rules = BranchRules()
        let address = conversation.address
        do throws(ForgeDoubt) {
            let query = GraphQLQuery("MergeStyles", of: address, declaring: [], fields: Styles.fields, fragments: "")
            rules.styles = try await conversation.ask(query, Styles.self).styles
        } catch { rules.unread.append(error.description) }
        let hasRules = await readRules(branch, into: &rules)
        do throws(ForgeDoubt) {
            let shown = try await conversation.get(
                address.branch(branch), Branch.self, what: "branch '\(PlainWords(branch))'")
            // Without its rulesets nobody can say that nothing protects it.
            if shown.protected || hasRules { rules.isProtected = shown.protected || rules.needsProposal == true }
            // What rulesets don't say, protection of the older kind may.
            if shown.protected, rules.needsProposal == nil { await read(protection: address.branch(branch) + "/protection", into: &rules) }
        } catch { rules.unread.append(error.description) }
        return rules
    }

    /// - Returns: whether they could be read.
    private func readRules(_ branch: String, into rules: inout BranchRules) async -> Bool {
        do throws(ForgeDoubt) {
            // A hundred rules are more than a branch has.
            let found = try await conversation.get(conversation.address.rules(ofBranch: branch), [Rule].self, what: "rules of the branch")
            take(found, into: &rules)
            return true
        } catch {
            rules.unread.append(error.description)
            return false
        }
    }

    private func read(protection url: String, into rules: inout BranchRules) async {
        do throws(ForgeDoubt) {
            take(try await conversation.get(url, Protection.self, what: "protection"), into: &rules)
        } catch {
            if !error.isHidden { rules.unread.append(error.description) }
        }
    }

    /// The strictest of all rules holds.
    private func take(_ found: [Rule], into rules: inout BranchRules) {
        for rule in found {
            let parameters = rule.parameters
            switch rule.type {
            case "pull_request":
                rules.needsProposal = true
                rules.approvals = [rules.approvals, parameters?.approvals].compactMap(\.self).max()
                if let dismisses = parameters?.dismissesStale { rules.dismissesApprovals = dismisses || rules.dismissesApprovals == true }
                if let methods = parameters?.methods { narrow(to: methods, &rules) }
            case "non_fast_forward": rules.blocksForce = true
            case "merge_queue":
                rules.hasQueue = true
                if let method = parameters?.method { narrow(to: [method.lowercased()], &rules) }
            default: break
            }
        }
        // All rules in force are shown, so what isn't there isn't: unless protection of the older kind has it.
        if rules.needsProposal == true { rules.blocksForce = rules.blocksForce ?? false }
    }

    private func narrow(to methods: [String], _ rules: inout BranchRules) {
        let names: [String: BranchRules.MergeStyle] = ["merge": .mergeCommit, "squash": .squash, "rebase": .rebase]
        let allowed = Set(methods.compactMap { names[$0] })
        rules.styles = rules.styles.map { $0.intersection(allowed) } ?? allowed
    }

    private func take(_ protection: Protection, into rules: inout BranchRules) {
        rules.needsProposal = protection.reviews != nil
        (rules.approvals, rules.dismissesApprovals) = (protection.reviews?.approvals, protection.reviews?.dismissesStale)
        rules.bindsAdministrators = protection.administrators?.enabled
        rules.blocksForce = rules.blocksForce == true ? true : protection.force.map { !$0.enabled }
    }
}

extension GitHubForge: InspectedForge {
    package func rules(ofBranch branch: String) async -> BranchRules {
        await GitHubRules(conversation: GitHubConversation(address: address, caller: caller, tokens: tokens)).rules(ofBranch: branch)
    }
}
