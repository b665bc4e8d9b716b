import AccessCore
import IAMDirectory
import Reconciliation

/// What can be told of one account, with read calls only.
struct AccountExamination {
    let account: Account
    let policies: PolicySet
    let directories: DirectoryFactory
    /// The machine's own time; nil while another is pretended: clocks aren't compared then.
    let clock: SystemClock?

    /// Groups whose permissions are simulated: two calls each, and IAM throttles.
    static let mostGroups = 50
    /// A name that nobody has, to ask about users and groups in general.
    static let nobody = "daypass-doctor"

    var entitlements: [Entitlement] {
        policies.entitlements.values.filter { $0.accounts.contains(account.name) }.sorted { $0.name < $1.name }
    }

    func findings() async -> [Finding] {
        let directory: any Directory
        do throws(DirectoryFailure) { directory = try directories.directory(for: account) } catch {
            return [
                finding(
                    "permissions", .wrong, error.message,
                    "Give credentials as the AWS CLI takes them; docs/cli.md lists where they are looked for.")
            ]
        }
        var findings = await reading(directory)
        guard let inspection = (directory as? CloudDirectory)?.inspection else { return findings }
        let caller: String
        do throws(DirectoryFailure) { caller = try await inspection.caller() } catch {
            return findings + [finding("permissions", .wrong, error.message, "Look at the credentials.")]
        }
        findings.append(finding("permissions", .fine, "the credentials are \(caller)", nil))
        let isRoot = caller.hasSuffix(":root")
        if isRoot {
            findings.append(
                finding("permissions", .advice, "these are the account's root credentials", "Make a role with daypass doctor --policy."))
        }
        let principal = CloudInspection.principal(of: caller)
        let holders = await Self.holders(inspection)
        if !isRoot { findings += await permissions(of: role(among: principal), inspection, holders) }
        return findings + others(than: principal, holders)
    }

    /// The settings' own role, whose path a session's ARN doesn't tell.
    private func role(among principal: String) -> String {
        guard case .cloud(let role?, _, _) = account.backend else { return principal }
        return role
    }

    private func reading(_ directory: any Directory) async -> [Finding] {
        let actual: ActualAccount
        do throws(DirectoryFailure) { actual = try await directory.read() } catch {
            let advice =
                error.kind == .denied
                ? "Allow iam:GetAccountAuthorizationDetails: without it nothing can be granted."
                : "Look at the endpoint and the credentials."
            return [finding("permissions", .wrong, "users and groups can't be read: \(error.message)", advice)]
        }
        var findings = [
            finding(
                "permissions", .fine,
                "\(Finding.count(actual.users.count, "user")) and \(Finding.count(actual.groups.count, "group")) are read", nil)
        ]
        for entitlement in entitlements where !actual.groups.contains(entitlement.group) {
            findings.append(
                finding(
                    "settings", .wrong, "there is no group \(entitlement.group), which '\(entitlement.name)' gives",
                    "Make it, or correct policies/access/\(entitlement.name).yaml."))
        }
        for user in Set(entitlements.flatMap(\.standing)).sorted() where actual.users[user] == nil {
            findings.append(finding("settings", .advice, "there is no user \(user), who is standing", "Remove the name."))
        }
        return findings + skew(actual)
    }

    /// P12: more than two minutes stop grants.
    private func skew(_ actual: ActualAccount) -> [Finding] {
        guard let clock else { return [] }
        guard let cloud = actual.clock else { return [] }
        let seconds = clock.now().since(cloud).components.seconds
        guard seconds.magnitude > 120 else {
            return [finding("clock", .fine, "this clock agrees with the cloud's within two minutes", nil)]
        }
        let words = seconds > 0 ? "ahead of" : "behind"
        return [
            finding(
                "clock", .wrong, "this clock is \(Duration.seconds(Int64(seconds.magnitude)).inWords) \(words) the cloud's",
                "Set it (NTP): nothing is granted until it agrees.")
        ]
    }

    /// Actions by which somebody could give access past the reconciler, or the right to do so.
    private func routes(_ id: AccountID, _ partition: String) -> [(action: String, resources: [String], words: String)] {
        let groups = entitlements.map(\.group).sorted().map { LeastPolicy.arn(of: $0, id, partition) }
        let user = "arn:\(partition):iam::\(id):user/\(Self.nobody)"
        return [
            ("iam:AddUserToGroup", groups, "add members"), ("iam:TagUser", [user], "change the tags that hold ends"),
            ("iam:PutGroupPolicy", groups, "change what groups may do"), ("iam:AttachGroupPolicy", groups, "change what groups may do"),
            ("iam:PutUserPolicy", [user], "give users rights of their own"),
            ("iam:AttachUserPolicy", [user], "give users rights of their own"),
            ("iam:CreateAccessKey", [user], "make keys for other users"),
        ]
    }

    private static func holders(_ inspection: CloudInspection) async -> Result<[PolicyHolder], DirectoryFailure> {
        do throws(DirectoryFailure) { return .success(try await inspection.principals()) } catch { return .failure(error) }
    }

    private func others(than principal: String, _ found: Result<[PolicyHolder], DirectoryFailure>) -> [Finding] {
        guard let id = account.id, let partition = Self.partition(of: principal) else { return [] }
        let holders: [PolicyHolder]
        switch found {
        case .success(let all): holders = all
        case .failure(let error):
            return [
                finding(
                    "others", .unknown, "who else can change groups and tags couldn't be told: \(error.message)",
                    "Look with other credentials.")
            ]
        }
        let own = principal.split(separator: "/").last.map(String.init)
        let routes = routes(id, partition)
        var findings: [Finding] = []
        for holder in holders where !(holder.name == own && principal.contains(":\(holder.kind.rawValue)/")) {
            var words: [String: (policy: String, isConditional: Bool)] = [:]
            for route in routes where words[route.words]?.isConditional ?? true {
                for resource in route.resources {
                    if let found = holder.permission(for: route.action, on: resource) {
                        words[route.words] = (found.policy, found.isConditional)
                        break
                    }
                }
            }
            guard let policy = words.values.min(by: { ($0.isConditional ? 1 : 0, $0.policy) < ($1.isConditional ? 1 : 0, $1.policy) })
            else { continue }
            let condition = words.values.allSatisfy(\.isConditional) ? " on a condition" : ""
            findings.append(
                finding(
                    "others", .advice,
                    "the \(holder.kind.rawValue) \(holder.name) can \(words.keys.sorted().joined(separator: ", "))\(condition) (\(policy.policy))",
                    "What is changed by it is found as drift at the next run; take it away where nobody needs it."))
        }
        guard !findings.isEmpty else {
            return [finding("others", .fine, "no other user's or role's policies let it change groups or tags", nil)]
        }
        return findings
    }

    /// `aws`, of an ARN.
    static func partition(of arn: String) -> String? { arn.split(separator: ":").dropFirst().first.map(String.init) }

    func finding(_ about: String, _ result: Finding.Result, _ message: String, _ advice: String?) -> Finding {
        Finding(about, account: account.name.text, result, message, advice: advice)
    }
}
