import HTTP
import Testing

struct RequestTests {
    let request = Request(
        .post, "https://me:hunter2@example.com/x?signature=hunter2",
        headers: ["Authorization": "Bearer hunter2", "X-Amz-Security-Token": "hunter2", "Accept": "text/xml"],
        body: Array("hunter2".utf8))

    @Test func nothingSecretPrints() {
        #expect(!everyPrint(of: request).contains("hunter2"))
        #expect(!everyPrint(of: request).contains("104, 117"), "the body's bytes")
        #expect(request.description == "POST https://example.com/x?… [Authorization: …, X-Amz-Security-Token: …, Accept: text/xml] 7 bytes")
    }

    @Test func aProxysPasswordNeverPrints() {
        let configuration = HTTPConfiguration(proxy: .url("http://me:hunter2@proxy:3128"))
        #expect(!everyPrint(of: configuration).contains("hunter2"))
        #expect(!everyPrint(of: configuration.proxy).contains("hunter2"))
    }

    @Test(arguments: [("GET", true), ("HEAD", true), ("PUT", true), ("DELETE", true), ("POST", false), ("PATCH", false)])
    func theMethodSaysWhatMayBeRepeated(name: String, isIdempotent: Bool) throws {
        let method = try #require(Method(name))
        #expect(Request(method, "http://h/").isIdempotent == isIdempotent)
        #expect(Request(method, "http://h/", isIdempotent: !isIdempotent).isIdempotent == !isIdempotent)
    }

    @Test(arguments: ["", "GET ", "G\r\nT", "CONNECT", "TRACE", "connect", "GÉT"])
    func whatIsNoMethod(name: String) {
        #expect(Method(name) == nil)
    }
}
