import AccessCore
import AccessRequests

/// A group as it is today, turned into what Daypass would have of it: pure, from what was read.
struct Adoption {
    /// What becomes of a member.
    enum Fate: Hashable {
        /// No end stands anywhere: a standing member.
        case standing
        /// A tag states an end that is still to come: a request.
        case requested(until: Timestamp)
        /// A tag states an end that is further away than any request may last: a standing member.
        case endless(until: Timestamp)
        /// A tag states an end that has passed.
        case over(at: Timestamp)
        /// What stands under the key of the tag is no end.
        case unreadable(String)
    }

    let account: AccountName
    let group: GroupName
    /// In the order of their names.
    let members: [(user: UserName, fate: Fate)]

    init(of group: GroupName, in account: AccountName, as actual: ActualAccount, leases: LeaseFormat, at now: Timestamp) {
        (self.group, self.account) = (group, account)
        let key = leases.key(for: group)
        members = actual.users.values.filter { $0.groups.contains(group) }.sorted { $0.name < $1.name }.map { user in
            guard let value = user.tag(key) else { return (user.name, .standing) }
            guard let end = leases.end(from: value) else { return (user.name, .unreadable(value)) }
            // A request begins when it is accepted, which is later than now.
            let isEndless = end.since(now) > Window.longest
            return (user.name, end <= now ? .over(at: end) : isEndless ? .endless(until: end) : .requested(until: end))
        }
    }

    /// `ProdMemberWorkGroup` is `prod-member-work-group`: small letters, and a hyphen where a word begins.
    var name: String {
        var name = ""
        var previous: Unicode.Scalar = "-"
        for scalar in group.text.unicodeScalars {
            let isUpper = ("A"..."Z").contains(scalar)
            if isUpper, ("a"..."z").contains(previous) || ("0"..."9").contains(previous) { name += "-" }
            name.unicodeScalars.append(scalar)
            previous = scalar
        }
        return RequestDraft.slug(of: name)
    }

    private func users(_ belongs: (Fate) -> Bool) -> [String] { members.filter { belongs($0.fate) }.map(\.user.text) }

    private var requesters: [String] { users { if case .requested = $0 { true } else { false } } }

    /// - Parameters:
    ///   - teams: who may ask, besides those whose tags carry ends.
    ///   - approvers: the team one of which has to approve.
    /// - Returns: nil if nobody would be eligible.
    func entitlement(teams: [TeamName], approvers: TeamName) -> EntitlementDraft? {
        guard !requesters.isEmpty || !teams.isEmpty else { return nil }
        return EntitlementDraft(
            comment: [
                "Imported from the members of \(group) in \(account). Who stands below stays a member without an end: move people",
                "to requests one by one, and say drift: enforce when nobody is left who shouldn't be.",
            ], description: "Members of \(group)", account: account.text, group: group.text, users: requesters, teams: teams.map(\.text),
            approvers: approvers.text,
            standing: users { fate in
                switch fate {
                case .standing, .endless: true
                case .requested, .over, .unreadable: false
                }
            })
    }

    /// A request for each member whose tag carries an end, with the file's name.
    var requests: [(name: String, draft: RequestDraft)] {
        members.compactMap { user, fate in
            guard case .requested(let end) = fate else { return nil }
            var draft = RequestDraft()
            (draft.user, draft.access, draft.end) = (user.text, [name], end.description)
            draft.reason = "Membership in \(group) as it was found, with the end that its tag stated"
            return ("import-\(name)-\(RequestDraft.slug(of: user.text))", draft)
        }
    }

    /// Those whom a run with `drift: enforce` would remove: nobody asks for them, and they aren't standing.
    var removed: [(user: UserName, fate: Fate)] {
        members.filter { _, fate in
            switch fate {
            case .over, .unreadable: true
            case .standing, .endless, .requested: false
            }
        }
    }
}
