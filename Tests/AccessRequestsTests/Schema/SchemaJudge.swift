import Foundation
import TestSupport

@testable import AccessRequests

/// Python's jsonschema, which knows nothing of our decoders.
enum SchemaJudge {
    struct File: Encodable {
        var schema: String
        var text: String
    }

    private struct Question: Encodable {
        var schemas: [String: Raw]
        var files: [File]
    }

    /// JSON that is there as text already.
    private struct Raw: Encodable {
        var value: JSONNode

        func encode(to encoder: any Encoder) throws {
            switch value {
            case .text(let text): try text.encode(to: encoder)
            case .number(let number): try number.encode(to: encoder)
            case .truth(let truth): try truth.encode(to: encoder)
            case .list(let nodes): try nodes.map(Raw.init).encode(to: encoder)
            case .object(let members):
                try Dictionary(uniqueKeysWithValues: members.map { ($0, Raw(value: $1)) }).encode(to: encoder)
            }
        }
    }

    /// For each file nil if it fits its schema, else what is wrong.
    /// - Parameter schemas: those that files name, besides the kinds of files.
    static func judge(_ files: [File], schemas: [String: JSONNode] = [:]) async throws -> [String?] {
        var all = schemas.mapValues { Raw(value: $0) }
        for kind in FileSchema.allCases { all[kind.rawValue] = Raw(value: .object(SchemaWriter.members(of: kind.form))) }
        let input = String(decoding: try JSONEncoder().encode(Question(schemas: all, files: files)), as: UTF8.self)
        let command = [testPython, LoopbackServer.script("judge_schema.py")]
        let result = try await Shell.run(command, input: input)
        guard result.code == 0 else { throw ServerFailure(what: "judge_schema.py", log: result.errors) }
        return try JSONDecoder().decode([String?].self, from: Data(result.output.utf8))
    }
}
