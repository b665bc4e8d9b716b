import Foundation
import TestSupport
import Testing

/// The IAM policies of docs/, put through a policy evaluation: what the reconciler needs is allowed, what it doesn't is not.
struct PolicyTests {
    struct Question: Encodable {
        var action: String
        var resource: String
        var tagKeys: [String]?

        init(_ action: String, _ resource: String, tagKeys: [String]? = nil) {
            (self.action, self.resource, self.tagKeys) = ("iam:" + action, resource, tagKeys)
        }

        private enum CodingKeys: String, CodingKey {
            case action, resource
            case tagKeys = "tag-keys"
        }
    }

    private static let account = "arn:aws:iam::111111111111:"

    /// The sample's groups, whose names are their tag keys.
    private static func groups() throws -> [String] {
        let folder = Page.root + "/policies/access"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            return text.split(separator: "\n").first { $0.hasPrefix("group: ") }.map { String($0.dropFirst("group: ".count)) }
        }
    }

    private func ask<Answer: Decodable>(_ script: String, _ policy: String, _ questions: some Encodable) async throws -> [Answer] {
        let input = String(decoding: try JSONEncoder().encode(questions), as: UTF8.self)
        let answer = try await Shell.run(
            [Tools.ministack, LoopbackServer.script(script), Page.root + "/docs/" + policy], input: input)
        try #require(answer.code == 0, "\(answer.errors)")
        return try JSONDecoder().decode([Answer].self, from: Data(answer.output.utf8))
    }

    @Test("the reconciler may do what it needs")
    func needed() async throws {
        let groups = try Self.groups()
        #expect(groups.count == 3)
        let user = Self.account + "user/member01"
        let questions =
            [Question("GetAccountAuthorizationDetails", "*")]
            + groups.flatMap { group in
                [
                    Question("AddUserToGroup", Self.account + "group/" + group),
                    Question("RemoveUserFromGroup", Self.account + "group/" + group),
                    Question("TagUser", user, tagKeys: [group]), Question("UntagUser", user, tagKeys: [group]),
                ]
            }
        let answers: [String] = try await ask("judge_policy.py", "iam-policy.json", questions)
        for (question, answer) in zip(questions, answers) { #expect(answer == "Allow", "\(question)") }
    }

    @Test("and nothing else")
    func notNeeded() async throws {
        let user = Self.account + "user/member01"
        let group = Self.account + "group/ProdMemberWorkGroup"
        let role = Self.account + "role/ProdMember"
        let questions = [
            Question("AddUserToGroup", Self.account + "group/Administrators"),
            Question("RemoveUserFromGroup", Self.account + "group/Developers"),
            Question("AddUserToGroup", Self.account + "group/ProdMemberWorkGroup2"),
            Question("AddUserToGroup", "arn:aws:iam::222222222222:group/ProdMemberWorkGroup"),
            Question("TagUser", user, tagKeys: ["team"]), Question("UntagUser", user, tagKeys: ["team"]),
            Question("TagUser", user, tagKeys: ["ProdMemberWorkGroup", "team"]), Question("TagUser", user),
            Question("TagRole", role, tagKeys: ["ProdMemberWorkGroup"]),
            Question("TagUser", "arn:aws:iam::222222222222:user/member01", tagKeys: ["ProdMemberWorkGroup"]),
            Question("CreateAccessKey", user), Question("UpdateLoginProfile", user), Question("CreateUser", user),
            Question("AttachUserPolicy", user), Question("PutUserPolicy", user), Question("PutGroupPolicy", group),
            Question("AttachGroupPolicy", group), Question("DeleteGroup", group), Question("PassRole", role),
            Question("UpdateAssumeRolePolicy", role), Question("DeactivateMFADevice", user),
        ]
        let answers: [String] = try await ask("judge_policy.py", "iam-policy.json", questions)
        // A request without tag keys reaches the evaluation as an empty list, which `Null` takes for a key that is there.
        let untold = 7
        for (index, (question, answer)) in zip(questions, answers).enumerated() where index != untold {
            #expect(answer == "ImplicitDeny", "\(question)")
        }
        #expect(answers.count == questions.count)
    }

    struct Token: Encodable {
        var provider = PolicyTests.account + "oidc-provider/token.actions.githubusercontent.com"
        var action = "sts:AssumeRoleWithWebIdentity"
        var claims: [String: String]

        init(sub: String?, aud: String? = "sts.amazonaws.com") {
            claims = [:]
            claims["token.actions.githubusercontent.com:sub"] = sub
            claims["token.actions.githubusercontent.com:aud"] = aud
        }

        /// The subject that GitHub makes of repository, context and workflow.
        init(
            repository: String = "example@1000/access@2000", context: String = "environment:daypass",
            workflow: String = "reconcile.yaml@refs/heads/main"
        ) {
            self.init(sub: "repo:\(repository):\(context):job_workflow_ref:example/access/.github/workflows/\(workflow)")
        }
    }

    @Test("the role trusts one workflow of one branch, in one environment of one repository")
    func trust() async throws {
        var otherProvider = Token()
        otherProvider.provider = Self.account + "oidc-provider/gitlab.example.com"
        var plain = Token()
        plain.action = "sts:AssumeRole"
        let tokens = [
            Token(), Token(repository: "example@1000/other@2001"), Token(repository: "example@1000/access@2001"),
            Token(repository: "example/access"), Token(context: "environment:production"), Token(context: "ref:refs/heads/main"),
            Token(context: "pull_request"), Token(workflow: "reconcile.yaml@refs/heads/feature"),
            Token(workflow: "check.yaml@refs/heads/main"),
            Token(sub: "repo:example@1000/access@2000:environment:daypass"), Token(sub: nil), Token(sub: "*"),
            Token(sub: Token().claims["token.actions.githubusercontent.com:sub"], aud: "https://github.com/example"),
            Token(sub: Token().claims["token.actions.githubusercontent.com:sub"], aud: nil), otherProvider, plain,
        ]
        let answers: [Bool] = try await ask("judge_trust.py", "trust-policy.json", tokens)
        #expect(answers == [true] + Array(repeating: false, count: tokens.count - 1))
    }
}
