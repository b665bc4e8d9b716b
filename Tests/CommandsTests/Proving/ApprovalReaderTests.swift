import AccessCore
import Git
import Reconciliation
import TestSupport
import Testing

@testable import Commands

/// What the source branch says where policies that wanted people's word can't be read any more.
@Suite struct ApprovalReaderTests {
    /// Policies that no version of this command reads, at the root of trust; and ones that trust the merge upon them.
    private func read(_ evidence: [EvidenceKind]?, believesMemory: Bool) async throws {
        let site = try await Site.sample()
        let settings = try site.read("policies/settings.yaml")
        try site.write(settings.replacing("version: 1\n", with: "version: 9\n"), to: "policies/settings.yaml")
        let root = CommitID(try await site.commit("as another version wrote it"))
        let tree = TreeID(try await Shell.git("rev-parse", "HEAD:policies", in: site.repository))
        try site.write(settings, to: "policies/settings.yaml")
        let tip = try await site.commit("trust the merge")
        var recorded = RecordedState()
        recorded.genesis = Genesis(repository: "example/access", root: root, branch: "audit")
        recorded.judged = root
        if let evidence {
            recorded.policy = AcceptedPolicy(
                tree: tree, timezone: "UTC", leases: LeaseFormat(), accounts: [], fence: [], evidence: evidence, commit: root)
            if evidence != [.merge] { recorded.judgedPolicy = JudgedPolicy(tree: tree, commit: root) }
        }
        var reader = SourceReader(
            try Repository.open(at: site.repository), tip: try #require(ObjectID(hex: tip)), recorded: recorded, branch: "main",
            believesMemory: believesMemory, isRootGiven: true, at: Timestamp(seconds: 1_795_352_400))
        _ = try reader.read()
    }

    @Test("what wanted words and can't be read any more lets no other policies begin", arguments: [true, false])
    func nothingBegins(believesMemory: Bool) async throws {
        let failure = await #expect(throws: SourceFailure.self) { try await self.read([.signature], believesMemory: believesMemory) }
        #expect(failure?.message.contains("can't be read any more, so nothing tells who approves others") == true)
    }

    @Test(
        "where the merge was enough, or nothing was in force yet, the merge is enough", arguments: [true, false],
        [[EvidenceKind.merge], nil])
    func theMergeBegins(believesMemory: Bool, evidence: [EvidenceKind]?) async throws {
        try await read(evidence, believesMemory: believesMemory)
    }
}
