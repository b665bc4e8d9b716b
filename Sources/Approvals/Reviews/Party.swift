package import AccessCore

/// Whoever did something at a forge, as far as the forge vouches for it.
package enum Party: Hashable, Sendable {
    /// A user's account. The mail is git's, where the forge took the account from that; nil elsewhere.
    case account(ForgeIdentity, mail: String? = nil)
    /// A bot or an app, by its login: nobody's hand, and never an approver.
    case machine(String)
    /// Only what git says, which is whatever its writer typed: the mail belongs to no account.
    case mail(String)
    /// Somebody the forge doesn't name, in words that stand after "by": "an account that was deleted".
    case unknown(String)

    /// In words that stand after "by" or begin a sentence.
    package var name: String {
        switch self {
        case .account(let identity, _): "@\(PlainWords(identity.login)) (id \(identity.id))"
        case .machine(let login): "@\(PlainWords(login))"
        case .mail(let mail): "'\(PlainWords(mail))'"
        case .unknown(let words): words
        }
    }
}
