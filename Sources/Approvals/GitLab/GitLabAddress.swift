import AccessCore

/// Where a project's API is: docs.gitlab.com, "REST API resources".
struct GitLabAddress: Hashable, Sendable {
    /// With all its groups.
    let path: String
    /// Without a slash at the end.
    let api: String

    static let publicAPI = "https://gitlab.com/api/v4"

    init(_ settings: ForgeSettings) throws(ForgeFault) {
        let parts = settings.repository.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, settings.repository.utf8.count <= 1024, parts.allSatisfy(Self.isName) else {
            throw .repository(settings.repository, example: "group/project, with all its groups")
        }
        path = settings.repository
        api = WebAddress.trimmed(settings.api ?? Self.publicAPI)
        guard WebAddress.isSafe(api) else {
            throw .api(api, example: "https://gitlab.example.com/api/v4, or leave it out for gitlab.com")
        }
    }

    /// By its path: all else is asked for by the number that it answers with.
    var project: String { "/projects/\(WebAddress.encoded(path))" }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text != "." && text != ".." && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.isASCII }
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"?#%\\".utf8.contains($0) }
    }
}
