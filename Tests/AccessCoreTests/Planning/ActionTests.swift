import AccessCore
import Testing

@Suite struct ActionTests {
    private func changes(_ kind: Action.Kind, until: Timestamp? = nil, removes: Action.Removes? = nil) -> [DirectoryChange] {
        Action(
            kind, user: member, userID: nil, entitlement: nil, group: group, until: until, because: .approved, lease: "Lease",
            removes: removes
        ).changes(leases: LeaseFormat(prefix: "another/"))
    }

    private let tag = DirectoryChange.setTag(user: member, key: "Lease", value: "2026-11-22T01:00:00Z")

    /// There is never a membership without its lease in sight.
    @Test func theTagComesBeforeTheMembershipAndGoesAfterIt() {
        #expect(changes(.grant, until: at(60)) == [tag, .addMember(user: member, group: group)])
        #expect(changes(.revoke) == [.removeMember(user: member, group: group), .removeTag(user: member, key: "Lease")])
    }

    @Test func otherEndsAreWrittenIntoTheTagAlone() {
        for kind in [Action.Kind.extend, .shorten, .mendLease] { #expect(changes(kind, until: at(60)) == [tag]) }
    }

    @Test func aRemovalTakesOnlyWhatItIsTo() {
        #expect(changes(.revoke, removes: Action.Removes(membership: true, lease: false)) == [.removeMember(user: member, group: group)])
        #expect(changes(.revoke, removes: Action.Removes(membership: false, lease: true)) == [.removeTag(user: member, key: "Lease")])
        #expect(changes(.revoke, removes: Action.Removes(membership: false, lease: false)).isEmpty)
    }

    @Test func nothingIsGivenWithoutAnEnd() {
        for kind in [Action.Kind.grant, .extend, .shorten, .mendLease] { #expect(changes(kind).isEmpty) }
    }
}
