import AccessCore

/// Where a repository's API is, on a Gitea or Forgejo server.
struct GiteaAddress: Hashable, Sendable {
    /// `owner/name`.
    let path: String
    /// Without a slash at the end.
    let api: String

    private static let example = "https://git.example.com/api/v1"

    init(_ settings: ForgeSettings) throws(ForgeFault) {
        let parts = settings.repository.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isName) else { throw .repository(settings.repository, example: "owner/name") }
        path = settings.repository
        guard let api = settings.api.map(WebAddress.trimmed) else { throw .noAPI(example: Self.example) }
        guard WebAddress.isSafe(api) else { throw .api(api, example: Self.example) }
        self.api = api
    }

    /// Below the API's address.
    var repository: String { "/repos/\(path)" }

    /// Gitea's own rule for names: letters, digits, `-`, `_` and `.`.
    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 100
            && text.utf8.allSatisfy { WebAddress.isUnreserved($0) && $0 != UInt8(ascii: "~") }
    }
}
