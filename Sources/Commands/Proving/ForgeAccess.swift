import AccessCore
import Approvals
import HTTP

/// The way to forges, with what opens them: secrets are the environment's.
struct ForgeAccess: Sendable {
    let environment: Environment
    let client: HTTPClient
    /// The machine's own time, whatever is pretended.
    let now: @Sendable () -> Timestamp

    /// Why a forge can't be asked, in words that hold no secret.
    struct Closed: Error, Hashable, Sendable {
        var why: String
    }

    func open(_ settings: ForgeSettings) throws(Closed) -> any Forge {
        switch settings.kind {
        case .github:
            let credential: GitHubCredential =
                switch settings.credential {
                case .token(let variable): .token(try secret(variable))
                case .app(let id, let variable, let installation): .app(id: id, key: try secret(variable), installation: installation)
                }
            do { return try GitHubForge(settings, credential: credential, client: client, now: now) } catch {
                throw Closed(why: "\(error)")
            }
        case .gitlab, .gitea: throw Closed(why: "reviews at \(settings.kind.rawValue) can't be asked for by this version")
        }
    }

    private func secret(_ variable: String) throws(Closed) -> String {
        guard let secret = environment[variable] else {
            throw Closed(why: "the environment variable \(variable), which policies/settings.yaml names, isn't set")
        }
        return secret
    }
}
