import AccessCore
import Reconciliation

/// The four writes, with IAM's rules and outcomes.
extension DirectoryFile {
    /// - Returns: whether anything became different.
    mutating func apply(_ change: DirectoryChange) throws(DirectoryFailure) -> Bool {
        let before = try user(change.user)
        var user = before
        switch change {
        case .setTag(let name, let key, let value): try user.setTag(key, value, of: name)
        case .removeTag(_, let key):
            for old in user.tags.keys where TagRules.foldedKey(old) == TagRules.foldedKey(key) { user.tags[old] = nil }
        case .addMember(let name, let group):
            try require(group)
            try user.join(group, as: name)
        case .removeMember(_, let group):
            try require(group)
            user.groups.removeAll { $0 == group.text }
        }
        guard user != before else { return false }
        users[change.user.text] = user
        return true
    }

    private func user(_ name: UserName) throws(DirectoryFailure) -> User {
        guard let user = users[name.text] else { throw DirectoryFailure(.notFound, "user '\(name)' doesn't exist") }
        return user
    }

    private func require(_ group: GroupName) throws(DirectoryFailure) {
        guard groups.contains(group.text) else { throw DirectoryFailure(.notFound, "group '\(group)' doesn't exist") }
    }
}

extension DirectoryFile.User {
    /// A key that differs from an old one only in case takes its place.
    fileprivate mutating func setTag(_ key: String, _ value: String, of name: UserName) throws(DirectoryFailure) {
        if let problem = TagRules.problem(withKey: key) { throw DirectoryFailure(.invalid, "tag key '\(key)' \(problem)") }
        if let problem = TagRules.problem(withValue: value) { throw DirectoryFailure(.invalid, "value of tag '\(key)' \(problem)") }
        for old in tags.keys where old != key && TagRules.foldedKey(old) == TagRules.foldedKey(key) { tags[old] = nil }
        guard tags[key] != nil || tags.count < UserQuotas.tags else {
            throw DirectoryFailure(.limit, "user '\(name)' has \(UserQuotas.tags) tags, as many as a user can have")
        }
        tags[key] = value
    }

    fileprivate mutating func join(_ group: GroupName, as name: UserName) throws(DirectoryFailure) {
        guard !groups.contains(group.text) else { return }
        guard groups.count < UserQuotas.groups else {
            throw DirectoryFailure(.limit, "user '\(name)' is in \(UserQuotas.groups) groups, as many as a user can be in")
        }
        groups.append(group.text)
    }
}

extension DirectoryChange {
    /// Whose user it is about.
    var user: UserName {
        switch self {
        case .setTag(let user, _, _), .removeTag(let user, _), .addMember(let user, _), .removeMember(let user, _): user
        }
    }
}
