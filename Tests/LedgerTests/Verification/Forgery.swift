import AccessCore
import Git
import Reconciliation

@testable import Ledger

/// A ledger's history in the hands of somebody who wants to change it.
struct Forgery {
    struct Step {
        var message: String
        /// Everything in the commit's tree.
        var files: [String: [UInt8]]
    }

    var steps: [Step]

    /// Takes a branch apart.
    init(of tip: ObjectID, in repository: Repository) throws {
        steps = try repository.firstParents(from: tip).commits.reversed().map { id in
            let commit = try repository.commit(id)
            var files: [String: [UInt8]] = [:]
            for entry in try repository.list(commit.tree) { files[entry.path.text] = try repository.blob(entry.id, limit: 1 << 20) }
            return Step(message: commit.message, files: files)
        }
    }

    /// Puts it together again, as commits that git finds nothing wrong with.
    func build(in repository: Repository) throws -> ObjectID {
        var tip: ObjectID?
        for step in steps {
            let tree = try repository.updatingTree(nil, step.files.map { .put(path: $0.key, bytes: $0.value) })
            tip = try repository.makeCommit(
                tree: tree, parents: tip.map { [$0] } ?? [],
                author: Signature(name: "Daypass", mail: "daypass@localhost", seconds: Samples.noon.seconds), message: step.message)
        }
        return tip!
    }

    /// The step that brought each file of records.
    var origins: [(path: String, step: Int)] {
        steps.indices.flatMap { index in
            steps[index].files.keys.filter { $0.hasPrefix("ledger/") && (index == 0 || steps[index - 1].files[$0] == nil) }.sorted().map {
                ($0, index)
            }
        }
    }

    /// Every record: its file, the step that brought it, its line from 0.
    var records: [(path: String, step: Int, line: Int)] {
        origins.flatMap { origin in lines(of: origin.path).indices.map { (origin.path, origin.step, $0) } }
    }

    func lines(of path: String) -> [String] {
        let bytes = steps.last { $0.files[path] != nil }!.files[path]!
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Changes a file's lines from a step on (its own: as if it had always been so; a later one: in the open).
    mutating func edit(_ path: String, from step: Int, _ change: (inout [String]) -> Void) {
        var lines = lines(of: path)
        change(&lines)
        for index in step..<steps.count { steps[index].files[path] = Array(lines.map { $0 + "\n" }.joined().utf8) }
    }

    mutating func remove(_ path: String, from step: Int) {
        for index in step..<steps.count { steps[index].files[path] = nil }
    }

    /// A commit of its own on top, which changes nothing yet.
    mutating func addStep() { steps.append(Step(message: steps.last!.message, files: steps.last!.files)) }

    /// The same entries, commit by commit in another order; with chains, snapshots and trailers that agree.
    func reordered(_ order: [Int]) throws -> Forgery {
        var (sum, files) = (Snapshot(), [String: [UInt8]]())
        var other = self
        for (index, step) in order.enumerated() {
            var records: [Record] = []
            for (path, origin) in origins where origin == step {
                records += try RecordFile.records(in: steps[step].files[path]!, at: path, limits: LedgerLimits()).map(\.record)
            }
            records.sort { $0.place < $1.place }
            for file in try sum.append(records.map(\.entry)) { files[file.path] = file.bytes }
            files[Snapshot.path] = try sum.text()
            let phase: LedgerPhase = records.contains { $0.entry.event.kind == .intent } ? .intent : .outcome
            let message = CommitMessage(run: records.last!.entry.run, phase: phase, head: sum.head).text(for: records.map(\.entry))
            other.steps[index] = Step(message: message, files: files)
        }
        return other
    }

    /// Chains everything anew, with snapshots and trailers that agree: what somebody does who knows how.
    mutating func cover() throws {
        var sum = Snapshot()
        for index in steps.indices {
            let before = index == 0 ? [:] : steps[index - 1].files
            let added = steps[index].files.keys.filter { $0.hasPrefix("ledger/") && before[$0] == nil }
            var records: [Record] = []
            for path in added.sorted() {
                records += try RecordFile.records(in: steps[index].files[path]!, at: path, limits: LedgerLimits()).map(\.record)
                for later in index..<steps.count { steps[later].files[path] = nil }
            }
            records.sort { $0.place < $1.place }
            for file in try sum.append(records.map(\.entry)) {
                for later in index..<steps.count { steps[later].files[file.path] = file.bytes }
            }
            steps[index].files["state.json"] = try sum.text()
            let phase: LedgerPhase = records.contains { $0.entry.event.kind == .intent } ? .intent : .outcome
            steps[index].message = CommitMessage(run: records.last!.entry.run, phase: phase, head: sum.head).text(for: records.map(\.entry))
        }
    }
}
