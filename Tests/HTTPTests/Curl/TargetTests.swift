import Testing

@testable import HTTP

struct TargetTests {
    @Test func whatCurlGoesToIsWhatIsJudged() throws {
        let target = try Target("HTTPS://us%65r:p%40ss@EXAMPLE.com:443/a/../b?q=%2f#f")
        #expect(target.origin == Target.Origin(scheme: "https", host: "example.com", port: "443"))
        #expect(target.user == "user")
        #expect(target.password == "p@ss")
        #expect(target.url == "https://EXAMPLE.com:443/a/../b?q=%2f")
    }

    @Test func anOrdinaryURLStaysByteForByte() throws {
        #expect(try Target("http://h/a/./b//c/..?x=%aB&y=+").url == "http://h/a/./b//c/..?x=%aB&y=+")
    }

    @Test(arguments: [
        ("/y", "https://h:8443/y"), ("y?z", "https://h:8443/a/y?z"), ("https://H:8443/q", "https://H:8443/q"),
        ("//h:8443/r", "https://h:8443/r"),
    ])
    func locationsWithinTheOrigin(location: String, url: String) throws {
        let target = try Target("https://h:8443/a/b?c")
        let next = try #require(target.resolving(location))
        #expect(next.url == url)
        #expect(next.origin == target.origin)
    }

    @Test(arguments: [
        "http://h:8443/", "https://h/", "https://h:8444/", "//other/", "https://h:8443.evil.example/", "https://h.evil.example:8443/",
    ])
    func locationsElsewhere(location: String) throws {
        let target = try Target("https://h:8443/a/b?c")
        #expect(target.resolving(location)?.origin != target.origin)
    }

    @Test(arguments: ["https://u:p@h:8443/", "https://u@h:8443/", "https://h:8443@evil/", "https://h:8443\\@evil/"])
    func locationsWithAUserLeadNowhere(location: String) throws {
        let next = try Target("https://h:8443/a/b?c").resolving(location)
        #expect(next == nil || next?.origin.host != "h")
        #expect(next?.user == nil)
    }
}
