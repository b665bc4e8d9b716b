import AccessCore
import IAMDirectory
import Reconciliation

/// What the credentials may do: by IAM's simulation, or where that is refused by the policies that IAM shows.
extension AccountExamination {
    /// What the reconciler has to be able to do, and what it had better not be.
    private struct Wanted {
        /// An action, the resource that stands for it, the tag key that goes with it, and how it is called where it is lacking.
        var needed: [(actions: [String], resource: String, tagKey: String?, words: (String) -> String)]
        var needless: [(actions: [String], resource: String, words: (String) -> String)]
    }

    private func wanted(_ id: AccountID, _ partition: String) -> Wanted {
        let user = "arn:\(partition):iam::\(id):user/\(Self.nobody)"
        var wanted = Wanted(needed: [], needless: [])
        for group in entitlements.map(\.group).prefix(Self.mostGroups) {
            let key = policies.settings.leases.key(for: group)
            wanted.needed.append(
                (
                    ["iam:AddUserToGroup", "iam:RemoveUserFromGroup"], LeastPolicy.arn(of: group, id, partition), nil,
                    { "\($0) on \(group)" }
                ))
            wanted.needed.append((["iam:TagUser", "iam:UntagUser"], user, key, { "\($0) of the key \(key)" }))
        }
        wanted.needless = [
            (["iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateUser", "iam:PutUserPolicy"], user, { $0 }),
            (["iam:AddUserToGroup"], LeastPolicy.arn(of: GroupName(Self.nobody), id, partition), { "\($0) on any group" }),
        ]
        return wanted
    }

    /// - Parameter holders: whose policies IAM shows, for where it doesn't simulate.
    func permissions(
        of principal: String, _ inspection: CloudInspection, _ holders: Result<[PolicyHolder], DirectoryFailure>
    ) async -> [Finding] {
        guard let id = account.id, let partition = Self.partition(of: principal) else { return [] }
        let wanted = wanted(id, partition)
        var lacking: [String] = []
        var more: [String] = []
        do throws(DirectoryFailure) {
            for need in wanted.needed {
                let allowed = try await inspection.allows(principal, need.actions, on: need.resource, tagKey: need.tagKey)
                lacking += need.actions.filter { allowed[$0] != true }.map(need.words)
            }
            for excess in wanted.needless {
                let allowed = try await inspection.allows(principal, excess.actions, on: excess.resource)
                more += excess.actions.filter { allowed[$0] == true }.map(excess.words)
            }
        } catch {
            return read(principal, wanted, holders, instead: error)
        }
        var findings = verdict(principal, lacking: lacking, more: more)
        if lacking.isEmpty {
            findings.insert(finding("permissions", .fine, "\(principal) may do all that is needed", nil), at: 0)
        }
        if entitlements.count > Self.mostGroups {
            findings.append(finding("permissions", .unknown, "only the first \(Self.mostGroups) groups were looked at", nil))
        }
        return findings
    }

    private func verdict(_ principal: String, lacking: [String], more: [String]) -> [Finding] {
        var findings: [Finding] = []
        if !lacking.isEmpty {
            findings.append(
                finding(
                    "permissions", .wrong, "\(principal) lacks \(lacking.joined(separator: ", "))",
                    "daypass doctor --policy prints what it needs."))
        }
        if !more.isEmpty {
            findings.append(
                finding(
                    "permissions", .advice, "\(principal) may do more than is needed: \(more.joined(separator: ", "))",
                    "Give it what daypass doctor --policy prints and no more."))
        }
        return findings
    }

    /// What the policies say that IAM shows: what they don't allow is lacking for certain; what they allow may be forbidden elsewhere.
    private func read(
        _ principal: String, _ wanted: Wanted, _ holders: Result<[PolicyHolder], DirectoryFailure>, instead error: DirectoryFailure
    ) -> [Finding] {
        let why =
            error.kind == .denied
            ? "IAM's simulation of \(principal) is refused to it" : "IAM's simulation of \(principal) gave no answer (\(error.message))"
        let advice = "Allow it iam:SimulatePrincipalPolicy on itself for this check, or compare its policy with daypass doctor --policy."
        guard case .success(let known) = holders, let holder = known.first(where: { Self.isOwn($0, principal) }) else {
            return [finding("permissions", .unknown, "what it may do couldn't be told: \(why), and its policies aren't shown", advice)]
        }
        var lacking: [String] = []
        var conditions: Set<String> = []
        for need in wanted.needed {
            for action in need.actions {
                guard let found = holder.permission(for: action, on: need.resource) else {
                    lacking.append(need.words(action))
                    continue
                }
                if found.isConditional { conditions.insert(found.policy) }
            }
        }
        let more = wanted.needless.flatMap { excess in
            excess.actions.filter { holder.permission(for: $0, on: excess.resource).map { !$0.isConditional } ?? false }.map(excess.words)
        }
        let all = lacking.isEmpty ? "they allow all that is needed" : "they don't allow all that is needed"
        let named = conditions.isEmpty ? "" : "conditions of \(conditions.sorted().joined(separator: ", ")), "
        return verdict(principal, lacking: lacking, more: more) + [
            finding(
                "permissions", .unknown,
                "\(why), so its policies were read instead: \(all). Whether \(named)a permissions boundary or the organization's policies forbid some of it couldn't be told",
                advice)
        ]
    }

    /// Whether policies are those of the user or role that the credentials belong to.
    private static func isOwn(_ holder: PolicyHolder, _ principal: String) -> Bool {
        holder.name == principal.split(separator: "/").last.map(String.init) && principal.contains(":\(holder.kind.rawValue)/")
    }
}
