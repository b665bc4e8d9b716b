import Foundation
import TestSupport
import Testing

/// The policies of docs/, put through a policy evaluation. What the role may do is in `LeastPolicyTests`; here is who may
/// take it on.
struct PolicyTests {
    private static let account = "arn:aws:iam::111111111111:"

    private func ask<Answer: Decodable>(_ script: String, _ policy: String, _ questions: some Encodable) async throws -> [Answer] {
        let input = String(decoding: try JSONEncoder().encode(questions), as: UTF8.self)
        let answer = try await Shell.run(
            [ministackPython, LoopbackServer.script(script), Page.root + "/docs/" + policy], input: input)
        try #require(answer.code == 0, "\(answer.errors)")
        return try JSONDecoder().decode([Answer].self, from: Data(answer.output.utf8))
    }

    @Test("tagging without a tag key is not what the reconciler may do")
    func withoutKeys() async throws {
        let user = Self.account + "user/member01"
        let questions = ["iam:TagUser", "iam:UntagUser"].map { ["action": $0, "resource": user] }
        let answers: [String] = try await ask("judge_policy.py", "iam-policy.json", questions)
        #expect(answers == ["ImplicitDeny", "ImplicitDeny"])
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
