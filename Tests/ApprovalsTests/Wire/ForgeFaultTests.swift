import AccessCore
import Testing

@testable import Approvals

/// Settings with which a forge can't even be asked.
@Suite struct ForgeFaultTests {
    private func fault(_ kind: ForgeSettings.Kind, _ repository: String = "owner/name", api: String?, token: String = "t") -> String? {
        let settings = ForgeSettings(kind: kind, repository: repository, api: api, credential: .token(variable: "TOKEN"))
        do throws(ForgeFault) {
            if kind == .gitlab {
                _ = try GitLabForge(settings, token: token, client: RestStub.client, now: { .earliest })
            } else {
                _ = try GiteaForge(settings, token: token, client: RestStub.client, now: { .earliest })
            }
            return nil
        } catch { return error.description }
    }

    @Test func whatIsFine() {
        #expect(fault(.gitlab, "group/sub group/sub/name", api: nil) != nil)
        #expect(fault(.gitlab, "group/sub/name", api: nil) == nil)
        #expect(fault(.gitea, api: "https://git.example.com/api/v1/") == nil)
        #expect(fault(.gitea, api: "http://127.0.0.1:3000/api/v1") == nil)
    }

    @Test(arguments: ["name", "owner/", "/name", "owner/../name", "owner/na?me", "owner/na%2Fme", "owner/na\u{7}me", "a/b#c"])
    func pathsThatAreNone(_ path: String) {
        #expect(fault(.gitlab, path, api: nil)?.hasSuffix("write it as group/project, with all its groups") == true)
        #expect(fault(.gitea, path, api: "https://x/api/v1")?.hasSuffix("write it as owner/name") == true)
    }

    @Test(arguments: [
        "http://git.example.com/api/v1", "ftp://x", "https://", "https://u:p@x/api", "http://127.0.0.1.evil.example.com", "x",
    ])
    func addressesThatWouldGiveTheTokenAway(_ api: String) {
        #expect(fault(.gitlab, api: api)?.contains("write it as https://gitlab.example.com/api/v4, or leave it out") == true)
        #expect(fault(.gitea, api: api)?.contains("write it as https://git.example.com/api/v1") == true)
    }

    @Test func giteaHasNoPublicServer() {
        #expect(fault(.gitea, api: nil)?.hasPrefix("approval.forge.api is missing") == true)
    }

    @Test(arguments: ["", "a b", "a\nX-Evil: 1", "ü"]) func tokensThatCanNotBeSent(_ token: String) {
        #expect(fault(.gitlab, api: nil, token: token)?.contains("holds no token that can be sent") == true)
    }
}
