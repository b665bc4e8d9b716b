import Reconciliation
import Testing

@testable import IAMDirectory

@Suite struct ConfigurationFileTests {
    @Test func readsWhatTheCLIWrites() throws {
        let file = try ConfigurationFile(
            """
            # a comment
            [default]
            region=eu-west-1
            ; another
            [profile two]
              Role_ARN = arn:aws:iam::1:role/a=b
              s3 =
                max_concurrent_requests = 20
                region = nested
              region: us-east-1
            aws_secret_access_key = a#b;c = d
            [profile "with space"]
            empty =
            [sso-session mine]
            x = y
            """, path: "config")
        #expect(file.sections["profile two"]?["role_arn"] == "arn:aws:iam::1:role/a=b")
        #expect(
            file.profilesOfConfiguration == [
                "default": ["region": "eu-west-1"],
                "two": ["role_arn": "arn:aws:iam::1:role/a=b", "s3": "", "region": "us-east-1", "aws_secret_access_key": "a#b;c = d"],
                "with space": ["empty": ""],
            ])
    }

    @Test(arguments: [
        ("a = b", "f:1: a [section] is expected before this line"),
        ("[x]\nsecretwithoutkey", "f:2: 'key = value' is expected"),
        ("[x]\n= b", "f:2: 'key = value' is expected"),
        ("[x\na = b", "f:1: ']' is missing"),
        ("[x]\n[x]", "f:2: [x] stands here a second time"),
        ("[x]\na = b\nA = c", "f:3: 'a' stands here a second time"),
    ])
    func aMistakeNamesItsLine(text: String, message: String) {
        let failure = #expect(throws: DirectoryFailure.self) { try ConfigurationFile(text, path: "f") }
        #expect(failure == DirectoryFailure(.credentials, message))
    }
}
