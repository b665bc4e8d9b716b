import AccessCore
import Cryptography
import HTTP

/// The token to call with. That of an App is fetched when it is needed, and again shortly before it expires.
actor GitHubTokens {
    private enum Source {
        case fixed(String)
        case app(AppIdentity)
    }

    private struct Issued: Decodable {
        let token: String
        let expiresAt: Timestamp

        private enum CodingKeys: String, CodingKey {
            case token
            case expiresAt = "expires_at"
        }
    }

    private let source: Source
    private let address: GitHubAddress
    private let caller: ForgeCaller
    private var issued: Issued?

    /// A token is used no longer than until this long before its end: a run's calls may take minutes.
    static let margin = Duration.seconds(300)

    init(_ credential: GitHubCredential, _ address: GitHubAddress, _ caller: ForgeCaller) throws(GitHubFault) {
        source =
            switch credential {
            case .token(let token): .fixed(token)
            case .app(let id, let key, let installation): .app(try AppIdentity(id: id, pem: key, installation: installation))
            }
        (self.address, self.caller) = (address, caller)
    }

    func current() async throws(ForgeDoubt) -> String {
        switch source {
        case .fixed(let token): return token
        case .app(let app):
            if let issued, caller.now() < issued.expiresAt.advanced(by: .zero - Self.margin) { return issued.token }
            let issued = try await issue(to: app)
            self.issued = issued
            return issued.token
        }
    }

    private func issue(to app: AppIdentity) async throws(ForgeDoubt) -> Issued {
        let proof: String
        do throws(CryptographyError) { proof = try app.token(at: caller.now()) } catch { throw caller.doubt(.signing(error.description)) }
        let answer = try await caller.send(
            .post, address.installationTokens(app.installation), token: proof, what: "installation \(app.installation) of this App")
        return try caller.decode(Issued.self, from: answer.body)
    }
}

extension GitHubTokens: CustomReflectable {
    /// Never shows a token.
    nonisolated var customMirror: Mirror { Mirror(self, children: []) }
}
