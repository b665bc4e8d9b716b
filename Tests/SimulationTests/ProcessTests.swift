import Foundation
import TestSupport
import Testing

/// Swift hashes differently in each process: a story that depended on the order of a dictionary would differ too.
@Suite struct ProcessTests {
    /// The program that was built with the tests, beside them.
    private static var simulate: String {
        let tests = ProcessInfo.processInfo.arguments[0]
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("simulate").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent("simulate").path
    }

    @Test(arguments: ["3", "77", "1042"])
    func theSameSeedTellsTheSameStoryInTwoProcesses(seed: String) async throws {
        let one = try await Shell.run([Self.simulate, seed, "--whole"])
        let other = try await Shell.run([Self.simulate, seed, "--whole"])
        #expect(one.code == 0 && one.output.utf8.count > 1000)
        #expect(one.output == other.output)
    }

    @Test func aMistakeInTheArgumentsIsSaid() async throws {
        let said = try await Shell.run([Self.simulate, "nonsense"])
        #expect(said.code == 2 && said.output.hasPrefix("usage: simulate"))
    }
}
