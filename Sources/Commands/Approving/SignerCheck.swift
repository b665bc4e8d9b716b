import AccessCore
import Git

/// Whether somebody's signature could count for what they are about to sign, by the policies in force. Whether it does is for the
/// run to say; what can't count isn't signed.
struct SignerCheck {
    let clone: Clone
    let person: PersonName
    /// The commit whose content is signed.
    let commit: ObjectID

    /// Why not; nil if it could.
    func objection(to target: ApprovalTarget) throws -> CommandFailure? {
        switch target.kind {
        case .policies: return owners
        case .request(let request, let gives, _), .review(_, let request, let gives, _):
            if let objection = Self.objection(person, request, gives, target.rules, target.name) { return objection }
            return try author(of: target.name)
        }
    }

    private var owners: CommandFailure? {
        let owners = clone.policies.settings.policyOwners
        guard !owners.isEmpty else {
            return CommandFailure(
                "nobody can approve policies: settings.yaml names no approval.policy-owners",
                advice: "Name the teams there; until then the merge alone counts.")
        }
        guard !owners.contains(where: { clone.policies.people.teams[$0]?.contains(person) ?? false }) else { return nil }
        let teams = owners.map(\.text).joined(separator: " or ")
        return CommandFailure("\(person) can't approve policies, only \(teams) can", advice: "Ask one of them (approval.policy-owners).")
    }

    private static func objection(
        _ person: PersonName, _ request: AccessRequest, _ gives: [GivenAccess], _ rules: [ApprovalNeed.Rule], _ name: String
    ) -> CommandFailure? {
        guard !gives.isEmpty else {
            return CommandFailure(
                "\(name) asks for nothing that the policies in force know", advice: "See what daypass check says of it.")
        }
        guard !rules.isEmpty else {
            return CommandFailure("\(name) needs nobody's approval", advice: "Its entitlements say approval: automatic.")
        }
        if rules.contains(where: { $0.able.contains(person) }) { return nil }
        if rules.contains(where: { $0.barred.contains(person) }) {
            return CommandFailure(
                "\(person) can't approve \(name): it gives access to \(request.user), who is \(person)",
                advice: "Somebody else has to: nobody approves their own access.")
        }
        let teams = Set(rules.map(\.team)).sorted().map(\.text).joined(separator: " or ")
        return CommandFailure("\(person) can't approve \(name), only \(teams) can", advice: "Ask one of them.")
    }

    /// Who wrote what is signed can't be the one who approves it. Names in commits are easily forged, so this is a reminder: the run
    /// looks for itself.
    private func author(of path: String) throws -> CommandFailure? {
        guard let mail = clone.policies.people.people[person]?.mail?.lowercased(),
            let step = try clone.repository.history(of: [path], from: commit).steps.last,
            // A merge's author is whoever merged.
            step.commit.parents.count <= 1, step.commit.author.mail.lowercased() == mail
        else { return nil }
        return CommandFailure(
            "\(person) can't approve \(path): \(person) wrote it (\(step.commit.id.short()))",
            advice: "Somebody else has to: nobody approves what they asked for.")
    }
}
