import AccessCore
import Reconciliation

/// Sees to it that credentials belong to the account that the settings mean before anything is written there.
///
/// Users' and groups' ARNs name the account, so that a read tells for nothing; STS is asked only when a write comes first,
/// or the account is empty. For an assumed role its own ARN tells.
actor AccountIdentity {
    private let account: AccountName
    /// Nil: the settings don't say, or it is certain already.
    private var expected: AccountID?
    private let sts: ServiceCaller
    private let turn = Turn()

    init(_ account: AccountName, expected: AccountID?, sts: ServiceCaller) {
        (self.account, self.expected, self.sts) = (account, expected, sts)
    }

    /// A read has found things of the account `number`.
    func confirm(seen number: String) throws(DirectoryFailure) {
        guard let expected else { return }
        guard number == expected.text else {
            throw DirectoryFailure(
                .credentials, "the credentials for \(account) belong to the account \(number); the settings say \(expected)")
        }
        self.expected = nil
    }

    /// Asks whom the credentials belong to, unless that is known.
    func confirm(before deadline: Timestamp?) async throws(DirectoryFailure) {
        guard expected != nil else { return }
        await turn.take()
        do throws(DirectoryFailure) {
            if expected != nil { try await ask(before: deadline) }
            await turn.giveBack()
        } catch {
            await turn.giveBack()
            throw error
        }
    }

    private func ask(before deadline: Timestamp?) async throws(DirectoryFailure) {
        let call = ServiceCall("GetCallerIdentity", [], purpose: "asking whom the credentials belong to", deadline: deadline)
        let answer = try await sts.call(call) { PlainAnswer(to: "GetCallerIdentity", requiring: [.account]) }
        try confirm(seen: answer.handler[.account])
    }
}
