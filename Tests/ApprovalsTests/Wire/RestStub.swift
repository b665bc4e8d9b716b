import Foundation
import HTTP
import TestSupport
import Testing

/// A world of its own on the one server that plays GitLab and Gitea (`Servers/rest_forge_stub.py`).
struct RestStub: Sendable {
    struct Call: Decodable, Hashable, Sendable {
        var path: String
        var token: String
    }

    static let client = HTTPClient(configuration: HTTPConfiguration(proxy: .none))
    private static let server = Task { try await LoopbackServer(["python3", LoopbackServer.script("rest_forge_stub.py"), "{port}"]) }

    /// The API's address.
    let address: String

    init(style: String, cap: Int64 = 50, routes: [String: JSON], plan: [String: JSON] = [:]) async throws {
        address = "http://127.0.0.1:\(try await Self.server.value.port)/\(UUID().uuidString)"
        try await post("world", ["style": .string(style), "cap": .number(cap), "routes": .object(routes)])
        try await post("plan", .object(plan))
    }

    func calls() async throws -> [Call] {
        let response = try await Self.client.send(Request(.get, address + "/_stub/calls"))
        return try JSONDecoder().decode([Call].self, from: Data(response.body))
    }

    private func post(_ what: String, _ body: JSON) async throws {
        let response = try await Self.client.send(Request(.post, address + "/_stub/" + what, body: Array(try JSONEncoder().encode(body))))
        try #require(response.status == 200)
    }
}
