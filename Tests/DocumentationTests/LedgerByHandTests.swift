import Foundation
import TestSupport
import Testing

/// docs/ledger.md's commands, run on a ledger: they say what `daypass audit verify` says.
struct LedgerByHandTests {
    private let script: String
    private let questions: String

    init() throws {
        let blocks = try Page("docs/ledger.md").blocks.filter { $0.language == "sh" }
        try #require(blocks.count == 2)
        (script, questions) = (blocks[0].text, blocks[1].text)
    }

    private struct Verdict: Decodable { var head: String }

    /// A repository of the sample whose ledger has a grant and its removal.
    private func ledger(in folder: TemporaryDirectory, environment more: [String: String] = [:]) async throws -> (
        repository: String, head: String
    ) {
        let repository = folder("access")
        let files = FileManager.default
        for name in ["policies", "requests"] {
            try files.createDirectory(atPath: repository, withIntermediateDirectories: true)
            try files.copyItem(atPath: Page.root + "/" + name, toPath: repository + "/" + name)
        }
        try files.copyItem(atPath: Page.root + "/examples/training.json", toPath: folder("training.json"))
        try await Shell.git("init", "-q", "-b", "main", in: repository)
        try await Shell.git("add", "-A", in: repository)
        try await Shell.git("commit", "-q", "-m", "sample", in: repository)
        let environment = ["DAYPASS_REPOSITORY": repository, "DAYPASS_CACHE": folder("cache")].merging(more) { $1 }
        for (words, now) in [(["audit", "init"], "22T21:50:00"), (["reconcile"], "22T22:00:00"), (["reconcile"], "23T04:00:30")] {
            let run = try await Shell.run(
                [Tools.daypass] + words + ["--now", "2026-11-\(now)+09:00"], in: folder.path, environment: environment)
            try #require(run.code == 0, "\(run.errors)")
        }
        let verified = try await Shell.run(
            [Tools.daypass, "audit", "verify", "--format", "json"], in: folder.path, environment: environment)
        return (repository, try JSONDecoder().decode(Verdict.self, from: Data(verified.output.utf8)).head)
    }

    @Test("signatures by hand, with git and ssh-keygen")
    func signatures() async throws {
        let folder = TemporaryDirectory()
        #expect(try await Shell.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder("ledger")]).code == 0)
        let (repository, _) = try await ledger(in: folder, environment: ["DAYPASS_LEDGER_KEY": folder("ledger")])
        let page = try Page("docs/ledger.md")
        let block = try #require(page.blocks.first { $0.text.contains("ssh-keygen -Y verify") })
        let lines = block.text.split(separator: "\n").map { $0.drop { "$ ".contains($0) } }
        try FileManager.default.copyItem(atPath: folder("ledger.pub"), toPath: repository + "/ledger.pub")
        let result = try await Shell.run(["sh", "-eu", "-c", lines.joined(separator: "\n")], in: repository)
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("Good \"git\" signature for daypass@localhost with ED25519 key SHA256:"), "\(result.output)")
        let commits = try await Shell.git("rev-list", "--count", "audit", in: repository)
        // One a commit by git, and one by ssh-keygen.
        #expect(result.output.matches(of: /Good "git" signature/).count == (Int(commits) ?? 0) + 1)
    }

    private func run(_ script: String, in repository: String, _ folder: TemporaryDirectory) async throws -> Finished {
        try await Shell.run(["sh", "-eu", "-c", script.replacing("/tmp/", with: folder.path + "/")], in: repository)
    }

    @Test("a sound ledger: no complaint, and the head that verify prints")
    func sound() async throws {
        let folder = TemporaryDirectory()
        let (repository, head) = try await ledger(in: folder)
        let result = try await run(script, in: repository, folder)
        #expect(result.code == 0, "\(result.errors)")
        #expect(!result.output.contains("broken"))
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3, "\(result.output)")
        #expect(lines[0].hasPrefix("_repository 2 ") && lines[1].hasPrefix("jump "))
        #expect(lines[2] == head)
        let asked = try await run(questions, in: repository, folder)
        #expect(asked.code == 0, "\(asked.errors)")
        #expect(asked.output.contains("granted\tGranted member01 ProdMemberWorkGroup until 2026-11-22T17:00:00Z."))
        #expect(asked.output.contains("7230\tmember01\tProdMemberWorkGroup"))
    }

    @Test("a changed record is found")
    func changed() async throws {
        let folder = TemporaryDirectory()
        let (repository, head) = try await ledger(in: folder)
        try await Shell.git("checkout", "-q", "audit", in: repository)
        let files = try #require(FileManager.default.enumerator(atPath: repository + "/ledger/jump")?.compactMap { $0 as? String })
        let name = try #require(files.filter { $0.hasSuffix(".jsonl") }.sorted().dropFirst().first)
        let path = repository + "/ledger/jump/" + name
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("17:00:00Z", with: "18:00:00Z").write(toFile: path, atomically: true, encoding: .utf8)
        try await Shell.git("commit", "-q", "-a", "-m", "nothing to see here", in: repository)
        let result = try await run(script, in: repository, folder)
        let tip = try await Shell.git("rev-parse", "audit", in: repository)
        #expect(result.output.contains("broken: \(tip): M ledger/jump/\(name)\n"), "\(result.output)")
        #expect(result.output.contains("broken: the head of \(tip) is "))
        #expect(!result.output.contains(head))
    }

    @Test("what is changed, removed or repeated in all commits is found")
    func writtenAnew() async throws {
        for change in [
            "sed -i 's/17:00:00Z/18:00:00Z/'", "sed -i 's/Granted member01/Granted member02/'", "sed -i '1d'", "sed -i 's/.*/&\\n&/'",
        ] {
            let folder = TemporaryDirectory()
            let (repository, _) = try await ledger(in: folder)
            let filter = "git ls-files ledger/jump | xargs -r \(change)"
            let changed = try await Shell.run(
                ["git", "filter-branch", "-f", "--tree-filter", filter, "audit"], in: repository,
                environment: ["FILTER_BRANCH_SQUELCH_WARNING": "1"])
            #expect(changed.code == 0, "\(changed.errors)")
            let result = try await run(script, in: repository, folder)
            #expect(result.output.contains("broken: "), "\(change): \(result.output)")
        }
    }
}
