import AccessCore
import Reconciliation

/// How a call has gone so far, over all its attempts, and what that means for the next one.
struct Course {
    let name: String
    let call: ServiceCall
    let pace: Pace
    /// Attempts begun.
    var attempt = 0
    /// Once is enough: a clock that is refused again isn't what is wrong.
    var mayCorrectClock = true
    private var renewed: Credentials?
    private var unanswered = 0
    private var mayHaveHappened = false
    /// Why the last attempt wasn't the last.
    private var reason: String?
    private var requestID: String?

    init(name: String, call: ServiceCall, pace: Pace) { (self.name, self.call, self.pace) = (name, call, pace) }

    /// Turns to other credentials than `rejected`, once.
    /// - Returns: whether there are any.
    mutating func renew(_ rejected: Credentials, of provider: any CredentialProvider) async throws(DirectoryFailure) -> Bool {
        guard renewed == nil else { return false }
        do { renewed = try await provider.renewed(after: rejected) } catch { throw unchanged(error) }
        return renewed != nil
    }

    func credentials(of provider: (any CredentialProvider)?) async throws(DirectoryFailure) -> Credentials? {
        if let renewed { return renewed }
        do { return try await provider?.credentials() } catch { throw unchanged(error) }
    }

    /// A failure of something else that this call needs: a write may have been carried out before it.
    func unchanged(_ failure: DirectoryFailure) -> DirectoryFailure {
        DirectoryFailure(
            failure.kind, failure.message, requestID: failure.requestID, mayHaveHappened: call.isWrite && mayHaveHappened)
    }

    /// Throws if an attempt at `instant` would be too late.
    func check(_ instant: Timestamp) throws(DirectoryFailure) {
        guard let deadline = call.deadline, instant >= deadline else { return }
        let last = reason.map { ", after \($0)" } ?? ""
        throw failure(.deadline, "the deadline has come\(last)")
    }

    func cancelled() -> DirectoryFailure { failure(.unreachable, "cancelled") }

    func ended(by failure: DirectoryFailure) -> DirectoryFailure {
        self.failure(failure.kind, failure.message, requestID: failure.requestID, mayHaveHappened: failure.mayHaveHappened)
    }

    func ended(by refusal: Refusal, as kind: DirectoryFailure.Kind) -> DirectoryFailure {
        failure(kind, words(for: refusal), requestID: refusal.requestID)
    }

    /// The pause before the next attempt; throws if there is none, with `kind` as the failure's.
    mutating func pause(_ refusal: Refusal, as kind: DirectoryFailure.Kind) throws(DirectoryFailure) -> Duration {
        if refusal.remedy == .againUnsure { mayHaveHappened = true }
        reason = words(for: refusal)
        requestID = refusal.requestID
        let isTooLong = refusal.retryAfter.map { $0 > pace.policy.longestRetryAfter } ?? false
        guard !isTooLong, attempt < pace.policy.attempts else { throw failure(kind, givingUp) }
        return pace.policy.pause(after: attempt, asked: refusal.retryAfter, chance: pace.chance())
    }

    /// The pause before the next attempt after one without an answer.
    mutating func pauseUnanswered(_ words: String, mayHaveHappened: Bool) throws(DirectoryFailure) -> Duration {
        if mayHaveHappened { self.mayHaveHappened = true }
        unanswered += 1
        reason = words
        requestID = nil
        guard unanswered < pace.policy.attemptsUnanswered, attempt < pace.policy.attempts else { throw failure(.unreachable, givingUp) }
        return pace.policy.pause(after: attempt, asked: nil, chance: pace.chance())
    }

    private var givingUp: String { "\(reason ?? "no answer"); given up after \(attempt) \(attempt == 1 ? "attempt" : "attempts")" }

    private func failure(
        _ kind: DirectoryFailure.Kind, _ words: String, requestID: String? = nil, mayHaveHappened: Bool = false
    ) -> DirectoryFailure {
        DirectoryFailure(
            kind, "\(name), \(call.purpose): \(words)", requestID: requestID ?? self.requestID,
            mayHaveHappened: call.isWrite && (mayHaveHappened || self.mayHaveHappened))
    }

    /// A refusal in a sentence. What a service says of signatures quotes the request, tokens and all.
    private func words(for refusal: Refusal) -> String {
        refusal.message.isEmpty || refusal.code.contains("Signature") ? refusal.code : "\(refusal.code): \(refusal.message)"
    }
}
