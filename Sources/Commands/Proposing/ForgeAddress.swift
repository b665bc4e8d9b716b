import ArgumentParser
import Git

/// The software that a remote's host runs.
enum ForgeKind: String, CaseIterable, ExpressibleByArgument { case github, gitlab, gitea }

/// Where a forge lets a person open a pull request, told from the remote's address.
enum ForgeAddress {
    /// - Parameters:
    ///   - remote: as git's configuration has it. Names and passwords in it are left out.
    ///   - kind: nil: told from the host's name.
    ///   - base: the branch that it is to be merged into.
    /// - Returns: nil if it can't be told.
    static func ofNewPullRequest(remote: String, kind: ForgeKind?, branch: String, into base: String) -> String? {
        guard let (origin, path) = page(of: remote), let kind = kind ?? guess(origin) else { return nil }
        let (source, target) = (escaped(branch, slashes: true), escaped(base, slashes: true))
        switch kind {
        case .github: return "\(origin)/\(path)/compare/\(target)...\(source)?expand=1"
        case .gitea: return "\(origin)/\(path)/compare/\(target)...\(source)"
        case .gitlab:
            return "\(origin)/\(path)/-/merge_requests/new?merge_request%5Bsource_branch%5D=\(escaped(branch, slashes: false))"
                + "&merge_request%5Btarget_branch%5D=\(escaped(base, slashes: false))"
        }
    }

    /// `owner/name`: the repository's path on its host; nil if the remote is a local path.
    static func repositoryPath(ofRemote remote: String) -> String? { page(of: remote)?.path }

    /// `https://host` and the repository's path on it.
    private static func page(of remote: String) -> (origin: String, path: String)? {
        let origin: String
        var path: Substring
        switch try? RemoteURL(remote) {
        case .http(let address)?:
            origin = (address.isEncrypted ? "https" : "http") + "://\(address.host)" + (address.port.map { ":\($0)" } ?? "")
            path = address.path[...]
        case .ssh(let address)?:
            // The web has another port than SSH.
            origin = "https://" + (address.host.contains(":") ? "[\(address.host)]" : address.host)
            path = address.path[...]
        case .local?, nil: return nil
        }
        while path.hasPrefix("/") { path.removeFirst() }
        while path.hasSuffix("/") { path.removeLast() }
        if path.hasSuffix(".git") { path.removeLast(4) }
        // A folder of a person's own is no repository's page.
        guard !path.isEmpty, !path.hasPrefix("~") else { return nil }
        return (origin, escaped(String(path), slashes: true))
    }

    private static func guess(_ origin: String) -> ForgeKind? {
        let host = origin.lowercased()
        if host.contains("github") { return .github }
        if host.contains("gitlab") { return .gitlab }
        return ["gitea", "forgejo", "codeberg.org"].contains { host.contains($0) } ? .gitea : nil
    }

    /// RFC 3986: unreserved characters stay, and slashes where they part folders; an escape that is there already stays one.
    private static func escaped(_ text: String, slashes: Bool) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            case UInt8(ascii: "/") where slashes, UInt8(ascii: "%") where slashes: String(UnicodeScalar(byte))
            default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
