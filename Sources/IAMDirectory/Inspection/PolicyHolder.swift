/// A user, group or role with the policies that count for it; a user's groups' policies count for the user.
package struct PolicyHolder: Hashable, Sendable {
    /// What may hold policies.
    package enum Kind: String, Hashable, Sendable { case user, group, role }

    package var kind: Kind
    package var name: String
    /// Each with how it is had: `AdministratorAccess of the group Admins`.
    var policies: [(name: String, document: PolicyDocument)]

    package static func == (left: Self, right: Self) -> Bool { left.kind == right.kind && left.name == right.name }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(name)
    }

    /// By which policy it may do something; nil if none says so. That is what its own policies say: boundaries, organization policies
    /// and what a session is given are not looked at, nor do conditions count as met or not met.
    package func permission(for action: String, on resource: String) -> (policy: String, isConditional: Bool)? {
        let verdicts = policies.map { ($0.name, $0.document.verdict(on: action, resource)) }
        if verdicts.contains(where: { $0.1 == .denied }) { return nil }
        if let always = verdicts.first(where: { $0.1 == .allowed }) { return (always.0, false) }
        return verdicts.first { $0.1 == .conditional }.map { ($0.0, true) }
    }
}

/// Puts pages together.
struct PolicyBook {
    private var entries: [PolicyDetails.Entry] = []
    private var managed: [String: String] = [:]

    mutating func add(_ page: PolicyDetails) {
        entries += page.entries
        managed.merge(page.managed) { first, _ in first }
    }

    /// Groups are named by their members.
    var holders: [PolicyHolder] {
        var documents: [String: PolicyDocument] = [:]
        func own(_ entry: PolicyDetails.Entry, _ suffix: String) -> [(name: String, document: PolicyDocument)] {
            entry.own.map { ($0.name + suffix, PolicyDocument($0.document)) }
                + entry.attached.compactMap { arn in
                    guard let text = managed[arn] else { return nil }
                    let document = documents[arn] ?? PolicyDocument(text)
                    documents[arn] = document
                    return ((arn.split(separator: "/").last.map(String.init) ?? arn) + suffix, document)
                }
        }
        var groups: [String: [(name: String, document: PolicyDocument)]] = [:]
        for entry in entries where entry.kind == .group { groups[entry.name] = own(entry, " of the group \(entry.name)") }
        return entries.filter { $0.kind != .group }.map { entry in
            PolicyHolder(
                kind: entry.kind, name: entry.name,
                policies: own(entry, "") + entry.groups.sorted().flatMap { groups[$0] ?? [] })
        }.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
    }
}
