import Foundation
import Synchronization

/// A world of IAM and STS of our own making (`Servers/iam_stub.py` says what it does): pages, quotas, faults on demand.
///
/// One server keeps the worlds of all tests of a process: starting it costs more than most tests.
package final class IAMStub: Sendable {
    private static let server = Task { try await LoopbackServer([testPython, LoopbackServer.script("iam_stub.py"), "{port}"]) }

    package let port: Int
    private let name = "world-\(UUID().uuidString)"
    package var url: String { "http://127.0.0.1:\(port)/\(name)" }

    /// - Parameters:
    ///   - account: that of users' keys.
    ///   - secret: of all users' keys; with it every signature is checked.
    package init(account: String = "111111111111", secret: String? = nil) async throws {
        port = try await Self.server.value.port
        let secret = secret.map { "\"\($0)\"" } ?? "null"
        try post("world", #"{"account": "\#(account)", "secret": \#(secret)}"#)
    }

    private func post(_ what: String, _ json: String) throws {
        try LoopbackRequest.send("POST", port: port, "/\(name)/_stub/\(what)", body: json)
    }

    /// Replaces an account's state by that of a JSON object, and forgets counts and plans.
    package func seed(_ json: String) throws { try post("seed", json) }

    /// Says what goes wrong from now on, as a JSON object; counts begin anew.
    package func plan(_ json: String) throws { try post("plan", json) }

    package func state(account: String? = nil) throws -> State {
        let text = try LoopbackRequest.send("GET", port: port, "/\(name)/_stub/state" + (account.map { "?account=\($0)" } ?? ""))
        return try JSONDecoder().decode(State.self, from: Data(text.utf8))
    }

    package struct State: Decodable, Sendable, Equatable {
        package var groups: [String]
        package var users: [String: User]
        /// By action, since the last seed or plan.
        package var calls: [String: Int]
        /// Connections that calls came over so far.
        package var connections: Int

        package struct User: Decodable, Sendable, Equatable {
            package var groups: [String]
            package var tags: [String: String]

            package init(groups: [String], tags: [String: String]) { (self.groups, self.tags) = (groups, tags) }
        }
    }
}

/// moto's server: the plumbing of AWS's API, without enforcement, quotas and pages. One for all tests of a process, who
/// keep to accounts of their own.
package final class MotoServer: Sendable {
    private static let server = Task {
        try await LoopbackServer([testPython, "-m", "moto.server", "-H", "127.0.0.1", "-p", "{port}"])
    }
    private static let accounts = Atomic(210_000_000_000)

    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }

    package init() async throws { port = try await Self.server.value.port }

    /// The number of an account that nobody else uses.
    package func newAccount() -> String { "\(Self.accounts.add(1, ordering: .relaxed).newValue)" }

    /// Calls an action as the holder of an access key, which chooses the account.
    @discardableResult
    package func call(_ service: String, _ form: [String: String], accessKey: String = "testing") throws -> String {
        let allowed = CharacterSet.alphanumerics
        let version = service == "sts" ? "2011-06-15" : "2010-05-08"
        let body = form.merging(["Version": version]) { $1 }.sorted { $0.key < $1.key }
            .map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }.joined(separator: "&")
        return try LoopbackRequest.send(
            "POST", port: port, "/",
            headers: [
                "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
                "Authorization": "AWS4-HMAC-SHA256 Credential=\(accessKey)/20260101/us-east-1/\(service)/aws4_request, "
                    + "SignedHeaders=host, Signature=0",
            ], body: body)
    }

    /// An access key that acts in another account.
    package func accessKey(of account: String) throws -> String {
        let answer = try call(
            "sts", ["Action": "AssumeRole", "RoleArn": "arn:aws:iam::\(account):role/any", "RoleSessionName": "set-up"])
        guard let found = answer.firstMatch(of: /<AccessKeyId>([^<]+)</) else { throw ServerFailure(what: "no access key", log: answer) }
        return String(found.1)
    }
}
