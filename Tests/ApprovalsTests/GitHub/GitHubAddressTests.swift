import AccessCore
import Testing

@testable import Approvals

@Suite struct GitHubAddressTests {
    private func address(_ repository: String = "example/access", api: String? = nil) throws(GitHubFault) -> GitHubAddress {
        try GitHubAddress(ForgeSettings(kind: .github, repository: repository, api: api, credential: .token(variable: "TOKEN")))
    }

    @Test func thePublicServiceIsTheDefault() throws {
        let address = try address()
        #expect(address.rest == "https://api.github.com" && address.graphQL == "https://api.github.com/graphql")
        #expect(
            address.activity(ofBranch: "request/1")
                == "https://api.github.com/repos/example/access/activity?ref=refs%2Fheads%2Frequest%2F1&per_page=100")
    }

    @Test func anEnterpriseServerHasBothSideBySide() throws {
        for api in ["https://ghe.example/api/v3", "https://ghe.example/api/v3/"] {
            let address = try address(api: api)
            #expect(address.rest == "https://ghe.example/api/v3" && address.graphQL == "https://ghe.example/api/graphql")
        }
        #expect(try address(api: "https://api.octo.ghe.com").graphQL == "https://api.octo.ghe.com/graphql")
    }

    @Test(arguments: ["", "access", "a/b/c", "/b", "a/", "../b", "a/..", "a/b?", "a b/c", "a/é"])
    func whatIsNoRepositoryIsRefused(name: String) {
        #expect(throws: GitHubFault.repository(name)) { try address(name) }
        #expect("\(GitHubFault.repository("x"))" == "approval.forge.repository is 'x': write it as owner/name")
    }
}
