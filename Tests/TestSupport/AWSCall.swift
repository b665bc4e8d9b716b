import Foundation

/// A call of an AWS query API, signed with a key: what a user or an administrator does, not what is tested.
package struct AWSCall: Encodable, Sendable {
    package var service: String
    package var key: String
    package var secret: String
    /// `Action` and its parameters; a value `$name` stands for what an earlier call kept.
    package var form: [String: String]
    /// Elements of the answer to keep, by the name they get.
    package var keep: [String: String]

    package init(_ service: String, _ form: [String: String], key: String, secret: String, keep: [String: String] = [:]) {
        (self.service, self.form, self.key, self.secret, self.keep) = (service, form, key, secret, keep)
    }

    package struct Answer: Decodable, Sendable {
        package var status: Int
        package var body: String
        package var kept: [String: String]
    }

    /// Makes the calls in their order.
    package static func send(_ calls: [AWSCall], to url: String) async throws -> [Answer] {
        let input = String(decoding: try JSONEncoder().encode(calls), as: UTF8.self)
        let command = ["python3", LoopbackServer.script("aws_call.py"), url + "/"]
        let result = try await Shell.run(command, input: input)
        guard result.code == 0 else { throw ShellFailure(arguments: command, result: result) }
        return try JSONDecoder().decode([Answer].self, from: Data(result.output.utf8))
    }
}
