import Testing

@testable import IAMDirectory

struct PolicyDocumentTests {
    private static let group = "arn:aws:iam::111111111111:group/Prod"

    private func verdict(_ statements: String, _ action: String = "iam:AddUserToGroup", _ resource: String = group)
        -> PolicyDocument.Verdict
    {
        PolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":\(statements)}").verdict(on: action, resource)
    }

    @Test(arguments: [
        (#"{"Effect":"Allow","Action":"*","Resource":"*"}"#, PolicyDocument.Verdict.allowed),
        (#"[{"Effect":"Allow","Action":"IAM:add*","Resource":"arn:aws:iam::*:group/P?od"}]"#, .allowed),
        (#"[{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}]"#, .silent),
        (#"[{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::111111111111:group/prod"}]"#, .silent),
        (#"[{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}]"#, .allowed),
        (#"[{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}]"#, .silent),
        (#"[{"Effect":"Allow","Action":"iam:*","NotResource":"arn:aws:iam::111111111111:group/Prod"}]"#, .silent),
        (#"[{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]"#, .conditional),
        (#"[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:Add*","Resource":"*"}]"#, .denied),
        (#"[{"Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{}},{"Effect":"Allow","Action":"*","Resource":"*"}]"#, .allowed),
        (#""nonsense""#, .silent), ("[1, null, {}]", .silent),
    ])
    func says(_ statements: String, _ expected: PolicyDocument.Verdict) { #expect(verdict(statements) == expected) }

    @Test("as IAM returns it, percent-encoded; and what can't be read says nothing")
    func encoded() {
        let text = "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22iam%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D"
        #expect(PolicyDocument(text).verdict(on: "iam:TagUser", "x") == .allowed)
        for broken in ["", "%", "%7B", "{", "[]", "{\"Statement\":"] {
            #expect(PolicyDocument(broken).verdict(on: "iam:TagUser", "x") == .silent)
        }
    }

    @Test("many stars cost no more than the product of lengths")
    func stars() {
        let pattern = Array(String(repeating: "*a", count: 200).utf8) + Array("b".utf8)
        #expect(!PolicyDocument.matches(pattern, Array(repeating: UInt8(ascii: "a"), count: 5000)))
        #expect(
            PolicyDocument.matches(Array("a*c?".utf8), Array("abbbcd".utf8)) && !PolicyDocument.matches(Array("a?".utf8), Array("a".utf8)))
        #expect(
            PolicyDocument.matches([], []) && PolicyDocument.matches(Array("**".utf8), []) && !PolicyDocument.matches([], Array("a".utf8)))
    }

    @Test("a session is simulated as its role")
    func principals() {
        #expect(
            CloudInspection.principal(of: "arn:aws-cn:sts::111111111111:assumed-role/Daypass/run-1")
                == "arn:aws-cn:iam::111111111111:role/Daypass")
        for other in ["arn:aws:iam::111111111111:user/a", "arn:aws:iam::111111111111:root", "nonsense"] {
            #expect(CloudInspection.principal(of: other) == other)
        }
    }
}
