import Reconciliation

/// Where credentials come from, again and again.
protocol CredentialProvider: Sendable {
    /// Credentials that are good for some time yet.
    func credentials() async throws(DirectoryFailure) -> Credentials

    /// Others than `rejected`, which the service refused; nil if there are none.
    func renewed(after rejected: Credentials) async throws(DirectoryFailure) -> Credentials?
}
