import AccessCore
import Foundation
import IAMDirectory
import TestSupport
import Testing

@Suite struct SigV4Tests {
    /// Key and instant of AWS's published test suite and of the IAM User Guide's example.
    let example = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    let instant = Timestamp(seconds: 1_440_938_160)

    func signature(_ request: SignableRequest, service: String = "service") -> String? {
        let headers = SigV4(region: "us-east-1", service: service).headers(for: request, by: example, at: instant)
        return headers.last?.value.components(separatedBy: "Signature=").last
    }

    @Test func theTestSuiteOfAWS() {
        let host = "example.amazonaws.com"
        #expect(
            signature(SignableRequest(method: "GET", host: host))
                == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", "get-vanilla")
        #expect(
            signature(SignableRequest(method: "POST", host: host))
                == "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b", "post-vanilla")
        #expect(
            signature(SignableRequest(method: "GET", host: host, query: [("Param2", "value2"), ("Param1", "value1")]))
                == "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500", "get-vanilla-query-order-key-case")
        #expect(
            signature(
                SignableRequest(
                    method: "POST", host: host, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array("Param1=value1".utf8)))
                == "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a", "post-x-www-form-urlencoded")
    }

    /// IAM User Guide, "Create a signed AWS API request".
    @Test func theExampleOfTheUserGuide() throws {
        let request = SignableRequest(
            method: "GET", host: "iam.amazonaws.com", query: [("Action", "ListUsers"), ("Version", "2010-05-08")],
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
        let headers = SigV4(region: "us-east-1", service: "iam").headers(for: request, by: example, at: instant)
        #expect(headers.map(\.name) == ["X-Amz-Date", "Authorization"])
        #expect(headers.first?.value == "20150830T123600Z")
        #expect(
            headers.last?.value
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
                + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
    }

    /// Five hundred random requests, signed by botocore in one process.
    @Test func botocoreSignsTheSame() async throws {
        var random = SplitMix64(seed: 2026)
        let cases = (0..<500).map { _ in RandomRequest(using: &random) }
        let input = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
        let result = try await Shell.run([testPython, LoopbackServer.script("sign_like_botocore.py")], input: input)
        try #require(result.code == 0, "\(result.errors)")
        let expected = try JSONDecoder().decode([String].self, from: Data(result.output.utf8))
        try #require(expected.count == cases.count)
        for (one, expected) in zip(cases, expected) { #expect(one.authorization == expected, "\(one)") }
    }
}

/// A request as `sign_like_botocore.py` reads it.
private struct RandomRequest: Encodable {
    let method: String
    let host: String
    let path: String
    let query: [[String]]
    let headers: [[String]]
    let body: [UInt8]
    let key: String
    let secret: String
    let token: String?
    let region: String
    let service: String
    let instant: Int64

    init(using random: inout SplitMix64) {
        let letters = Array("abcxyzABCXYZ0189-_.~ +/=:@,;&%!'()*\"<>é終😀\\")
        func text(_ lengths: ClosedRange<Int>) -> String {
            String((0..<Int.random(in: lengths, using: &random)).map { _ in letters.randomElement(using: &random) ?? "x" })
        }
        func pick(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
        method = pick(["GET", "POST", "PUT", "DELETE"])
        host = pick(["iam.amazonaws.com", "sts.eu-west-1.amazonaws.com", "127.0.0.1:5000", "localhost:4566"])
        path = pick(["/", "/", "/", "/a/b", "/a/", "/a//b", "/./a/../b", "/..", "/a%20b/%E3%81%82", "/~x/a.b_c-d", "/a+b@c:d"])
        query = (0..<Int.random(in: 0...4, using: &random)).map { _ in [text(1...6), text(0...8)] }
        var headers: [[String]] = []
        for name in ["Content-Type", "X-Custom", "X-Custom-More", "My-Header"] where Bool.random(using: &random) {
            headers.append([
                name, pick(["plain", "  two   spaces  ", "a;b=c, d", "x\ty", "application/x-www-form-urlencoded; charset=utf-8"]),
            ])
        }
        self.headers = headers
        body = Bool.random(using: &random) ? [] : Array(text(1...200).utf8)
        key = "AKIA" + pick(["EXAMPLE", "0000000000001234"])
        secret = text(1...60)
        token =
            Bool.random(using: &random) ? nil : "FwoG" + String(repeating: "Zz+/", count: Int.random(in: 1...300, using: &random)) + "=="
        region = pick(["us-east-1", "ap-northeast-1", "cn-north-1"])
        service = pick(["iam", "sts", "sns"])
        instant = Int64.random(in: 0...4_000_000_000, using: &random)
    }

    var authorization: String? {
        let request = SignableRequest(
            method: method, host: host, path: path, query: query.map { ($0[0], $0[1]) }, headers: headers.map { ($0[0], $0[1]) }, body: body
        )
        let credentials = Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token)
        return SigV4(region: region, service: service).headers(for: request, by: credentials, at: Timestamp(seconds: instant)).last?.value
    }
}
