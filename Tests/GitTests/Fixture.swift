import Foundation
import TestSupport

@testable import Git

/// A work tree made by git, to read from and compare with.
struct Fixture {
    let folder = TemporaryDirectory()
    var work: String { folder("work") }
    var remote: RemoteURL { get throws { try RemoteURL(work) } }

    init(bare: Bool = false) async throws {
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        try await git(["init", "-q", "-b", "main"] + (bare ? ["--bare"] : []))
    }

    @discardableResult
    func git(_ arguments: [String], input: String? = nil) async throws -> String {
        let result = try await Shell.run(["git"] + arguments, in: work, input: input)
        guard result.code == 0 else { throw GitFailure(.other, in: arguments.joined(separator: " "), result.errors) }
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes (nil: removes) files and commits.
    @discardableResult
    func commit(_ files: [String: String?], message: String = "change") async throws -> ObjectID {
        for (name, text) in files {
            if let text {
                try folder.write(text, to: "work/" + name)
            } else {
                try FileManager.default.removeItem(atPath: work + "/" + name)
            }
        }
        try await git(["add", "-A"])
        try await git(["commit", "-q", "--allow-empty", "-m", message])
        return try await id("HEAD")
    }

    func id(_ revision: String) async throws -> ObjectID {
        let text = try await git(["rev-parse", "--verify", revision])
        guard let id = ObjectID(hex: text) else { throw GitFailure(.invalid, in: "rev-parse", text) }
        return id
    }

    func open() throws -> Repository { try Repository.open(at: work) }

    /// An empty bare repository beside it.
    func cache(_ name: String = "cache.git") throws -> Repository { try Repository.initBare(at: folder(name)) }
}

let someone = Signature(name: "Some One", mail: "some.one@example.com", seconds: 1_795_366_800, offset: 60)

extension Repository {
    /// A commit that writes one file upon a parent.
    func add(_ path: String, _ text: String, to parent: ObjectID?, message: String = "add") throws -> ObjectID {
        let tree = try updatingTree(try parent.map { try commit($0).tree }, [.put(path: path, bytes: Array(text.utf8))])
        return try makeCommit(tree: tree, parents: parent.map { [$0] } ?? [], author: someone, message: message)
    }

    /// The kind of failure of a call; nil if it succeeds.
    static func kind(_ body: () throws -> some Any) -> GitFailure.Kind? {
        do {
            _ = try body()
            return nil
        } catch let failure as GitFailure { return failure.kind } catch { return .other }
    }
}
