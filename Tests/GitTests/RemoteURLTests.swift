import Testing

@testable import Git

@Suite struct RemoteURLTests {
    @Test(arguments: [
        ("https://github.com/example/access.git", "https://github.com/example/access.git"),
        ("HTTPS://GitHub.com:443/example/access.git/", "https://github.com/example/access.git"),
        ("http://127.0.0.1:8080/a%20b", "http://127.0.0.1:8080/a%20b"),
        ("https://someone:secret@git.example.com/a", "https://git.example.com/a"),
        ("https://[::1]:8443/a", "https://[::1]:8443/a"),
        ("ssh://git@Example.com/srv/a.git", "ssh://git@example.com/srv/a.git"),
        ("ssh://git@example.com:22/srv/a.git/", "ssh://git@example.com/srv/a.git"),
        ("ssh://example.com:2222/~me/a", "ssh://example.com:2222/./~me/a"),
        ("git@example.com:team/a.git", "ssh://git@example.com/./team/a.git"),
        ("git@[::1]:a.git", "ssh://git@[::1]/./a.git"),
        ("example.com:/srv/a.git", "ssh://example.com/srv/a.git"),
        ("file:///no/such%20place/", "file:///no/such place"),
        ("/no/such/place", "file:///no/such/place"),
        ("./a:b", "file:///base/./a:b"),
    ])
    func hasOneIdentityForEverySpelling(_ text: String, _ identity: String) throws {
        #expect(try RemoteURL(text, relativeTo: "/base").identity == identity)
    }

    @Test(arguments: [
        "", "ext::sh -c id", "ext::ssh://a/b", "git://example.com/a", "ftp://example.com/a", "-oProxyCommand=id", "--upload-pack=id:x",
        "ssh://-oProxyCommand=id/x", "-oProxyCommand=id@example.com:x", "ssh://-x@example.com/a", "ssh://example.com", "ssh://example.com/",
        "git@example.com:-x", "git@example.com:", "git@exa mple.com:x", "ssh://git:secret@example.com/a", "https:///a",
        "https://example.com/a?b",
        "https://example.com/a#b", "https://example.com:0/a", "https://example.com:99999/a", "https://exa\nmple.com/a", "/a\u{7}b",
        "file://other/a",
        "file:///a%00b", "file:///a%zzb", "https://example.com/ä", "https://example.com\\@evil.example/a",
    ])
    func refuses(_ text: String) { #expect(Repository.kind { try RemoteURL(text) } == .invalid) }

    @Test func neverShowsWhatStandsBeforeTheAt() throws {
        for text in ["https://tokentoken@example.com/a", "https://me:tokentoken@example.com/a", "foo://me:tokentoken@example.com/a"] {
            do {
                let url = try RemoteURL(text)
                for shown in ["\(url)", String(reflecting: url), url.redacted, url.identity] {
                    #expect(!shown.contains("tokentoken"), "\(shown)")
                }
                var dumped = ""
                dump(url, to: &dumped)
                #expect(!dumped.contains("tokentoken"))
            } catch { #expect(!"\(error)".contains("tokentoken")) }
        }
    }

    @Test func credentialsNeverPrint() {
        let credentials = Credentials.token("tokentoken", username: "me")
        var dumped = ""
        dump(credentials, to: &dumped)
        for shown in ["\(credentials)", String(reflecting: credentials), dumped, "\(RemoteOptions(credentials: credentials))"] {
            #expect(!shown.contains("tokentoken"))
        }
        #expect(String(decoding: credentials.basic, as: UTF8.self) == "me:tokentoken")
    }
}
