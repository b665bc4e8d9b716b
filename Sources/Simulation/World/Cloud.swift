import AccessCore

/// The truth about one account, with all that it was: reads may lag behind.
// Sendable unproven by the compiler: touched by the scheduler's one thread alone.
final class Cloud: @unchecked Sendable {
    let name: AccountName
    /// Whether it is a cloud: a clock of its own, reads that lag, answers that get lost. If not, a file on the machine.
    let isRemote: Bool
    /// What its clock says more than is true, in seconds.
    var offset: Int64
    private(set) var users: [UserName: ActualUser] = [:]
    private(set) var groups: Set<GroupName>
    var silentUntil = 0
    private var past: [UserName: [(time: Int, user: ActualUser?)]] = [:]

    init(_ name: AccountName, isRemote: Bool, offset: Int64, groups: Set<GroupName>) {
        (self.name, self.isRemote, self.offset, self.groups) = (name, isRemote, offset, groups)
    }

    /// What it is, for a story.
    var words: String {
        let off = offset == 0 ? "" : ", its clock \(abs(offset)) s \(offset > 0 ? "ahead" : "behind")"
        return "\(name): \(isRemote ? "a cloud" : "a file")\(off)"
    }

    func put(_ user: ActualUser, at now: Int) { note(user.name, user, at: now) }

    func remove(_ name: UserName, at now: Int) { note(name, nil, at: now) }

    private func note(_ name: UserName, _ user: ActualUser?, at now: Int) {
        guard users[name] != user else { return }
        past[name, default: []].append((now, user))
        users[name] = user
    }

    /// A user as a replica shows it that is `lag` milliseconds behind.
    func user(_ name: UserName, before lag: Int, at now: Int) -> ActualUser? {
        past[name]?.last { $0.time <= now - lag }?.user
    }

    var everybody: [UserName] { past.keys.sorted() }

    enum Refusal: Error { case noSuchUser, noSuchGroup }

    /// Carries a write out as IAM does.
    func write(_ change: DirectoryChange, at now: Int) throws(Refusal) {
        let name = change.user
        guard var user = users[name] else { throw .noSuchUser }
        switch change {
        case .setTag(_, let key, let value):
            let known = user.tags.keys.first { $0.lowercased() == key.lowercased() } ?? key
            user.tags[known] = nil
            user.tags[key] = value
        case .removeTag(_, let key):
            for known in user.tags.keys.sorted() where known.lowercased() == key.lowercased() { user.tags[known] = nil }
        case .addMember(_, let group):
            guard groups.contains(group) else { throw .noSuchGroup }
            user.groups.insert(group)
        case .removeMember(_, let group):
            guard groups.contains(group) else { throw .noSuchGroup }
            user.groups.remove(group)
        }
        put(user, at: now)
    }
}

extension DirectoryChange {
    var user: UserName {
        switch self {
        case .setTag(let user, _, _), .removeTag(let user, _), .addMember(let user, _), .removeMember(let user, _): user
        }
    }

    var words: String {
        switch self {
        case .setTag(let user, let key, let value): "tag \(user) \(key) = \(value)"
        case .removeTag(let user, let key): "untag \(user) \(key)"
        case .addMember(let user, let group): "add \(user) to \(group)"
        case .removeMember(let user, let group): "remove \(user) from \(group)"
        }
    }
}
