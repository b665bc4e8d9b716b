import Foundation
import Testing

@testable import AccessRequests

/// The sample `requests/` and `policies/` at the repository's top.
enum SampleTree {
    static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func files(below folder: String) throws -> [SourceFile] {
        let base = top.appendingPathComponent(folder)
        let names = try #require(FileManager.default.enumerator(atPath: base.path)).compactMap { $0 as? String }
        return try names.sorted().compactMap { name in
            let url = base.appendingPathComponent(name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else { return nil }
            return SourceFile(path: "\(folder)/\(name)", bytes: try [UInt8](Data(contentsOf: url)))
        }
    }
}
