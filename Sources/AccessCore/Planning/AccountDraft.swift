/// An account's plan while it is being made.
struct AccountDraft {
    var plan: AccountPlan
    let actual: ActualAccount
    let fence: [GroupName: AcceptedPolicy.FencedGroup]
    let lagging: Bool
    /// Sightings of this run, to be compared with those on record.
    var drift: Set<Membership> = []
    var malformed: Set<Membership> = []
    /// Not looked at: a read may lag behind what was done there a moment ago, or another runner is at it.
    var unseen: Set<Membership> = []
    private var addedGroups: [UserName: Int] = [:]
    private var addedTags: [UserName: Int] = [:]

    init(name: AccountName, actual: ActualAccount, fence: [GroupName: AcceptedPolicy.FencedGroup], lagging: Bool) {
        plan = AccountPlan(name: name)
        (self.actual, self.fence, self.lagging) = (actual, fence, lagging)
    }

    mutating func note(_ severity: Diagnostic.Severity, _ code: String, _ message: String, advice: String) {
        plan.diagnostics.append(Diagnostic(severity, code, message, advice: advice))
    }

    /// IAM's quotas: 10 groups a user (hard), 50 tags a user ("IAM and AWS STS quotas").
    static let groupsOfUser = 10
    static let tagsOfUser = 50

    /// Counts what a grant adds; names the quota that it would break.
    mutating func reserve(_ user: ActualUser, addsGroup: Bool, addsTag: Bool) -> String? {
        let groups = user.groups.count + addedGroups[user.name, default: 0] + (addsGroup ? 1 : 0)
        let tags = user.tags.count + addedTags[user.name, default: 0] + (addsTag ? 1 : 0)
        if addsGroup, groups > Self.groupsOfUser { return "\(Self.groupsOfUser) groups" }
        if addsTag, tags > Self.tagsOfUser { return "\(Self.tagsOfUser) tags" }
        addedGroups[user.name, default: 0] += addsGroup ? 1 : 0
        addedTags[user.name, default: 0] += addsTag ? 1 : 0
        return nil
    }
}
