import Reconciliation
import Synchronization

/// Keys that are found, not made. Looks again once they are refused: somebody may have renewed them.
final class KeyProvider: CredentialProvider {
    private let known: Mutex<Credentials>
    private let find: @Sendable () throws(DirectoryFailure) -> Credentials?

    /// - Parameter find: looks for them anew.
    init(_ credentials: Credentials, findingAnewBy find: @escaping @Sendable () throws(DirectoryFailure) -> Credentials?) {
        known = Mutex(credentials)
        self.find = find
    }

    func credentials() async throws(DirectoryFailure) -> Credentials { known.withLock { $0 } }

    func renewed(after rejected: Credentials) async throws(DirectoryFailure) -> Credentials? {
        let current = known.withLock { $0 }
        if current != rejected { return current }
        guard let found = try find(), found != rejected else { return nil }
        known.withLock { $0 = found }
        return found
    }
}
