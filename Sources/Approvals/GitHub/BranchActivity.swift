import AccessCore

/// One entry of a repository's activity: docs.github.com, REST, "List repository activities". The only place that names
/// who pushed.
struct BranchActivity: Decodable, Hashable, Sendable {
    struct Actor: Decodable, Hashable, Sendable {
        let login: String
        let id: Int64
        let type: String
    }

    /// Forty zeros where there was none.
    let before: String
    let after: String
    /// With `refs/heads/`.
    let ref: String
    let timestamp: Timestamp
    let kind: String
    let actor: Present<Actor>

    private enum CodingKeys: String, CodingKey {
        case before, after, ref, timestamp, actor
        case kind = "activity_type"
    }

    var isDeletion: Bool { kind == "branch_deletion" }
    var makesTheBranch: Bool { before.allSatisfy { $0 == "0" } }

    var pusher: Party {
        guard let actor = actor.value else { return .unknown("an account that was deleted, or a deploy key") }
        return switch actor.type {
        case "User": .account(ForgeIdentity(login: actor.login, id: actor.id))
        case "Bot": .machine(actor.login)
        default: .unknown("'\(PlainWords(actor.login))', which is no user's account")
        }
    }

    var push: PushFacts {
        PushFacts(
            pusher: pusher, at: timestamp, isForced: kind == "force_push", before: makesTheBranch ? nil : CommitID(before),
            after: CommitID(after))
    }
}

/// The pushes that made a branch what was merged, each the next one's beginning: so none of them is missing.
struct PushChain {
    /// Oldest first.
    private(set) var pushes: [PushFacts] = []

    /// - Parameters:
    ///   - activity: newest first, as GitHub gives it.
    ///   - isWhole: whether there is no further page.
    init(_ activity: [BranchActivity], isWhole: Bool, of pull: Candidate, merged: Timestamp) throws(ForgeDoubt) {
        let name = pull.headRefName
        guard activity.allSatisfy({ $0.ref == "refs/heads/" + name }) else { throw .gitHub(.shape("ref")) }
        guard zip(activity, activity.dropFirst()).allSatisfy({ $0.timestamp >= $1.timestamp }) else { throw .gitHub(.shape("timestamp")) }
        // After the merge the branch may go, come back, and get other commits, within the same second as well.
        var rest = activity.drop { $0.timestamp > merged || ($0.timestamp == merged && $0.after != pull.headRefOid) }[...]
        guard rest.first?.after == pull.headRefOid else { throw .gitHub(.pushesMissing(pull.number, name)) }
        var end = pull.headRefOid
        while let entry = rest.popFirst() {
            guard entry.after == end, !entry.isDeletion else { throw .gitHub(.pushesBroken(pull.number, name)) }
            pushes.append(entry.push)
            end = entry.before
            guard entry.makesTheBranch else { continue }
            // A branch that was restored goes on where it was deleted.
            guard let deletion = rest.first, deletion.isDeletion, deletion.before == entry.after else {
                pushes.reverse()
                return
            }
            rest.removeFirst()
            end = deletion.before
        }
        throw isWhole ? .gitHub(.pushesBroken(pull.number, name)) : .gitHub(.pushesPages(pull.number, name))
    }
}
