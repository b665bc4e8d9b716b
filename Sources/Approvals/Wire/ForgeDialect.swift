import AccessCore
import HTTP

/// What a forge calls things, how it is asked, and how it refuses. Each forge's own stands in its folder.
struct ForgeDialect: Sendable {
    let name: String
    /// What is reviewed and merged.
    let request: String
    /// Before its number.
    let mark: String
    /// What a token has to be allowed, in words that end "the token has to".
    let rights: String
    /// What each call says beside who asks.
    let headers: Headers
    /// The header that a token goes into, and what stands there before it.
    let credential: (header: String, prefix: String)
    let redirects: Redirects
    /// What a refusal says in this forge's own way; nil for one that says it as all of them do.
    let reading: @Sendable (Refusal) -> ForgeDoubt.Reason?

    /// An answer that is none.
    struct Refusal {
        let response: Response
        /// The forge's own words, as it wrote them.
        let message: String?
        /// The page about it that they name.
        let page: String?
        let now: Timestamp
    }
}

extension ForgeDialect: Hashable {
    static func == (one: Self, other: Self) -> Bool { one.name == other.name }
    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
