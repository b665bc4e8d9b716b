import AccessCore

/// What an IAM user may ask for, as far as names and teams tell; what is up to groups and tags in IAM is said so.
struct EligibleList {
    /// By name, in alphabetical order.
    let sure: [Entitlement]
    /// Only what IAM holds can tell.
    let unsure: [Entitlement]

    init(_ user: UserName, in policies: PolicySet) {
        var (sure, unsure): ([Entitlement], [Entitlement]) = ([], [])
        for entitlement in policies.entitlements.values.sorted(by: { $0.name < $1.name }) where !entitlement.standing.contains(user) {
            if entitlement.accounts.contains(where: { entitlement.admitsByName(user, in: $0, people: policies.people) }) {
                sure.append(entitlement)
            } else if !entitlement.eligible.groups.isEmpty || !entitlement.eligible.tags.isEmpty {
                unsure.append(entitlement)
            }
        }
        (self.sure, self.unsure) = (sure, unsure)
    }

    var isEmpty: Bool { sure.isEmpty && unsure.isEmpty }

    /// In the order in which they are listed.
    var names: [String] { (sure + unsure).map(\.name.text) }

    /// A line each: `prod-read  Read production (jump), at most 12h`.
    var lines: [String] {
        let width = names.map(\.count).max() ?? 0
        func line(_ entitlement: Entitlement, _ remark: String) -> String {
            let name = entitlement.name.text
            let places = entitlement.accounts.map(\.text).joined(separator: ", ")
            let limit = entitlement.limits.duration.map { ", at most \($0.inWords)" } ?? ""
            return name + String(repeating: " ", count: width - name.count)
                + "  \(entitlement.description ?? entitlement.group.text) (\(places))"
                + limit + remark
        }
        return sure.map { line($0, "") } + unsure.map { line($0, "; up to groups or tags in IAM") }
    }
}
