import Foundation
import TestSupport

/// A clone of an access repository with a remote, and commands run in it as a requester runs them.
struct AskingSite {
    let site: Site
    static let evening = "2026-11-22T21:00:00+09:00"

    init(remote: String? = "https://github.com/example/access.git") async throws {
        site = try await Site.sample()
        guard let remote else { return }
        try await git("remote", "add", "origin", remote)
        try await git("update-ref", "refs/remotes/origin/main", "HEAD")
    }

    var repository: String { site.repository }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let result = try await Shell.run(["git"] + arguments, in: repository)
        guard result.code == 0 else { throw ServerFailure(what: "git \(arguments)", log: result.errors) }
        return result.output.trimmingCharacters(in: .newlines)
    }

    func daypass(_ arguments: String..., environment: [String: String] = [:]) async throws -> Finished {
        try await Shell.run([Site.binary] + arguments + ["--now", Self.evening], in: repository, environment: environment)
    }

    /// Everything that a requester has to give.
    func ask(_ more: String..., end: String = "2026-11-23 02:00") async throws -> Finished {
        try await Shell.run(
            [
                Site.binary, "request", "prod-member-work", "--for", "member01", "--end", end, "--reason", "Deploy billing v2.3", "--now",
                Self.evening,
            ]
                + more, in: repository)
    }

    /// The file as a branch has it.
    func file(_ path: String, at branch: String) async throws -> String { try await git("show", "\(branch):\(path)") + "\n" }

    /// What a command could have disturbed: branches but its own, index, work tree.
    func state() async throws -> String {
        let status = try await git("status", "--porcelain=v2", "--branch", "--untracked-files=all")
        let refs = try await git("for-each-ref", "--format=%(refname) %(objectname)").split(separator: "\n")
        return ([Substring(status)] + refs.filter { !$0.hasPrefix("refs/heads/daypass/") }).joined(separator: "\n")
    }

    /// A request that is on the source branch already.
    func merged(_ text: String, at path: String) async throws {
        try site.write(text, to: path)
        try await site.commit("a request")
        if try await git("remote").isEmpty { return }
        try await git("update-ref", "refs/remotes/origin/main", "HEAD")
    }
}
