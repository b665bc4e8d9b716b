import Foundation
import TestSupport

/// What these tests run.
enum Tools {
    /// The command that was built with the tests, beside them.
    static let daypass: String = {
        let tests = ProcessInfo.processInfo.arguments[0]
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("daypass").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent("daypass").path
    }()

    /// The Python that has check-jsonschema.
    static let python = prepared("DAYPASS_TEST_PYTHON", "python")
    /// The Python that has ministack.
    static let ministack = prepared("DAYPASS_TEST_MINISTACK", "ministack")

    /// What the environment names, else what `scripts/prepare` set up, else whatever `python3` is.
    private static func prepared(_ variable: String, _ name: String) -> String {
        if let given = ProcessInfo.processInfo.environment[variable] { return given }
        let path = Page.root + "/.build/test-tools/\(name)/bin/python3"
        return FileManager.default.isExecutableFile(atPath: path) ? path : "python3"
    }
}
