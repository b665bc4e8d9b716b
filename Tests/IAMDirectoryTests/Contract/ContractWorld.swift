import AccessCore
import Reconciliation

/// What a directory holds when a contract case begins.
struct ContractSeed: Sendable {
    struct User: Sendable {
        var groups: [String] = []
        var tags: [String: String] = [:]
    }

    var groups: [String] = []
    var users: [String: User] = [:]

    /// Two users and two groups, as most cases need.
    static let team = ContractSeed(
        groups: ["Developers", "ProdMemberWorkGroup"],
        users: [
            "member01": User(groups: ["Developers"], tags: ["team": "billing"]),
            "member02": User(),
        ])
}

/// A kind of directory that the contract is held against.
protocol ContractWorld: Sendable {
    /// Whether it enforces IAM's quotas and rules for tags (moto doesn't).
    var enforcesQuotas: Bool { get }

    /// A directory that holds `seed` and nothing else, whose clock says `now`.
    func directory(holding seed: ContractSeed, now: Timestamp) async throws -> any Directory
}
