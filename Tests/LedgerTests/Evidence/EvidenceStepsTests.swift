import Foundation
import TestSupport
import Testing

@testable import Ledger

@Suite struct EvidenceStepsTests {
    @Test("the documentation has the same steps as every bundle, for whoever doesn't trust the bundle")
    func documented() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/evidence.md"), encoding: .utf8)
        #expect(page.contains(EvidenceSteps.text), "copy EvidenceSteps.text into docs/evidence.md")
    }

    @Test("each step is POSIX sh", arguments: ["sh", "bash"])
    func parsed(shell: String) async throws {
        for step in EvidenceSteps.all {
            let result = try await Shell.run([shell, "-n"], input: step.script)
            #expect(result.code == 0 && result.errors.isEmpty, "\(step.title): \(result.errors)")
        }
    }
}
