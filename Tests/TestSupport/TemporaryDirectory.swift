import Foundation

/// A directory of a test's own, removed when the value goes.
package final class TemporaryDirectory: Sendable {
    package let path: String

    /// - Parameter parent: where it is made; nil: where the machine keeps what is temporary.
    package init(in parent: String? = nil) {
        let place = parent.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
        let url = place.appendingPathComponent("daypass-\(UUID().uuidString)")
        // A test can't go on without it: an unwritable temporary directory is the machine's failure.
        do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
            preconditionFailure("can't make \(url.path): \(error)")
        }
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package var name: String { URL(fileURLWithPath: path).lastPathComponent }

    /// A path inside.
    package func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes a file inside, with the folders it needs.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: self(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }
}
