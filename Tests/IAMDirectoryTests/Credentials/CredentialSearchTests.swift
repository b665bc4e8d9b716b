import Reconciliation
import TestSupport
import Testing

@testable import IAMDirectory

@Suite struct CredentialSearchTests {
    let home = TemporaryDirectory()

    func find(_ environment: [String: String] = [:]) throws -> CredentialSearch.Found {
        try CredentialSearch(environment: environment, home: home.path, sessionName: "daypass-1").find()
    }

    func failure(_ environment: [String: String] = [:]) -> String? {
        let failure = #expect(throws: DirectoryFailure.self) { try find(environment) }
        #expect(failure?.kind == .credentials)
        return failure?.message.replacing(home.path, with: "~")
    }

    let keys = Credentials(accessKeyID: "AKID", secretAccessKey: "SECRET")

    @Test func theEnvironmentComesFirst() throws {
        try home.write("[default]\naws_access_key_id = OTHER\naws_secret_access_key = OTHER\n", to: ".aws/credentials")
        let found = try find([
            "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "SECRET", "AWS_SESSION_TOKEN": "TOKEN", "AWS_REGION": "eu-west-1",
            "AWS_PROFILE": "absent",
        ])
        #expect(found.source == .keys(Credentials(accessKeyID: "AKID", secretAccessKey: "SECRET", sessionToken: "TOKEN")))
        #expect(found.region == "eu-west-1")
    }

    @Test func emptyVariablesCountAsNotSet() throws {
        try home.write("[default]\naws_access_key_id = AKID\naws_secret_access_key = SECRET\n", to: ".aws/credentials")
        let found = try find([
            "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "", "AWS_REGION": "",
        ])
        #expect(found.source == .keys(keys))
        #expect(found.region == nil)
    }

    @Test func halfAPairIsAMistake() {
        #expect(failure(["AWS_ACCESS_KEY_ID": "AKID"]) == "AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY isn't")
    }

    @Test func nothingFoundNamesThePlaces() {
        #expect(
            failure()
                == "no AWS credentials: looked at AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE and the profile 'default' in "
                + "~/.aws/config and ~/.aws/credentials")
        #expect(
            failure(["AWS_CONFIG_FILE": "/c", "AWS_SHARED_CREDENTIALS_FILE": "~/s", "AWS_PROFILE": "p"])
                == "there is no profile 'p' in /c and ~/s")
    }

    @Test func filesAreMerged() throws {
        try home.write("[profile p]\nregion = cn-north-1\naws_access_key_id = OLD\n", to: ".aws/config")
        try home.write("[p]\naws_access_key_id = AKID\naws_secret_access_key = SECRET\naws_session_token = TOKEN\n", to: ".aws/credentials")
        let found = try find(["AWS_PROFILE": "p"])
        #expect(found.source == .keys(Credentials(accessKeyID: "AKID", secretAccessKey: "SECRET", sessionToken: "TOKEN")))
        #expect(found.region == "cn-north-1")
        #expect(try find(["AWS_PROFILE": "p", "AWS_DEFAULT_REGION": "us-east-1"]).region == "us-east-1")
    }

    @Test func rolesLeadToTheirSource() throws {
        try home.write(
            """
            [profile outer]
            role_arn = arn:aws:iam::222222222222:role/Outer
            source_profile = inner
            external_id = example
            role_session_name = mine
            [profile inner]
            role_arn = arn:aws:iam::111111111111:role/Inner
            source_profile = inner
            aws_access_key_id = AKID
            aws_secret_access_key = SECRET
            """, to: ".aws/config")
        let inner = CredentialSource.role(
            RoleToAssume(arn: "arn:aws:iam::111111111111:role/Inner", externalID: nil, sessionName: "daypass-1"), with: .keys(keys))
        #expect(
            try find(["AWS_PROFILE": "outer"]).source
                == .role(RoleToAssume(arn: "arn:aws:iam::222222222222:role/Outer", externalID: "example", sessionName: "mine"), with: inner)
        )
    }

    @Test func aWebIdentityIsUsed() throws {
        let environment = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::111111111111:role/CI"]
        #expect(
            try find(environment).source
                == .webIdentity(RoleToAssume(arn: "arn:aws:iam::111111111111:role/CI", sessionName: "daypass-1"), tokenFile: "/token"))
    }

    @Test(arguments: [
        ("role_arn = x", "has 'role_arn' without 'source_profile'"),
        ("role_arn = x\nsource_profile = y", "doesn't exist"),
        ("role_arn = x\nsource_profile = q\n[profile q]\nrole_arn = x\nsource_profile = p", "leads back to itself"),
        ("role_arn = x\nsource_profile = p", "has no keys"),
        ("role_arn = x\ncredential_source = Ec2InstanceMetadata", "has 'credential_source = Ec2InstanceMetadata', which is not supported"),
        ("role_arn = x\ncredential_source = Environment", "names the environment, which has no keys"),
        ("role_arn = x\nmfa_serial = m\nsource_profile = q", "needs an MFA code, which is not supported: it would have to be typed in"),
        ("aws_access_key_id = x", "has only one of 'aws_access_key_id' and 'aws_secret_access_key'"),
        ("region = x", "has no keys"),
    ])
    func whatAProfileCantBe(content: String, message: String) throws {
        try home.write("[profile p]\n\(content)\n", to: ".aws/config")
        #expect(failure(["AWS_PROFILE": "p"])?.hasSuffix(" of ~/.aws/config and ~/.aws/credentials \(message)") == true)
    }

    @Test(arguments: ["credential_process", "sso_session", "sso_start_url"])
    func whatIsNotSupportedSaysWhatToDo(key: String) throws {
        try home.write("[profile p]\n\(key) = x\n", to: ".aws/config")
        #expect(
            failure(["AWS_PROFILE": "p"])?.contains("has '\(key)', which is not supported; put keys into the environment: eval") == true)
    }

    @Test func secretsDoNotPrint() throws {
        let secret = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        var dumped = ""
        dump(CredentialSource.role(RoleToAssume(arn: "a", sessionName: "s"), with: .keys(secret)), to: &dumped)
        for text in [dumped, "\(secret)", String(reflecting: secret), String(reflecting: CredentialSource.keys(secret)), "\([secret])"] {
            #expect(!text.contains("SECRET") && !text.contains("TOKEN"))
        }
        #expect("\(secret)" == "credentials of the access key …MPLE")
    }
}
