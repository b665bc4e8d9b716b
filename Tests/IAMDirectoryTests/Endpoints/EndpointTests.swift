import Reconciliation
import Testing

@testable import IAMDirectory

@Suite struct EndpointTests {
    @Test(arguments: [
        ("https://iam.amazonaws.com", "iam.amazonaws.com", "https://iam.amazonaws.com/"),
        ("https://IAM.example.com:443/", "iam.example.com", "https://iam.example.com/"),
        ("https://h:8443/aws", "h:8443", "https://h:8443/aws/"),
        ("http://127.0.0.1:5000", "127.0.0.1:5000", "http://127.0.0.1:5000/"),
        ("http://127.1.2.3:80", "127.1.2.3", "http://127.1.2.3/"),
        ("http://localhost:4566", "localhost:4566", "http://localhost:4566/"),
        ("HTTP://[::1]:5000/", "[::1]:5000", "http://[::1]:5000/"),
    ])
    func whatMayBe(text: String, host: String, url: String) throws {
        let endpoint = try Endpoint(text, source: "here")
        #expect(endpoint.host == host)
        #expect(endpoint.url == url)
    }

    @Test(arguments: [
        "http://iam.amazonaws.com", "http://10.0.0.1:5000", "http://127.0.0.1.example.com", "http://127.0.0", "http://0x7f.0.0.1",
        "http://127.0.0.+1",
        "http://localhost.example.com", "http://[::2]", "http://localhost@example.com", "http://example.com#@localhost",
        "http://example.com\\@127.0.0.1",
        "ftp://localhost", "localhost:5000", "", "https://", "https://:443", "https://h:0", "https://h:65536", "https://h:x", "https://h:",
        "https://h:+5",
        "https://user:pw@h", "https://h/?q", "https://h h", "https://h\r\nX: y", "https://é", "https://[::1", "https://[::1]x",
    ])
    func whatIsRefused(text: String) {
        let failure = #expect(throws: DirectoryFailure.self) { try Endpoint(text, source: "AWS_ENDPOINT_URL") }
        #expect(failure?.kind == .invalid)
        #expect(failure?.message.hasPrefix("AWS_ENDPOINT_URL: ") == true)
        // A password in it isn't repeated.
        #expect(failure?.message.contains("pw") == false)
    }

    func endpoints(
        _ endpoint: String? = nil, role: String? = nil, region: String? = nil, _ environment: [String: String] = [:]
    ) throws -> [String] {
        let found = try Endpoints(
            endpoint: endpoint, role: try role.map { try RoleARN($0) }, region: region, environment: environment)
        return [found.iam.url, found.iamRegion, found.sts.url, found.stsRegion]
    }

    @Test func awsByPartitionAndRegion() throws {
        #expect(try endpoints() == ["https://iam.amazonaws.com/", "us-east-1", "https://sts.us-east-1.amazonaws.com/", "us-east-1"])
        #expect(
            try endpoints(region: "ap-northeast-1")
                == ["https://iam.amazonaws.com/", "us-east-1", "https://sts.ap-northeast-1.amazonaws.com/", "ap-northeast-1"])
        #expect(
            try endpoints(region: "cn-northwest-1")
                == [
                    "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1", "https://sts.cn-northwest-1.amazonaws.com.cn/",
                    "cn-northwest-1",
                ])
        #expect(
            try endpoints(role: "arn:aws-us-gov:iam::111111111111:role/R", region: "us-east-1")
                == ["https://iam.us-gov.amazonaws.com/", "us-gov-west-1", "https://sts.us-gov-west-1.amazonaws.com/", "us-gov-west-1"])
        #expect(throws: DirectoryFailure.self) { try endpoints(region: "evil.example.com/") }
    }

    @Test func theAccountsEndpointWinsOverTheEnvironments() throws {
        let environment = [
            "AWS_ENDPOINT_URL": "https://all.example.com", "AWS_ENDPOINT_URL_IAM": "https://iam.example.com", "AWS_ENDPOINT_URL_STS": "",
        ]
        #expect(try endpoints(nil, environment)[0] == "https://iam.example.com/")
        #expect(try endpoints(nil, environment)[2] == "https://all.example.com/")
        #expect(try endpoints("http://127.0.0.1:1", environment)[0] == "http://127.0.0.1:1/")
        #expect(try endpoints("http://127.0.0.1:1", environment)[2] == "http://127.0.0.1:1/")
    }

    @Test(arguments: [
        "arn:aws:iam::111111111111:role/", "arn:aws:iam::11111111111:role/R", "arn:aws:iam::111111111111:user/R",
        "arn:aws:sts::111111111111:role/R",
        "arn:aws-iso:iam::111111111111:role/R", "role/R", "", "arn:aws:iam:us-east-1:111111111111:role/R",
    ])
    func whatIsNoRole(text: String) {
        #expect(throws: DirectoryFailure.self) { try RoleARN(text) }
    }

    @Test func aRoleTellsItsAccount() throws {
        #expect(try RoleARN("arn:aws-cn:iam::222222222222:role/path/R").account == "222222222222")
    }
}
