import AccessCore
import Reconciliation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Workplace {
    /// Puts one thing that a person said on record, on whatever is newest.
    ///
    /// - Parameter event: what to record in the light of the newest state; throws to leave it.
    /// - Returns: the ledger with it.
    @discardableResult
    func record(tries: Int, _ event: (LedgerView) async throws -> LedgerEvent) async throws -> LedgerView {
        for attempt in 0..<tries {
            let view = try await repositories.open()
            let entry = LedgerEntry(time: clock.now(), run: run, account: nil, event: try await event(view))
            if case .appended(let after) = try await repositories.append([entry], phase: .outcome, to: view) { return after }
            await clock.wait(afterLoss: attempt + 1)
        }
        throw CommandFailure("other runs were first \(tries) times", advice: "Try again in a moment.")
    }

    /// Who is at the keyboard, as far as the machine knows: named in the record, proves nothing.
    static var operatorName: String {
        let environment = Environment.process
        let named = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "SUDO_USER", "USER", "LOGNAME"].lazy.compactMap { environment[$0] }.first {
            !$0.isEmpty
        }
        return named ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "unknown"
    }
}
