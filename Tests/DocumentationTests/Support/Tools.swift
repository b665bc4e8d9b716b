import Foundation

/// What these tests run.
enum Tools {
    /// The command that was built with the tests, beside them.
    static let daypass: String = {
        let tests = ProcessInfo.processInfo.arguments[0]
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("daypass").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent("daypass").path
    }()
}
