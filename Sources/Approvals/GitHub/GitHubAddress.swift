import AccessCore

/// Where a repository's API is: REST and GraphQL, at github.com or at a GitHub Enterprise server.
struct GitHubAddress: Hashable, Sendable {
    let owner: String
    let name: String
    /// Without a slash at the end.
    let rest: String
    let graphQL: String

    static let publicAPI = "https://api.github.com"

    init(_ settings: ForgeSettings) throws(GitHubFault) {
        let parts = settings.repository.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isName) else { throw .repository(settings.repository) }
        (owner, name) = (String(parts[0]), String(parts[1]))
        var api = settings.api ?? Self.publicAPI
        while api.hasSuffix("/") { api.removeLast() }
        guard Self.isSafe(api) else { throw .api(api) }
        rest = api
        // Enterprise servers have their APIs side by side: docs.github.com, "Forming calls with GraphQL".
        graphQL = api.hasSuffix("/api/v3") ? api.dropLast("v3".count) + "graphql" : api + "/graphql"
    }

    /// What happened to a branch, the newest first (docs.github.com, REST, "List repository activities").
    func activity(ofBranch branch: String) -> String {
        "\(rest)/repos/\(owner)/\(name)/activity?ref=\(Self.encoded("refs/heads/" + branch))&per_page=100"
    }

    func installationTokens(_ installation: Int64) -> String { "\(rest)/app/installations/\(installation)/access_tokens" }

    /// GitHub's own rule for names of owners and repositories.
    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 100
            && text.utf8.allSatisfy { isUnreserved($0) && $0 != UInt8(ascii: "~") }
    }

    /// Credentials go nowhere unencrypted but to this machine itself.
    private static func isSafe(_ url: String) -> Bool {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#@\\".utf8.contains($0) }) else { return false }
        if url.hasPrefix("https://") { return url.count > "https://".count }
        return ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains {
            url == $0 || url.hasPrefix($0 + ":") || url.hasPrefix($0 + "/")
        }
    }

    /// RFC 3986, 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if isUnreserved(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
