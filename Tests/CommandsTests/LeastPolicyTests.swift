import Foundation
import TestSupport
import Testing

/// The documented policy for the reconciler lets it do what it does, and nothing beside it: judged by ministack's policy
/// evaluation.
struct LeastPolicyTests {
    private struct Question: Encodable {
        var action: String
        var resource: String
        var tagKeys: [String]?

        enum CodingKeys: String, CodingKey {
            case action, resource
            case tagKeys = "tag-keys"
        }
    }

    private static let user = "arn:aws:iam::111111111111:user/member01"
    private static let groups = ["ProdMemberWorkGroup", "ProdLeaderWorkGroup", "ProdReadOnlyGroup"]

    private func decisions(_ questions: [Question]) async throws -> [String] {
        let result = try await Shell.run(
            [ministackPython, LoopbackServer.script("judge_policy.py"), Site.package + "/docs/iam-policy.json"],
            input: String(decoding: try JSONEncoder().encode(questions), as: UTF8.self)
        )
        #expect(result.code == 0, "\(result.errors)")
        return try JSONDecoder().decode([String].self, from: Data(result.output.utf8))
    }

    private static func group(_ name: String, account: String = "111111111111") -> String { "arn:aws:iam::\(account):group/\(name)" }

    @Test("everything that a run of the samples does is allowed")
    func needed() async throws {
        var questions = [Question(action: "iam:GetAccountAuthorizationDetails", resource: "*")]
        for group in Self.groups {
            questions += ["AddUserToGroup", "RemoveUserFromGroup"].map { Question(action: "iam:\($0)", resource: Self.group(group)) }
            questions += ["TagUser", "UntagUser"].map { Question(action: "iam:\($0)", resource: Self.user, tagKeys: [group]) }
        }
        let answers = try await decisions(questions)
        #expect(answers == Array(repeating: "Allow", count: questions.count))
    }

    @Test("it names the groups of the sample policies, all of them and no others")
    func groupsOfTheSamples() throws {
        let policy = try String(contentsOfFile: Site.package + "/docs/iam-policy.json", encoding: .utf8)
        let named = Set(policy.matches(of: /:group\/([^"]*)"/).map { String($0.1) })
        let folder = Site.package + "/policies/access"
        let samples = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { file in
            try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).firstMatch(of: /(?m)^group: (.*)$/).map { String($0.1) }
        }
        #expect(named == Set(samples))
    }

    @Test("its neighbours are not")
    func neighbours() async throws {
        var questions: [Question] = []
        for group in ["Administrators", "ProdMemberWorkGroup2", "ProdMemberWorkGroup/x", "*"] {
            questions += ["AddUserToGroup", "RemoveUserFromGroup"].map { Question(action: "iam:\($0)", resource: Self.group(group)) }
        }
        questions.append(Question(action: "iam:AddUserToGroup", resource: Self.group("ProdMemberWorkGroup", account: "222222222222")))
        for keys in [["team"], ["ProdMemberWorkGroup", "team"], ["ProdMemberWorkGroup2"]] {
            questions += ["TagUser", "UntagUser"].map { Question(action: "iam:\($0)", resource: Self.user, tagKeys: keys) }
        }
        let others = [
            "iam:CreateUser", "iam:DeleteUser", "iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:CreateLoginProfile",
            "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:PutUserPermissionsBoundary", "iam:PassRole", "iam:UpdateAssumeRolePolicy",
        ]
        questions += others.map { Question(action: $0, resource: Self.user) }
        questions += ["iam:PutGroupPolicy", "iam:AttachGroupPolicy", "iam:DeleteGroup", "iam:CreateGroup"].map {
            Question(action: $0, resource: Self.group("ProdMemberWorkGroup"))
        }
        questions += ["sts:AssumeRole", "iam:PassRole", "iam:TagRole"].map {
            Question(action: $0, resource: "arn:aws:iam::111111111111:role/ProdMember", tagKeys: ["ProdMemberWorkGroup"])
        }
        questions += [
            Question(action: "iam:TagRole", resource: Self.user, tagKeys: ["ProdMemberWorkGroup"]),
            Question(action: "iam:TagUser", resource: "arn:aws:iam::222222222222:user/member01", tagKeys: ["ProdMemberWorkGroup"]),
            Question(action: "s3:GetObject", resource: "*"),
        ]
        for (question, answer) in zip(questions, try await decisions(questions)) {
            #expect(answer != "Allow", "\(question)")
        }
    }
}
