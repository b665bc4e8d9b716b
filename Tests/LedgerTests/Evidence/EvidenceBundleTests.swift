import AccessCore
import Git
import TestSupport
import Testing

@testable import Ledger

@Suite struct EvidenceBundleTests {
    let world: LedgerWorld
    let tip: ObjectID

    init() async throws {
        world = try LedgerWorld()
        tip = try await world.beginSample()
    }

    private func bundle(
        _ query: LedgerQuery = LedgerQuery(user: UserName("member01")), hasChain: Bool = false, fault: String? = nil,
        most: EvidenceLimits = EvidenceLimits()
    ) throws -> EvidenceBundle {
        let question = EvidenceQuestion(
            query, branch: "audit", tip: tip, hasChain: hasChain, asked: "a question\n```sh\nrm -rf /\u{1B}[2J", verdict: "sound",
            fault: fault,
            writer: "daypass")
        return try EvidenceBundle(answering: question, in: try Repository.openBare(at: world.remotePath), most: most)
    }

    private func text(_ name: String, _ bundle: EvidenceBundle) -> String { String(decoding: bundle.files[name] ?? [], as: UTF8.self) }

    @Test func objectsHaveTheNamesThatGitGivesThem() async throws {
        let repository = try Repository.initBare(at: world.directory("empty.git"))
        let bundle = try bundle(hasChain: true)
        let objects = bundle.files.filter { $0.key.hasPrefix("objects/") }
        #expect(objects.count > 20)
        for (name, bytes) in objects {
            let parts = name.dropFirst("objects/".count).split(separator: ".")
            let kind = try #require(RawObject.Kind(rawValue: String(parts[1])))
            let stored = try await world.git("cat-file", kind.rawValue, String(parts[0]))
            #expect(kind == .tree || stored == String(decoding: bytes, as: UTF8.self), "\(name)")
            if kind == .blob { #expect(try repository.store(bytes).hex == String(parts[0])) }
        }
    }

    @Test func eachFilesCommitIsTheOneThatBroughtIt() async throws {
        let bundle = try bundle(LedgerQuery())
        let lines = text("records.list", bundle).split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        let files = try await world.git("ls-tree", "-r", "--name-only", "audit", "ledger").split(separator: "\n").map(String.init)
        #expect(Set(lines.map { $0[1] }) == Set(files))
        for line in lines {
            let added = try await world.git("log", "--format=%H", "--diff-filter=A", "audit", "--", line[1])
            #expect(added == line[0] + "\n")
        }
    }

    @Test func whatTheSourceLacksIsNamed() throws {
        let bundle = try bundle()
        #expect(bundle.texts == 0)
        #expect(Set(bundle.missing.keys.map { $0.hex.prefix(1) }) == ["b", "c"])
        #expect(text("missing.list", bundle).contains("the text of requests/2026/11/one.yaml: it isn't in the repository\n"))
    }

    @Test func nothingInThePageCanPassForAStepOrMoveACursor() throws {
        let page = text("README.md", try bundle(fault: "a fault\n```sh\nfalse"))
        #expect(page.split(separator: "\n").filter { $0 == "```sh" }.count == EvidenceSteps.all.count)
        #expect(!page.contains("\u{1B}"))
        #expect(page.contains("**THIS LEDGER IS BROKEN"))
    }

    @Test func aBundleThatNobodyCouldCheckIsNotMade() throws {
        for most in [EvidenceLimits(bytes: 1_000), EvidenceLimits(files: 3)] {
            #expect(throws: LedgerFault.self) { try bundle(most: most) }
        }
        let few = text("README.md", try bundle(LedgerQuery(), most: EvidenceLimits(told: 2)))
        #expect(few.contains("    and 14 more, in records.jsonl"))
    }

    @Test func theSameQuestionGivesTheSameBytes() throws {
        #expect(try bundle(hasChain: true).archive == (try bundle(hasChain: true).archive))
        #expect(try bundle().archive != (try bundle(hasChain: true).archive))
    }
}
