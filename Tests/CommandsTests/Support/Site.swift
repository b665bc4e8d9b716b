import Foundation
import TestSupport

/// An access repository with a training directory, and the built command run on it as people run it.
struct Site {
    var folder = TemporaryDirectory()
    /// What every call of the command is given.
    var environment: [String: String] = [:]

    var repository: String { folder("access") }
    var directory: String { folder("training.json") }

    /// The command that was built with the tests, beside them; or the one that is named instead (`make test-release`).
    static let binary: String = {
        if let named = ProcessInfo.processInfo.environment["DAYPASS_TEST_COMMAND"] { return named }
        let tests = ProcessInfo.processInfo.arguments[0]
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("daypass").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent("daypass").path
    }()

    /// The package's own top folder, which holds the samples.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// A repository of the sample policies, without requests, and the sample directory.
    static func sample(in folder: TemporaryDirectory = TemporaryDirectory()) async throws -> Site {
        let site = Site(folder: folder)
        let files = FileManager.default
        try files.createDirectory(atPath: site.repository, withIntermediateDirectories: true)
        try files.copyItem(atPath: package + "/policies", toPath: site.repository + "/policies")
        try files.copyItem(atPath: package + "/examples/training.json", toPath: site.directory)
        try await Shell.git("init", "-q", "-b", "main", in: site.repository)
        try await site.commit("policies")
        return site
    }

    /// Where a request of the samples stands.
    static func sampleRequest(_ name: String) throws -> String {
        try String(contentsOfFile: package + "/requests/2026/11/\(name).yaml", encoding: .utf8)
    }

    func write(_ text: String, to path: String) throws { try folder.write(text, to: "access/" + path) }

    func read(_ path: String) throws -> String { try String(contentsOfFile: repository + "/" + path, encoding: .utf8) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: repository + "/" + path) }

    @discardableResult
    func commit(_ message: String) async throws -> String {
        try await Shell.git("add", "-A", in: repository)
        try await Shell.git("commit", "-q", "--allow-empty", "-m", message, in: repository)
        return try await Shell.git("rev-parse", "HEAD", in: repository)
    }

    /// Runs the command to its end, in the folder of the directory.
    @discardableResult
    func daypass(_ arguments: String..., now: String? = nil, cache: String = "cache", environment more: [String: String] = [:]) async throws
        -> Finished
    {
        try await daypass(arguments: arguments, now: now, cache: cache, environment: more)
    }

    @discardableResult
    func daypass(arguments: [String], now: String? = nil, cache: String = "cache", environment more: [String: String] = [:]) async throws
        -> Finished
    {
        try await Shell.run(
            [Self.binary] + arguments + (now.map { ["--now", $0] } ?? []), in: folder.path,
            environment: settings(cache: cache).merging(more) { $1 }
        )
    }

    /// Starts the command and leaves it running.
    func start(_ arguments: [String], cache: String = "cache", log: String? = nil, environment more: [String: String] = [:]) throws
        -> Program
    {
        try Program(
            [Self.binary] + arguments, in: folder.path, environment: settings(cache: cache).merging(more) { $1 },
            log: log.map { folder($0) })
    }

    private func settings(cache: String) -> [String: String] {
        ["DAYPASS_REPOSITORY": repository, "DAYPASS_CACHE": folder(cache)].merging(environment) { $1 }
    }

    /// What the training directory holds of a user.
    func user(_ name: String) throws -> (groups: [String], tags: [String: String]) {
        struct File: Decodable {
            struct User: Decodable {
                var groups: [String]
                var tags: [String: String]
            }
            var users: [String: User]
        }
        let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: directory)))
        return file.users[name].map { ($0.groups.sorted(), $0.tags) } ?? ([], [:])
    }

    /// A request for the sample's member entitlement.
    static func request(user: String = "member01", access: String = "prod-member-work", end: String, more: String = "") -> String {
        "version: 1\nuser: \(user)\naccess: [\(access)]\nend: \(end)\nreason: a test\n\(more)"
    }
}
