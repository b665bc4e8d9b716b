import Foundation

/// The Python that has what stand-ins and checkers need (moto, botocore).
package let testPython = TestTools.python("DAYPASS_TEST_PYTHON", "python")

/// The Python that has ministack, which pins a botocore of its own.
package let ministackPython = TestTools.python("DAYPASS_TEST_MINISTACK", "ministack")

private enum TestTools {
    /// What the environment names, else what `scripts/prepare` sets up in the build folder, else whatever `python3` is.
    static func python(_ variable: String, _ name: String) -> String {
        if let given = ProcessInfo.processInfo.environment[variable] { return given }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let prepared = package.appendingPathComponent(".build/test-tools/\(name)/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: prepared) ? prepared : "python3"
    }
}
