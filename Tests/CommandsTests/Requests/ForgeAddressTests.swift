import Testing

@testable import Commands

struct ForgeAddressTests {
    @Test(arguments: [
        ("git@github.com:example/access.git", "https://github.com/example/access/compare/main...daypass/a?expand=1"),
        ("https://user:secret@github.com/example/access", "https://github.com/example/access/compare/main...daypass/a?expand=1"),
        (
            "ssh://git@github.example.com:2222/example/access.git/",
            "https://github.example.com/example/access/compare/main...daypass/a?expand=1"
        ),
        (
            "https://gitlab.example.com:8443/group/sub/access.git",
            "https://gitlab.example.com:8443/group/sub/access/-/merge_requests/new?merge_request%5Bsource_branch%5D=daypass%2Fa&merge_request%5Btarget_branch%5D=main"
        ),
        ("git@codeberg.org:example/access.git", "https://codeberg.org/example/access/compare/main...daypass/a"),
    ])
    func known(_ remote: String, _ address: String) {
        #expect(ForgeAddress.ofNewPullRequest(remote: remote, kind: nil, branch: "daypass/a", into: "main") == address)
    }

    @Test(
        "what can't be told is left out",
        arguments: ["/srv/access.git", "file:///srv/access.git", "git@git.example.com:access.git", "ext::sh -c x", ""])
    func unknown(_ remote: String) {
        #expect(ForgeAddress.ofNewPullRequest(remote: remote, kind: nil, branch: "daypass/a", into: "main") == nil)
    }

    @Test func aKindThatIsNamedCounts() {
        let address = ForgeAddress.ofNewPullRequest(remote: "git@git.example.com:o/r.git", kind: .gitea, branch: "daypass/a", into: "a&b c")
        #expect(address == "https://git.example.com/o/r/compare/a%26b%20c...daypass/a")
    }
}
