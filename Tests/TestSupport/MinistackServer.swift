/// ministack with `AUTH=true`: IAM and STS that evaluate policies.
package final class MinistackServer: Sendable {
    package let server: LoopbackServer
    package var port: Int { server.port }
    package var url: String { "http://127.0.0.1:\(port)" }
    /// The account, and the access key of its root, whose signatures aren't checked.
    package static let account = "111111111111"

    package init() async throws {
        let port = try LoopbackPort.claim()
        server = try await LoopbackServer(
            [ministackPython, "-m", "ministack"],
            environment: ["AUTH": "true", "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": "\(port)", "MINISTACK_ACCOUNT_ID": Self.account],
            port: port
        )
    }

    /// What the account's root does, in order; all of it has to succeed.
    @discardableResult
    package func asRoot(_ forms: [[String: String]], keep: [String: [String: String]] = [:]) async throws -> [String: String] {
        let calls = forms.map { form in
            AWSCall("iam", form, key: Self.account, secret: "root", keep: keep[form["Action", default: ""]] ?? [:])
        }
        var kept: [String: String] = [:]
        for (call, answer) in zip(calls, try await AWSCall.send(calls, to: url)) {
            guard answer.status == 200 else { throw ServerFailure(what: "\(call.form)", log: answer.body) }
            kept.merge(answer.kept) { $1 }
        }
        return kept
    }

    /// An IAM user with a key and, if need be, a policy.
    package func user(_ name: String, policy: String? = nil, tags: [String: String] = [:]) async throws -> Keys {
        var forms = [["Action": "CreateUser", "UserName": name], ["Action": "CreateAccessKey", "UserName": name]]
        for (index, tag) in tags.sorted(by: { $0.key < $1.key }).enumerated() {
            forms[0]["Tags.member.\(index + 1).Key"] = tag.key
            forms[0]["Tags.member.\(index + 1).Value"] = tag.value
        }
        if let policy {
            forms.append(["Action": "PutUserPolicy", "UserName": name, "PolicyName": "given", "PolicyDocument": policy])
        }
        let kept = try await asRoot(forms, keep: ["CreateAccessKey": ["id": "AccessKeyId", "secret": "SecretAccessKey"]])
        return Keys(id: kept["id", default: ""], secret: kept["secret", default: ""])
    }

    package struct Keys: Sendable {
        package var id: String
        package var secret: String

        /// As programs find them.
        package var environment: [String: String] { ["AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": secret] }
    }

    /// What IAM answers to a user who wants to assume a role: nil if it lets them.
    package func refusal(of keys: Keys, role: String) async throws -> String? {
        let form = ["Action": "AssumeRole", "RoleArn": "arn:aws:iam::\(Self.account):role/\(role)", "RoleSessionName": "work"]
        let answers = try await AWSCall.send([AWSCall("sts", form, key: keys.id, secret: keys.secret)], to: url)
        guard let answer = answers.first else { throw ServerFailure(what: "no answer", log: server.log) }
        if answer.status == 200 { return nil }
        return answer.body.firstMatch(of: /<Code>([^<]*)</).map { String($0.1) } ?? answer.body
    }
}
