import Foundation
import TestSupport
import Testing

/// The tutorial is a transcript: its commands are run and its files written again, and its outputs are what comes out.
///
/// `DAYPASS_REWRITE_TUTORIAL=1 scripts/test --filter TutorialTests` writes what came out into the page, to be read and committed.
struct TutorialTests {
    private static let path = "docs/tutorial.md"
    /// The afternoon that it tells of.
    private static let now = "2026-11-27T13:00:00Z"

    /// The folder a reader would stand in, and the command as the reader has it, on that afternoon.
    private final class Terminal {
        private let folder = TemporaryDirectory()
        private var place: String
        private let environment: [String: String]

        init() throws {
            place = folder.path
            try folder.write(
                "#!/bin/sh\nexec '\(Tools.daypass)' \"$@\" --now \(TutorialTests.now)\n", to: "bin/daypass")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder("bin/daypass"))
            environment = [
                "PATH": folder("bin") + ":" + (Shell.hermetic["PATH"] ?? "/usr/bin:/bin"), "HOME": folder("home"),
                "XDG_CACHE_HOME": folder("cache"), "GIT_AUTHOR_DATE": TutorialTests.now, "GIT_COMMITTER_DATE": TutorialTests.now,
            ]
        }

        /// What a line that is typed prints, on either channel, in the order in which it came.
        func type(_ line: String) async throws -> String {
            if line.hasPrefix("cd ") {
                place += "/" + line.dropFirst(3)
                return ""
            }
            return try await Shell.run(["bash", "-c", "{ \(line)\n} 2>&1"], in: place, environment: environment).output
        }

        func write(_ text: String) throws {
            try text.write(toFile: place + "/requests/2026/11/mine.yaml", atomically: true, encoding: .utf8)
        }
    }

    /// A block of commands with what they print.
    private func played(_ block: Page.Block, on terminal: Terminal) async throws -> String {
        var text = ""
        for line in block.text.split(separator: "\n") where line.hasPrefix("$ ") {
            text += line + "\n" + (try await terminal.type(String(line.dropFirst(2))))
        }
        return text
    }

    /// Without commits' names, which differ from run to run; a request's sha256 stays.
    private func settled(_ text: String) -> String { text.replacing(/\b[0-9a-f]{7}\b/, with: "…") }

    @Test("every output is what its command prints")
    func transcript() async throws {
        let page = try Page(Self.path)
        let terminal = try Terminal()
        var text = page.text
        var commands = 0
        for block in page.blocks {
            switch block.language {
            case "yaml": try terminal.write(block.text)
            case "console":
                let played = try await played(block, on: terminal)
                commands += played.split(separator: "\n").count { $0.hasPrefix("$ ") }
                text = text.replacing("```console\n\(block.text)```", with: "```console\n\(played)```", maxReplacements: 1)
                if ProcessInfo.processInfo.environment["DAYPASS_REWRITE_TUTORIAL"] == nil {
                    #expect(settled(played) == settled(block.text), "\(Self.path):\(block.line)")
                }
            default: Issue.record("\(Self.path):\(block.line) is neither a file nor commands")
            }
        }
        #expect(commands > 15)
        if ProcessInfo.processInfo.environment["DAYPASS_REWRITE_TUTORIAL"] != nil {
            try text.write(toFile: Page.root + "/" + Self.path, atomically: true, encoding: .utf8)
        }
    }

    @Test("it begins with an empty file, and each check that follows says fewer kinds of mistakes till there are none")
    func ending() throws {
        let page = try Page(Self.path)
        let checks = page.blocks.filter { $0.language == "console" && $0.text.contains("$ daypass check") }
        #expect(checks.count >= 4)
        #expect(checks.first?.text.contains("the file is empty [DP1102]") == true)
        #expect(checks.dropLast().allSatisfy { $0.text.contains(" error: ") })
        #expect(checks.last?.text.hasSuffix(": 1 request and 0 policy files: no mistakes.\n") == true)
        #expect(try Page("README.md").text.contains("](docs/tutorial.md)"))
    }
}
