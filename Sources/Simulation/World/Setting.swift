import AccessCore

/// How a world is when it begins: accounts, people, policies.
struct Setting {
    static let repository = "example/access"
    static let people = (1...5).map { UserName("user0\($0)") }
    static let standing = UserName("root01")
    static let groups = ["Work", "Ops", "Db"].map { GroupName($0) }
    static let developers = GroupName("Developers")
    /// A group that no policy ever names.
    static let finance = GroupName("Finance")
    static let entitlements = ["work", "ops", "db"].map { EntitlementName($0) }

    let clouds: [AccountName: Cloud]
    let policies: PolicySet
    let written: Written

    /// - Parameters:
    ///   - other: numbers for what plain worlds lack.
    ///   - third: numbers for people whose word counts.
    init(_ dice: inout Dice, _ swarm: Swarm, _ other: inout Dice, _ third: inout Dice) {
        let names = Array(["jump", "prod", "lab"].map { AccountName($0) }.prefix(dice.within(1...3)))
        var clouds: [AccountName: Cloud] = [:]
        for (index, name) in names.enumerated() {
            let isRemote = dice.happens(0.75)
            let offset = swarm.cloudClocksAreOff && dice.happens(0.5) ? Int64([-400, -50, 50, 400][dice.below(4)]) : 0
            let cloud = Cloud(name, isRemote: isRemote, offset: offset, groups: Set(Self.groups + [Self.developers, Self.finance]))
            for (number, user) in (Self.people + [Self.standing]).enumerated() {
                var groups: Set<GroupName> = number < 3 ? [Self.developers] : []
                if user == Self.standing { groups.insert(Self.groups[0]) }
                if number == 4 { groups.insert(Self.finance) }
                let tags = number % 2 == 0 ? ["team": "billing"] : [:]
                cloud.put(ActualUser(name: user, id: UserID("AIDA\(index)\(number)"), groups: groups, tags: tags), at: 0)
            }
            clouds[name] = cloud
        }
        self.clouds = clouds
        let accounts = names.enumerated().map { index, name in
            let isRemote = clouds[name]?.isRemote ?? false
            return Account(
                name: name, id: isRemote ? AccountID("11111111111\(index)") : nil,
                backend: isRemote ? .cloud(role: nil, externalID: nil, endpoint: nil) : .directory(path: "\(name).json"))
        }
        let settings = Settings(
            repository: Self.repository, timezone: "UTC",
            accounts: Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0) }), drift: dice.happens(0.5) ? .enforce : .report,
            removals: dice.happens(0.6) ? RemovalLimits(most: 100, fraction: 1) : RemovalLimits(most: 2, fraction: 0.5),
            leases: LeaseFormat(prefix: dice.happens(0.5) ? "" : "lease:")
        )
        let eligible = [
            Eligibility(users: Set(Self.people)), Eligibility(groups: [Self.developers]),
            Eligibility(users: [Self.people[3]], tags: ["team": "billing"]),
        ]
        var entitlements: [EntitlementName: Entitlement] = [:]
        for (index, name) in Self.entitlements.enumerated() {
            entitlements[name] = Entitlement(
                name: name, accounts: index == 1 ? [names[0]] : names, group: Self.groups[index], eligible: eligible[index],
                approval: .automatic, limits: EntitlementLimits(duration: index == 2 ? .seconds(4 * 3600) : nil),
                standing: index == 0 ? [Self.standing] : []
            )
        }
        var policies = PolicySet(
            tree: TreeID(String(repeating: "0", count: 38) + "70"), settings: settings, people: People(), entitlements: entitlements)
        var written = Written()
        Self.enrich(&policies, &written, swarm.format, &other)
        Self.enroll(&policies, &written, swarm.proof, &third)
        (self.policies, self.written) = (policies, written)
    }
}
