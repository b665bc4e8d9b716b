import Foundation
import TestSupport
import Testing

@testable import Git

@Suite struct MergeBaseTests {
    private func agrees(_ fixture: Fixture, _ one: String, _ other: String, _ count: Int) async throws {
        let (left, right) = (try await fixture.id(one), try await fixture.id(other))
        let expected = try? await fixture.git(["merge-base", "--all", one, other]).split(separator: "\n").map(String.init)
        let found = try fixture.open().mergeBases(of: left, and: right).map(\.hex)
        #expect(found.sorted() == (expected ?? []).sorted() && found.count == count, "\(one) \(other): \(found)")
    }

    @Test("every best common ancestor, as git finds them")
    func all() async throws {
        let fixture = try await Fixture()
        try await fixture.git(
            ["fast-import", "--quiet"],
            input: [
                ("root", "", []), ("left", "root", []), ("right", "root", []), ("left", "left", ["right"]), ("apart", "", []),
            ].enumerated().map { number, step in
                let from = step.1.isEmpty || step.1 == step.0 ? "" : "from refs/heads/\(step.1)\n"
                let merges = step.2.map { "merge refs/heads/\($0)\n" }.joined()
                return
                    "commit refs/heads/\(step.0)\ncommitter T <t@example.com> \(1_700_000_000 + number) +0000\ndata 1\nm\n\(from)\(merges)"
                    + "M 644 inline file\ndata 1\n\(number)\n"
            }.joined())
        try await agrees(fixture, "left", "left", 1)
        try await agrees(fixture, "left", "right", 1)
        try await agrees(fixture, "left~1", "right", 1)
        try await agrees(fixture, "left", "apart", 0)
        // Each was merged into the other as it was before.
        let tree = try await fixture.git(["rev-parse", "left^{tree}"])
        let crossed = try await fixture.git(["commit-tree", "-p", "right", "-p", "left~1", "-m", "m", tree])
        try await fixture.git(["update-ref", "refs/heads/crossed", crossed])
        try await agrees(fixture, "left", "crossed", 2)
    }
}
