/// One user in one group of one account: what is granted and taken back.
package struct Membership: Hashable, Sendable, Codable {
    package var account: AccountName
    package var user: UserName
    package var group: GroupName

    package init(account: AccountName, user: UserName, group: GroupName) {
        (self.account, self.user, self.group) = (account, user, group)
    }
}

extension Membership: Comparable {
    package static func < (left: Membership, right: Membership) -> Bool {
        (left.account, left.user, left.group) < (right.account, right.user, right.group)
    }
}
