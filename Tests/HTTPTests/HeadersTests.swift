import HTTP
import Testing

struct HeadersTests {
    @Test func namesCompareWithoutCaseAndOrderStays() {
        var headers = Headers([("Link", "1"), ("ETag", "x"), ("link", "2")])
        #expect(headers["LINK"] == "1")
        #expect(headers.values("lInK") == ["1", "2"])
        #expect(headers["lin"] == nil)
        headers["LINK"] = "3"
        #expect(headers.map { "\($0.name)=\($0.value)" } == ["LINK=3", "ETag=x"])
        headers["etag"] = nil
        #expect(headers.count == 1)
        headers["New"] = "n"
        #expect(headers.last?.name == "New")
    }

    @Test func onlyLettersFoldCase() {
        // @ and `, [ and { differ by the same bit as a letter's cases.
        #expect(Headers([("a`", "1")])["A@"] == nil)
    }

    @Test(arguments: [
        "Authorization", "authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Amz-Security-Token", "PRIVATE-TOKEN",
    ])
    func credentialsNeverPrint(name: String) {
        let headers = Headers([(name, "hunter2")])
        #expect(!everyPrint(of: headers).contains("hunter2"))
        #expect(headers.description == "[\(name): …]")
        #expect(!everyPrint(of: headers[0]).contains("hunter2"))
    }

    @Test func whatTheCallerMarksNeverPrints() {
        var headers = Headers()
        headers.add("X-Hook", "hunter2", isSensitive: true)
        headers.add("X-Plain", "plain")
        #expect(headers.description == "[X-Hook: …, X-Plain: plain]")
        #expect(!everyPrint(of: headers).contains("hunter2"))
    }

    @Test func controlCharactersDoNotReachATerminal() {
        #expect(Headers([("Server", "\u{1b}[31mred\u{9b}m\r\nX: y")]).description == "[Server: ?[31mred?m??X: y]")
    }

    @Test func aLocationPrintsWithoutItsSecrets() {
        #expect(Headers([("Location", "https://u:p@h/x?token=t")]).description == "[Location: https://h/x?…]")
    }
}

/// All the ways in which a value may end up in a log.
func everyPrint(of value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    dump([value], to: &dumped)
    return "\(value) \(String(reflecting: value)) \([value]) \(["k": value]) \(Optional(value) as Any) \(dumped)"
}
