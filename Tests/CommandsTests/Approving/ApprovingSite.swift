import Foundation
import TestSupport

/// A clone whose people have keys, on a branch that asks for something.
struct ApprovingSite {
    let asking: AskingSite
    static let path = "requests/2026/11/deploy.yaml"
    static let request = """
        version: 1
        user: member01
        access: [prod-member-work]
        start: 2026-11-22 22:00
        end: 2026-11-23 02:00
        reason: Deploy billing v2.3

        """

    var site: Site { asking.site }
    var repository: String { site.repository }

    /// - Parameter types: what `ssh-keygen -t` is told for whose key; every approver has one.
    init(_ types: [String: [String]] = [:], people change: (String) -> String = { $0 }) async throws {
        asking = try await AskingSite()
        var people = try asking.site.read("policies/people.yaml")
        for name in ["lead01", "lead02", "security01", "member01"] {
            let file = asking.site.folder("key-\(name)")
            let type = types[name] ?? ["ed25519"]
            let made = try await Shell.run(["ssh-keygen", "-q", "-N", "", "-C", name, "-f", file, "-t"] + type)
            guard made.code == 0 else { throw ServerFailure(what: "ssh-keygen", log: made.errors) }
            let line = try String(contentsOfFile: file + ".pub", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            people = people.replacing(
                "    mail: \(name)@example.com\n", with: "    mail: \(name)@example.com\n    keys: [{ key: \"\(line)\" }]\n")
        }
        try asking.site.write(change(people), to: "policies/people.yaml")
        try await asking.site.commit("keys")
        try await asking.git("update-ref", "refs/remotes/origin/main", "HEAD")
        try await asking.git("switch", "-q", "-c", "deploy")
        try asking.site.write(Self.request, to: Self.path)
        try await asking.site.commit("a request")
    }

    func key(_ name: String) -> String { site.folder("key-\(name)") }

    func approve(_ arguments: String..., environment: [String: String] = [:]) async throws -> Finished {
        try await Shell.run(
            [Site.binary, "approve"] + arguments + ["--now", AskingSite.evening], in: repository,
            environment: ["HOME": site.folder("home")].merging(environment) { $1 })
    }

    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: repository + "/" + path) }

    /// What is signed, put together by hand.
    func statement(_ path: String = Self.path, more: String = "") async throws -> String {
        let sum = try await Shell.run(["sha256sum", path], in: repository).output.prefix(64)
        return "daypass approval v1\nrepository: example/access\npath: \(path)\nsha256: \(sum)\n\(more)"
    }

    /// Whether the real ssh-keygen takes a signature for one of this text.
    func isValid(_ signature: String, of text: String, by name: String) async throws -> Bool {
        let line = try String(contentsOfFile: key(name) + ".pub", encoding: .utf8)
        let signers = try site.folder.write("\(name) \(line)", to: "signers-\(name)")
        // From a file: it may end before it has read what it is to verify, and a pipe would break then.
        let content = try site.folder.write(text, to: "statement")
        return try await Shell.run(
            [
                "sh", "-c", "exec ssh-keygen -Y verify -f \"$1\" -I \"$2\" -n approval@daypass -s \"$3\" < \"$4\"", "sh", signers, name,
                signature, content,
            ], in: repository
        ).code == 0
    }
}
