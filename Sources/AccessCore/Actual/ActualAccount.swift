/// What a directory holds, read whole in one go. There is no value of this type for a read that failed or was cut short (P6).
package struct ActualAccount: Hashable, Sendable {
    package var users: [UserName: ActualUser]
    package var groups: Set<GroupName>
    /// What the cloud's clock said meanwhile; nil where there is none but ours.
    package var clock: Timestamp?
    /// What ours said before the cloud was asked for that; nil where it isn't known.
    package var asked: Timestamp?
    /// How many calls the reading took.
    package var calls: Int

    package init(users: [UserName: ActualUser], groups: Set<GroupName>, clock: Timestamp? = nil, calls: Int = 1) {
        (self.users, self.groups, self.clock, self.calls) = (users, groups, clock, calls)
    }
}

/// A user as the directory holds it.
package struct ActualUser: Hashable, Sendable {
    package var name: UserName
    package var id: UserID
    package var groups: Set<GroupName>
    /// As stored; keys differ in more than case (IAM User Guide, "Rules for tagging").
    package var tags: [String: String]

    package init(name: UserName, id: UserID, groups: Set<GroupName> = [], tags: [String: String] = [:]) {
        (self.name, self.id, self.groups, self.tags) = (name, id, groups, tags)
    }

    /// The value under a tag key, whatever its case.
    package func tag(_ key: String) -> String? {
        tags[key] ?? tags.first { $0.key.lowercased() == key.lowercased() }?.value
    }
}

/// One write to a directory. Each may be repeated without harm.
package enum DirectoryChange: Hashable, Sendable {
    case setTag(user: UserName, key: String, value: String)
    case removeTag(user: UserName, key: String)
    case addMember(user: UserName, group: GroupName)
    case removeMember(user: UserName, group: GroupName)
}
