import Foundation
import TestSupport
import Testing

@testable import Commands

/// Programs of the machine, run for what they print.
@Suite struct ToolRunTests {
    private func run(_ script: String, input: [UInt8] = []) throws -> ToolRun? {
        try ToolRun(["sh", "-c", script], input: input, environment: .process)
    }

    @Test func whatItPrintsAndHowItEnds() throws {
        let run = try #require(try run("cat; exit 3", input: Array("abc".utf8)))
        #expect(run.output == Array("abc".utf8))
        #expect(run.code == 3)
        #expect(try #require(try self.run("kill -9 $$")).code == 128 + 9)
        #expect(try ToolRun(["no-such-program"], environment: .process) == nil)
    }

    /// It is told that nobody reads on. Waiting for its end while it waits to be read would take until `timeout` ends it (124).
    @Test func oneThatPrintsTooMuchIsNotWaitedForUnread() throws {
        let folder = TemporaryDirectory()
        let printing = "timeout 10 head -c 8000000 /dev/zero; echo $? >\(folder("code"))"
        let failure = #expect(throws: CommandFailure.self) { try run(printing) }
        #expect(failure?.message == "sh printed more than 1048576 bytes")
        #expect(["1\n", "141\n"].contains(try String(contentsOfFile: folder("code"), encoding: .utf8)))
    }
}
