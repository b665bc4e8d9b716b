import Foundation
import TestSupport

/// An account of the cloud in a site's settings.
struct CloudAccount {
    var name = "jump"
    var id: String?
    /// Nil: where the environment says.
    var endpoint: String?
    var role: String?
    var tags: [String: String] = ["env": "prod"]

    fileprivate var lines: String {
        var text = "  \(name):\n"
        if let id { text += "    id: \"\(id)\"\n" }
        if let role { text += "    role: \(role)\n" }
        if let endpoint { text += "    endpoint: \(endpoint)\n" }
        if !tags.isEmpty { text += "    tags: { \(tags.sorted { $0.key < $1.key }.map { "\($0): \($1)" }.joined(separator: ", ")) }\n" }
        return text
    }
}

extension Site {
    /// The sample policies, with accounts in the cloud instead of the training directory, and any number of removals at once.
    static func cloud(_ accounts: CloudAccount..., environment: [String: String] = Site.keys) async throws -> Site {
        var site = try await sample()
        site.environment.merge(environment) { $1 }
        try await site.use(accounts)
        return site
    }

    /// Keys that a stand-in takes which doesn't look at them.
    static let keys = ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-of-the-tests", "AWS_REGION": "us-east-1"]

    /// Changes the settings' accounts, and commits that.
    func use(_ accounts: [CloudAccount]) async throws {
        let settings = try read("policies/settings.yaml")
        guard let start = settings.range(of: "accounts:\n"), let end = settings.range(of: "\n# Members that nobody") else {
            throw ServerFailure(what: "the sample settings have another shape", log: settings)
        }
        let text = settings.replacingCharacters(in: start.upperBound..<end.lowerBound, with: accounts.map(\.lines).joined())
        try write(text.replacing("most: 10, fraction: 0.2", with: "most: 1000, fraction: 1"), to: "policies/settings.yaml")
        try await commit("accounts")
    }

    /// The commit that the ledger is at.
    func ledgerTip() async throws -> String { try await Shell.git("rev-parse", "audit", in: repository) }

    /// The ledger's records of a type, each as it stands there.
    func records(_ type: String, user: String? = nil) async throws -> [String] {
        let shown = try await daypass(arguments: ["audit", "show", "--format", "json", "--type", type] + (user.map { ["--user", $0] } ?? []))
        guard shown.code == 0 else { throw ServerFailure(what: "audit show", log: shown.errors) }
        return shown.output.split(separator: "\n").map(String.init)
    }
}
