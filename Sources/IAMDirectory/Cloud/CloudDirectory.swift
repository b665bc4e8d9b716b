package import AccessCore
package import Reconciliation

/// An account's users, groups and tags in AWS's IAM, over its Query API (IAM API reference).
package struct CloudDirectory: Directory {
    let iam: ServiceCaller
    let sts: ServiceCaller
    private let identity: AccountIdentity

    init(iam: ServiceCaller, sts: ServiceCaller, identity: AccountIdentity) { (self.iam, self.sts, self.identity) = (iam, sts, identity) }

    /// Seconds, at worst minutes (IAM User Guide, "Changes that I make are not always immediately visible").
    package var isEventuallyConsistent: Bool { true }

    /// Calls made for this account so far.
    package var statistics: CallStatistics { iam.ledger.current }

    /// Reads users and groups in ⌈(users + groups) / 1000⌉ calls, more if IAM cuts pages shorter.
    package func read() async throws(DirectoryFailure) -> ActualAccount { try await read(before: nil) }

    package func perform(_ change: DirectoryChange, before deadline: Timestamp?) async throws(DirectoryFailure) -> String? {
        if let deadline, iam.clock.ours >= deadline {
            throw DirectoryFailure(.deadline, "IAM, \(change.purpose): the deadline has come")
        }
        try await identity.confirm(before: deadline)
        let call = ServiceCall(change.action, change.parameters, purpose: change.purpose, isWrite: true, deadline: deadline)
        do throws(DirectoryFailure) {
            return try await iam.call(call) { PlainAnswer(to: call.action) }.requestID
        } catch {
            guard error.kind == .notFound, case .removeMember(let user, let group) = change,
                try await isNoMember(user, group, error, before: deadline)
            else { throw error }
            return error.requestID
        }
    }

    /// Whether a removal was refused only because there was nothing to remove. Sources differ on whether IAM answers so;
    /// if it does, its words tell, or else what can be read.
    private func isNoMember(
        _ user: UserName, _ group: GroupName, _ failure: DirectoryFailure, before deadline: Timestamp?
    ) async throws(DirectoryFailure) -> Bool {
        if failure.message.contains("not in group") { return true }
        do throws(DirectoryFailure) {
            let account = try await read(before: deadline)
            guard account.groups.contains(group), let found = account.users[user] else { return false }
            return !found.groups.contains(group)
        } catch {
            // What the removal met says more than that it couldn't be looked into.
            return false
        }
    }

    private func read(before deadline: Timestamp?) async throws(DirectoryFailure) -> ActualAccount {
        var pages = Pages()
        repeat {
            let call = ServiceCall(
                "GetAccountAuthorizationDetails", pages.parameters, purpose: "reading users and groups", deadline: deadline)
            let answer = try await iam.call(call) { AuthorizationDetails() }
            if let number = answer.handler.account { try await identity.confirm(seen: number) }
            do throws(Pages.Problem) { try pages.add(answer.handler, clock: answer.clock, asked: answer.asked) } catch {
                throw DirectoryFailure(.malformed, "IAM, \(call.purpose): \(error.message)", requestID: answer.requestID)
            }
        } while pages.next != nil
        return pages.account
    }
}

extension DirectoryChange {
    fileprivate var action: String {
        switch self {
        case .setTag: "TagUser"
        case .removeTag: "UntagUser"
        case .addMember: "AddUserToGroup"
        case .removeMember: "RemoveUserFromGroup"
        }
    }

    fileprivate var parameters: [(name: String, value: String)] {
        switch self {
        case .setTag(let user, let key, let value):
            [("UserName", user.text), ("Tags.member.1.Key", key), ("Tags.member.1.Value", value)]
        case .removeTag(let user, let key): [("UserName", user.text), ("TagKeys.member.1", key)]
        case .addMember(let user, let group), .removeMember(let user, let group):
            [("UserName", user.text), ("GroupName", group.text)]
        }
    }

    fileprivate var purpose: String {
        switch self {
        case .setTag(let user, let key, _): "setting the tag \(key) of \(user)"
        case .removeTag(let user, let key): "removing the tag \(key) of \(user)"
        case .addMember(let user, let group): "adding \(user) to \(group)"
        case .removeMember(let user, let group): "removing \(user) from \(group)"
        }
    }
}
