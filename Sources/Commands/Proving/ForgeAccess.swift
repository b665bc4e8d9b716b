import AccessCore
import Approvals
import HTTP

/// The way to forges, with what opens them: secrets are the environment's.
struct ForgeAccess: Sendable {
    let environment: Environment
    let client: HTTPClient
    let patience: ForgePatience
    /// The machine's own time, whatever is pretended.
    let now: @Sendable () -> Timestamp

    /// Why a forge can't be asked, in words that hold no secret.
    struct Closed: Error, Hashable, Sendable {
        var why: String
    }

    /// - Parameter end: when no forge is waited for any longer; nil: as long from now on as there is ``patience`` for.
    func open(_ settings: ForgeSettings, by end: ContinuousClock.Instant? = nil) throws(Closed) -> any InspectedForge {
        let client = TimedExchange(client, patience, by: end ?? patience.end)
        do {
            switch settings.kind {
            case .github: return try GitHubForge(settings, credential: try credential(settings), client: client, now: now)
            case .gitlab: return try GitLabForge(settings, token: try token(settings), client: client, now: now)
            case .gitea: return try GiteaForge(settings, token: try token(settings), client: client, now: now)
            }
        } catch let closed as Closed { throw closed } catch { throw Closed(why: "\(error)") }
    }

    private func credential(_ settings: ForgeSettings) throws(Closed) -> GitHubCredential {
        switch settings.credential {
        case .token: .token(try token(settings))
        case .app(let id, let variable, let installation): .app(id: id, key: try secret(variable), installation: installation)
        }
    }

    private func token(_ settings: ForgeSettings) throws(Closed) -> String {
        switch settings.credential {
        case .token(let variable): try secret(variable)
        case .app: throw Closed(why: "an App opens GitHub, not \(settings.kind.rawValue)")
        }
    }

    private func secret(_ variable: String) throws(Closed) -> String {
        guard let secret = environment[variable] else {
            throw Closed(why: "the environment variable \(variable), which policies/settings.yaml names, isn't set")
        }
        return secret
    }
}
