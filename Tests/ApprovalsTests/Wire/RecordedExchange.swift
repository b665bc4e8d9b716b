import Foundation

@testable import Approvals

/// What others recorded of forges (`Recorded/NOTICE.md`).
enum RecordedExchange {
    static let folder = Bundle.module.resourceURL?.appendingPathComponent("Recorded")
    /// Recordings whose licences keep them out of this repository: a folder that the environment names.
    static let elsewhere = ProcessInfo.processInfo.environment["DAYPASS_FORGE_DATA"].map { URL(fileURLWithPath: $0) }

    static func json(_ path: String, in folder: URL? = folder) throws -> JSON {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try JSONDecoder().decode(JSON.self, from: Data(contentsOf: folder.appendingPathComponent(path + ".json")))
    }

    /// The first answer's body of a list of exchanges, or the body itself.
    static func body(_ path: String, in folder: URL? = folder) throws -> JSON {
        let json = try json(path, in: folder)
        guard case .list(let exchanges) = json, let response = exchanges.first?["response"] else { return json }
        return response["body"] ?? .null
    }

    static func decode<Value: Decodable>(_: Value.Type, _ json: JSON) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(json))
    }
}
