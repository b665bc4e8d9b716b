import AccessCore

/// The content of an embedded directory's file. What we don't know in it is kept as it is.
struct DirectoryFile: Hashable, Sendable {
    static let version = 1

    var groups: [String]
    var users: [String: User]
    var others: [String: JSONValue]

    struct User: Hashable, Sendable {
        /// IAM's `UserId`; the name where it is left out.
        var id: String?
        var groups: [String]
        var tags: [String: String]
        /// Inline policies by name; nil where the key is left out.
        var policies: JSONValue?
        var others: [String: JSONValue]
    }

    /// What the rest of the program sees of it.
    var account: ActualAccount {
        var actual: [UserName: ActualUser] = [:]
        actual.reserveCapacity(users.count)
        for (name, user) in users {
            let name = UserName(name)
            actual[name] = ActualUser(
                name: name, id: UserID(user.id ?? name.text), groups: Set(user.groups.lazy.map { GroupName($0) }), tags: user.tags)
        }
        return ActualAccount(users: actual, groups: Set(groups.lazy.map { GroupName($0) }))
    }
}
