import AccessCore
import TestSupport

/// A world that a seed repeats exactly: entitlements, users, requests, tampering, all small enough to collide often.
struct RandomWorld {
    var random: SplitMix64
    var world: World
    private var number = 0

    static let groups = ["G0", "G1", "G2"].map { GroupName($0) }
    static let users = ["u0", "u1", "u2", "u3"].map { UserName($0) }
    static let accounts = [jump, prod]

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let entitlements = Self.groups.enumerated().map { index, group in
            entitlement(
                EntitlementName("e\(index)"), in: random.chance(1, in: 2) ? Self.accounts : [random.pick(Self.accounts)], group: group,
                eligible: Eligibility(
                    users: Set(Self.users.filter { _ in random.chance(3, in: 4) }), groups: random.chance(1, in: 3) ? [GroupName("G0")] : []
                ),
                limit: random.chance(1, in: 3) ? .seconds(60 * Int64.random(in: 20...90, using: &random)) : nil,
                drift: random.pick([.report, .enforce, nil]), standing: random.chance(1, in: 4) ? [random.pick(Self.users)] : []
            )
        }
        let limits = random.pick([RemovalLimits(), RemovalLimits(most: 100, fraction: 1), RemovalLimits(most: 1, fraction: 0.1)])
        var world = World(
            entitlements,
            users: Self.users.map { user($0, groups: [GroupName("Outside")], tags: ["team": "x", "Outside": at(-50).description]) },
            settings: settings(accounts: Self.accounts, removals: limits)
        )
        world.lagging = random.chance(1, in: 3)
        (self.random, self.world) = (random, world)
    }

    /// Anything that people may do between two runs.
    mutating func tamper() {
        let user = random.pick(Self.users)
        let account = random.pick(Self.accounts)
        let group = random.pick(Self.groups)
        switch Int.random(in: 0..<14, using: &random) {
        case 0...4: ask()
        case 5: if let id = world.files.keys.sorted().randomElement(using: &random) { world.delete(id) }
        case 6: if let id = world.files.keys.sorted().randomElement(using: &random) { change(id) }
        case 7: world.edit(user, in: account) { $0.groups.insert(group) }
        case 8: world.edit(user, in: account) { $0.groups.remove(group) }
        case 9:
            let key = random.pick([group.text, group.text.lowercased()])
            let value = random.pick([at(Int64.random(in: -50...300, using: &random)).description, "never", ""])
            world.edit(user, in: account) { edited in
                for old in edited.tags.keys where old.lowercased() == key.lowercased() { edited.tags[old] = nil }
                edited.tags[key] = value
            }
        case 10: world.edit(user, in: account) { $0.tags[group.text] = nil }
        case 11: world.unread = random.chance(1, in: 2) ? [account] : []
        case 12:
            let name = EntitlementName("e\(Int.random(in: 0..<3, using: &random))")
            let isKept = random.chance(1, in: 2)
            world.enact { policies in
                if isKept { policies.entitlements[name]?.eligible.users = [user] } else { policies.entitlements[name]?.standing = [] }
            }
        default: world.now = world.now.advanced(by: .seconds(60 * Int64.random(in: 0...25, using: &random)))
        }
    }

    private func access(_ random: inout SplitMix64) -> [String] {
        Set((0..<Int.random(in: 1...2, using: &random)).map { _ in "e\(Int.random(in: 0..<3, using: &random))" }).sorted()
    }

    private mutating func ask() {
        number += 1
        let id = RequestID("r\(number)")
        world.merge(id, made(id, user: random.pick(Self.users)), mixed: random.chance(1, in: 12))
    }

    private mutating func change(_ id: RequestID) {
        guard let user = world.files[id]?.request?.user else { return }
        world.merge(id, random.chance(1, in: 5) ? nil : made(id, user: user), mixed: random.chance(1, in: 12))
    }

    private mutating func made(_ id: RequestID, user: UserName) -> AccessRequest {
        let now = (world.now.seconds - at(0).seconds) / 60
        let start = Int64.random(in: now - 20...now + 30, using: &random)
        return request(
            id, user: user, access: access(&random), from: random.chance(1, in: 3) ? nil : at(start),
            until: at(start + Int64.random(in: 5...60, using: &random))
        )
    }
}
